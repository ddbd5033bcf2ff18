import type { ICalComponent, ICalObject } from '../../../shared/ical/model.ts';
import { readCalendarText } from '../../../shared/ical/readCalendarText.ts';

/** The object of a VCALENDAR with these lines; indentation and line ends do not matter. */
export function calendarObject(lines: string): ICalObject {
  const text = `BEGIN:VCALENDAR\n${lines.replace(/^ +/gm, '').trim()}\nEND:VCALENDAR\n`.replace(/\n+/g, '\r\n');
  const object = readCalendarText(text, { ownerUid: null })[0]?.object;
  if (object === null || object === undefined) throw new Error('unreadable');
  return object;
}

/** An object with one event; `lines` are those of the event, `timeZone` those of its VTIMEZONE (TZID `Custom`). */
export function eventObject(lines: string, timeZone = '', properties = ''): ICalObject {
  const definition = timeZone === '' ? '' : `BEGIN:VTIMEZONE\nTZID:Custom\n${timeZone}\nEND:VTIMEZONE`;
  return calendarObject(`${properties}\n${definition}\nBEGIN:VEVENT\nUID:1\n${lines}\nEND:VEVENT`);
}

/** The VTIMEZONE with these lines inside. */
export function timeZoneComponent(lines: string): ICalComponent {
  const component = eventObject('DTSTART:20240101T000000Z', lines).timeZones.get('Custom');
  if (component === undefined) throw new Error('no VTIMEZONE');
  return component;
}

/** STANDARD or DAYLIGHT in one line: `STANDARD 19961027T030000 +0200 +0100 FREQ=YEARLY;…`. */
export function observance(line: string): string {
  const [kind, start, from, to, rule] = line.split(' ');
  const lines = [`BEGIN:${kind!}`, `DTSTART:${start!}`, `TZOFFSETFROM:${from!}`, `TZOFFSETTO:${to!}`];
  return [...lines, ...(rule === undefined ? [] : [`RRULE:${rule}`]), `END:${kind!}`].join('\n');
}

export const CENTRAL_EUROPE = [
  observance('DAYLIGHT 19810329T020000 +0100 +0200 FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU'),
  observance('STANDARD 19961027T030000 +0200 +0100 FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU'),
].join('\n');
