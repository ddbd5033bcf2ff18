/** One ORGANIZER or ATTENDEE line of an iCalendar text. */
export interface PersonLine {
  readonly isOrganizer: boolean;
  readonly value: string;
  readonly cn: string;
  readonly email: string;
  readonly cutype: string;
  /** Values of MEMBER: the groups through which the server invited this person. */
  readonly memberOf: readonly string[];
}

/** Lines that name people, and alarms, whose ATTENDEE is who gets an e-mail and nobody's guest (RFC 5545 §3.6.6). */
const LINE = /^(ORGANIZER|ATTENDEE|BEGIN:VALARM|END:VALARM)(.*)$/gim;

/** `;NAME=value` or `;NAME="quoted, value";…` up to the colon that ends the parameters. */
const PARAMETER = /;([A-Z0-9-]+)=((?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)/giy;

/** RFC 5545 §3.1: a line break followed by a blank continues the line. Bare CR and bare LF occur too. */
function unfold(text: string): string {
  return text.replace(/(?:\r\n|\r|\n)[ \t]/g, '');
}

/** RFC 6868: ^n, ^^ and ^' stand for a line break, ^ and ". */
function decodeParameter(text: string): string {
  return text.replace(/\^([n^'])/g, (_, code: string) => (code === 'n' ? ' ' : code === '^' ? '^' : '"')).trim();
}

function unquote(value: string): string {
  return decodeParameter(value.replace(/"/g, ''));
}

function listOf(value: string): string[] {
  const quoted = value.match(/"[^"]*"|[^",]+/g) ?? [];
  return quoted.map(unquote).filter((part) => part !== '');
}

function parseLine(name: string, rest: string): PersonLine | null {
  PARAMETER.lastIndex = 0;
  const parameters = new Map<string, string>();
  let end = 0;
  for (let match = PARAMETER.exec(rest); match !== null; match = PARAMETER.exec(rest)) {
    const [, key = '', value = ''] = match;
    if (!parameters.has(key.toUpperCase())) parameters.set(key.toUpperCase(), value);
    end = PARAMETER.lastIndex;
  }
  // A damaged parameter list still ends at the first colon outside quotes; without one it is no property at all.
  const colon = rest.charAt(end) === ':' ? end : rest.indexOf(':', end);
  if (colon < 0) return null;
  const value = rest.slice(colon + 1).trim();
  if (value === '') return null;
  return {
    isOrganizer: name.toUpperCase() === 'ORGANIZER',
    value,
    cn: unquote(parameters.get('CN') ?? ''),
    email: unquote(parameters.get('EMAIL') ?? ''),
    cutype: unquote(parameters.get('CUTYPE') ?? '').toUpperCase(),
    memberOf: listOf(parameters.get('MEMBER') ?? ''),
  };
}

/** Finds who organizes and who is invited without parsing the rest: a million texts are read this way before anything is mapped. */
export function scanPeople(text: string): PersonLine[] {
  const people: PersonLine[] = [];
  if (!/ORGANIZER|ATTENDEE/i.test(text)) return people;
  let inAlarm = false;
  for (const [, name = '', rest = ''] of unfold(text)
    .replace(/\r(?!\n)/g, '\n')
    .matchAll(LINE)) {
    const upper = name.toUpperCase();
    if (upper === 'BEGIN:VALARM') inAlarm = true;
    else if (upper === 'END:VALARM') inAlarm = false;
    else if (!inAlarm && (rest.startsWith(';') || rest.startsWith(':'))) {
      const line = parseLine(upper, rest);
      if (line !== null) people.push(line);
    }
  }
  return people;
}
