import type { EwsAttendee, EwsCalendarItem, ResponseType } from '../../../../shared/ews/item.ts';
import type { SilentCopy } from '../../../ports/ExchangeTarget.ts';
import { toEwsTime } from './times.ts';

const PARTSTATS: Readonly<Record<ResponseType, string>> = {
  ...{ Accept: 'ACCEPTED', Tentative: 'TENTATIVE', Decline: 'DECLINED' },
  ...{ Unknown: 'NEEDS-ACTION', NoResponseReceived: 'NEEDS-ACTION', Organizer: 'ACCEPTED' },
};

/** TEXT (RFC 5545 §3.3.11). */
function text(value: string): string {
  return value.replace(/[\\;,]/g, '\\$&').replace(/\r\n|[\r\n]/g, '\\n');
}

/** A quoted parameter value holds neither quotes nor control characters (RFC 5545 §3.2). */
function quoted(value: string): string {
  return `"${value.replace(/[\p{Cc}"]/gu, ' ').trim()}"`;
}

/** At most 75 octets a line, never inside a character (RFC 5545 §3.1). */
function fold(line: string): string {
  const lines: string[] = [];
  let current = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > 74) {
      lines.push(current);
      [current, octets] = ['', 0];
    }
    current += character;
    octets += size;
  }
  return [...lines, current].join('\r\n ');
}

function time(name: string, value: string, zone: string): string {
  const isDate = !value.includes('T');
  const digits = (isDate ? value : toEwsTime(value, zone)).replace(/[-:]/g, '');
  return isDate ? `${name};VALUE=DATE:${digits}` : `${name}:${digits}`;
}

function person(name: string, parameters: string, { name: cn, email }: Pick<EwsAttendee, 'name' | 'email'>): string {
  return `${name}${parameters};CN=${quoted(cn)}:mailto:${email}`;
}

function attendeeLines(people: readonly EwsAttendee[], kind: string): readonly string[] {
  return people.map((one) => person('ATTENDEE', `${kind};PARTSTAT=${PARTSTATS[one.response]}`, one));
}

/** The guests with their answers; the mailbox's owner with what the copy itself says they answered, listed or member of a group. */
function guests(item: EwsCalendarItem, mailbox: string): readonly string[] {
  const { isOrganizer, myResponse, organizer } = item;
  const isOwner = ({ email }: Pick<EwsAttendee, 'email'>): boolean => email.toLowerCase() === mailbox.toLowerCase();
  const answered = (people: readonly EwsAttendee[]): readonly EwsAttendee[] =>
    people.map((one) => (!isOrganizer && isOwner(one) ? { ...one, response: myResponse } : one));
  const all = [...item.requiredAttendees, ...item.optionalAttendees, ...item.resources];
  const isMissing = !isOrganizer && organizer !== null && !all.some(isOwner);
  const owner: readonly EwsAttendee[] = isMissing ? [{ email: mailbox, name: mailbox, response: myResponse }] : [];
  return [
    ...attendeeLines([...answered(item.requiredAttendees), ...owner], ';ROLE=REQ-PARTICIPANT'),
    ...attendeeLines(answered(item.optionalAttendees), ';ROLE=OPT-PARTICIPANT'),
    ...attendeeLines(answered(item.resources), ';CUTYPE=ROOM;ROLE=NON-PARTICIPANT'),
  ];
}

/**
 * A silent meeting as an event in MIME (MS-OXCICAL 2.1.3): whose it is, who was invited and what they answered, which no element of
 * CreateItem can say. All else is in the elements of the same request, which go before: series and zones need no translation here.
 */
export function writeMime(item: EwsCalendarItem, mailbox: string, { sequence, criticalChange }: SilentCopy): string {
  const { uid, subject, start, end, startTimeZone, endTimeZone, organizer } = item;
  const lines = [
    'BEGIN:VCALENDAR',
    'PRODID:-//Godwit//Godwit//EN',
    'VERSION:2.0',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:${text(uid)}`,
    `SEQUENCE:${String(sequence)}`,
    time('DTSTAMP', criticalChange, 'UTC'),
    time('DTSTART', start, startTimeZone),
    time('DTEND', end, endTimeZone),
    `SUMMARY:${text(subject)}`,
    ...(organizer === null ? [] : [person('ORGANIZER', '', organizer), ...guests(item, mailbox)]),
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  const head = ['MIME-Version: 1.0', 'Content-Type: text/calendar; method=PUBLISH; charset=UTF-8', 'Content-Transfer-Encoding: 8bit', ''];
  const message = [...head, ...lines.map(fold), ''].join('\r\n');
  return `<t:MimeContent CharacterSet="UTF-8">${Buffer.from(message).toString('base64')}</t:MimeContent>`;
}
