/** One component as it is stored: what everybody sees, and what only one person sees. Lines are whole, not folded. */
export interface StoredInstance {
  /** `RECURRENCE-ID;TZID=…:…`; absent for the master. */
  readonly recurrenceId?: string;
  readonly shared: readonly string[];
  /** Properties and alarms that the server keeps for the object's owner apart from the event. */
  readonly mine?: readonly string[];
}

/** One calendar object. */
export interface StoredObject {
  readonly uid: string;
  readonly type: 'VEVENT' | 'VTODO';
  readonly instances: readonly StoredInstance[];
  /** Lines of VCALENDAR: METHOD, X-CALENDARSERVER-ACCESS. */
  readonly calendar?: readonly string[];
}

export const APPLE_CLIENT = '-//Apple Inc.//Mac OS X 10.11.6//EN';
export const CALENDAR_SERVER = '-//CALENDARSERVER.ORG//NONSGML Version 1//EN';

const LINE_OCTETS = 75;
const FIRST = ['UID', 'RECURRENCE-ID', 'DTSTART', 'DTEND', 'DURATION', 'DUE'];

function nameOf(line: string): string {
  return line.slice(0, line.search(/[;:]/));
}

/** Folds after 75 octets, never inside a character, as Calendar Server's serialiser does. */
export function fold(line: string): string {
  const size = Buffer.byteLength(line);
  if (size <= LINE_OCTETS) return line;
  return size === line.length ? foldAscii(line) : foldCharacters(line);
}

function foldAscii(line: string): string {
  const parts = [line.slice(0, LINE_OCTETS - 1)];
  for (let at = LINE_OCTETS - 1; at < line.length; at += LINE_OCTETS - 2) parts.push(line.slice(at, at + LINE_OCTETS - 2));
  return parts.join('\r\n ');
}

function foldCharacters(line: string): string {
  const parts: string[] = [];
  let part = '';
  let size = 0;
  for (const character of line) {
    const octets = Buffer.byteLength(character);
    if (size + octets >= LINE_OCTETS) {
      parts.push(part);
      part = '';
      size = 1;
    }
    part += character;
    size += octets;
  }
  return [...parts, part].join('\r\n ');
}

/** UID and times come first, the rest by name; alarms keep their lines together behind them. */
function inStoredOrder(lines: readonly string[]): readonly string[] {
  const alarms = lines.indexOf('BEGIN:VALARM');
  const properties = alarms < 0 ? lines : lines.slice(0, alarms);
  const ranked = properties.map((line) => {
    const name = nameOf(line);
    const first = FIRST.indexOf(name);
    return { line, rank: first < 0 ? `9${name}` : String(first) };
  });
  ranked.sort((one, other) => (one.rank < other.rank ? -1 : one.rank > other.rank ? 1 : 0));
  return [...ranked.map(({ line }) => line), ...(alarms < 0 ? [] : lines.slice(alarms))];
}

function component(object: StoredObject, { recurrenceId, shared }: StoredInstance): readonly string[] {
  const lines = [`UID:${object.uid}`, ...(recurrenceId === undefined ? [] : [recurrenceId]), ...shared];
  return [`BEGIN:${object.type}`, ...inStoredOrder(lines), `END:${object.type}`];
}

function perUser(object: StoredObject, owner: string): readonly string[] {
  const instances = object.instances.filter(({ mine }) => mine !== undefined && mine.length > 0);
  if (instances.length === 0) return [];
  const blocks = instances.flatMap(({ recurrenceId, mine = [] }) => [
    'BEGIN:X-CALENDARSERVER-PERINSTANCE',
    ...(recurrenceId === undefined ? [] : [recurrenceId]),
    ...inStoredOrder(mine),
    'END:X-CALENDARSERVER-PERINSTANCE',
  ]);
  return [
    'BEGIN:X-CALENDARSERVER-PERUSER',
    `UID:${object.uid}`,
    `X-CALENDARSERVER-PERUSER-UID:${owner}`,
    ...blocks,
    'END:X-CALENDARSERVER-PERUSER',
  ];
}

/** The text of ICALENDAR_TEXT for an object in the home of `owner`. */
export function storedText(object: StoredObject, owner: string, prodId: string = APPLE_CLIENT): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'CALSCALE:GREGORIAN',
    ...(object.calendar?.filter((line) => line.startsWith('METHOD')) ?? []),
    `PRODID:${prodId}`,
    ...(object.calendar?.filter((line) => !line.startsWith('METHOD')) ?? []),
    ...object.instances.flatMap((instance) => component(object, instance)),
    ...perUser(object, owner),
    'END:VCALENDAR',
  ];
  return `${lines.map(fold).join('\r\n')}\r\n`;
}
