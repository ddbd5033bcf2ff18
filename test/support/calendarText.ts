import { parseDateTime } from '../../shared/ical/dateTime.ts';
import type { ICalComponent, ICalEvent, ICalObject, ICalProperty } from '../../shared/ical/model.ts';

/** What decides when an event takes place; everything else is left out. */
const TIMES = new Set(['DTSTART', 'DTEND', 'DURATION', 'RRULE', 'EXRULE', 'RDATE', 'EXDATE', 'RECURRENCE-ID', 'STATUS']);

/** An object's times as iCalendar again, per-user data merged, for another program to expand. Floating times get a zone. */
export function calendarText({ uid, master, overrides, timeZones }: ICalObject, floatingZone: string): string {
  const events = [...(master === null ? [] : [master]), ...overrides];
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    ...[...timeZones.values()].flatMap(componentLines),
    ...events.flatMap((event) => ['BEGIN:VEVENT', `UID:${uid}`, ...eventLines(event, floatingZone), 'END:VEVENT']),
    'END:VCALENDAR',
  ];
  return `${lines.join('\r\n')}\r\n`;
}

function eventLines(event: ICalEvent, floatingZone: string): readonly string[] {
  const kept = event.properties.filter(({ name }) => TIMES.has(name) && !(name === 'DTEND' && event.duration !== null));
  const lines = kept
    .filter(({ name }) => name !== 'STATUS' || !event.hidden)
    .map((property) => propertyLine(withZone(property, floatingZone)));
  // An instance its owner deleted is as gone as a cancelled one.
  return event.hidden ? [...lines, 'STATUS:CANCELLED'] : lines;
}

/** Lists keep one line a value: a list may mix dates and times. */
function withZone(property: ICalProperty, floatingZone: string): ICalProperty {
  const [first = ''] = property.values;
  const time = property.type === 'date-time' ? parseDateTime(first, property.parameters['TZID'] ?? null)?.value : undefined;
  if (time === undefined || time.isDate || time.tzid !== null) return property;
  return { ...property, parameters: { ...property.parameters, TZID: floatingZone } };
}

function propertyLine({ name, parameters, values }: ICalProperty): string {
  const written = Object.entries(parameters).map(([key, value]) => `;${key}=${/[:;,]/.test(value) ? `"${value}"` : value}`);
  return `${name}${written.join('')}:${values.join(',')}`;
}

function componentLines({ name, properties, components }: ICalComponent): readonly string[] {
  return [`BEGIN:${name}`, ...properties.map(propertyLine), ...components.flatMap(componentLines), `END:${name}`];
}
