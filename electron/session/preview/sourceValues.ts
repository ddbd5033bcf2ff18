import type { FieldValue } from '../../../shared/contract/wizard/preview.ts';
import { parseDuration } from '../../../shared/ical/duration.ts';
import type { ICalDateTime, ICalEvent, ICalProperty } from '../../../shared/ical/model.ts';
import { allProperties, textValue } from '../../../shared/ical/properties.ts';

const NONE: FieldValue = { type: 'none' };
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** As the Mac shows it: the digits on the wall, a plain date when there is no time. */
export function isoWall({ wall, isDate }: Pick<ICalDateTime, 'wall' | 'isDate'>): string {
  const text = new Date(wall).toISOString();
  return isDate ? text.slice(0, 10) : text.slice(0, 19);
}

export function textOf(text: string): FieldValue {
  return text === '' ? NONE : { type: 'text', text };
}

export function listOf(values: readonly string[]): FieldValue {
  return values.length === 0 ? NONE : { type: 'list', values };
}

/** DTSTART to DTEND or DURATION; without either a date lasts a day and a time no time at all (RFC 5545 §3.6.1). */
export function timeOfEvent({ dtstart, dtend, duration }: ICalEvent): FieldValue {
  const length = duration === null ? (dtstart.isDate ? DAY_MS : 0) : duration.days * DAY_MS + duration.milliseconds;
  const end = dtend ?? { ...dtstart, wall: dtstart.wall + length };
  return { type: 'time', start: isoWall(dtstart), end: isoWall(end), isAllDay: dtstart.isDate, zone: dtstart.tzid ?? '' };
}

export function recurrenceOfEvent(event: ICalEvent, exceptions: number): FieldValue {
  const rules = event.rrules.map(({ text }) => text);
  const dates = event.rdates.length === 0 ? [] : [`${String(event.rdates.length)} single dates`];
  const text = [...rules, ...dates].join('; ');
  return text === '' ? NONE : { type: 'recurrence', text, exceptions, deletions: event.exdates.length };
}

/** TRANSP and STATUS as the person sees them in their calendar. */
export function showAsOfEvent(event: ICalEvent): FieldValue {
  if (textValue(event, 'TRANSP').toUpperCase() === 'TRANSPARENT') return textOf('Free');
  return textOf(event.status === 'TENTATIVE' ? 'Tentative' : 'Busy');
}

function triggerMinutes(property: ICalProperty | undefined): number | null {
  const duration = property === undefined ? null : parseDuration(property.values[0] ?? '');
  return duration === null ? null : Math.round(-(duration.days * DAY_MS + duration.milliseconds) / MINUTE_MS);
}

/** Alarms before the event, in minutes; those at a fixed time are not among them. */
export function remindersOfEvent({ alarms }: ICalEvent): FieldValue {
  const minutes = alarms
    .filter((alarm) => textValue(alarm, 'ACTION').toUpperCase() !== 'NONE')
    .map((alarm) => triggerMinutes(alarm.properties.find(({ name }) => name === 'TRIGGER')))
    .filter((value) => value !== null && value >= 0);
  return minutes.length === 0
    ? NONE
    : { type: 'reminder', minutesBefore: [...new Set(minutes.map((value) => value ?? 0))].sort((a, b) => a - b) };
}

/** Minutes of travel the event has in a direction; 0 when it has none. */
export function travelMinutes(event: ICalEvent, direction: 'to' | 'from'): number {
  const name = direction === 'to' ? 'X-APPLE-TRAVEL-DURATION' : 'X-APPLE-TRAVEL-RETURN-DURATION';
  const duration = parseDuration(textValue(event, name));
  return duration === null ? 0 : Math.max(0, Math.round((duration.days * DAY_MS + duration.milliseconds) / MINUTE_MS));
}

export function attachmentsOfEvent(event: ICalEvent): FieldValue {
  const names = allProperties(event, 'ATTACH').map(({ parameters, values }) => {
    const path = values[0] ?? '';
    return parameters['FILENAME'] ?? parameters['X-FILENAME'] ?? path.slice(path.lastIndexOf('/') + 1).slice(0, 120);
  });
  return listOf(names);
}
