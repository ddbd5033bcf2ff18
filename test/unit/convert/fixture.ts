import { convertCopies } from '../../../shared/convert/convertCopies.ts';
import type { PlannedObject, SourceCopy } from '../../../shared/convert/model.ts';
import type { CalendarUserAddress } from '../../../shared/domain/address.ts';
import { addressKey } from '../../../shared/domain/address.ts';
import type { CalendarRoute, MappingTarget, MappingView } from '../../../shared/domain/mapping.ts';
import type { PlannedItem, SealedContext } from '../../../shared/domain/plan.ts';
import type { SourceCalendar, SourceObject } from '../../../shared/domain/source.ts';
import { readCalendarText } from '../../../shared/ical/readCalendarText.ts';

/** Principal UIDs of the people in these tests. */
export const JIMI = 'B950A1E8-2281-5476-BE6D-2A6F950D6639';
export const JERRY = '1C3FCBD0-0BAB-5FCE-BB21-A8BADEFF15CC';
export const JANIS = '8D1E0717-6087-55B2-9920-0AEDD8590FD3';
export const CARLOS = '2825C07C-FF38-5EBA-B14C-FD6D17DD5F68';
export const ROOM = 'A224F29E-7E91-5B11-8772-AD0EE42422E1';
export const BEAMER = '2546347D-8893-512E-B6D8-366BB6523A01';
export const STAFF = '36281C30-42C6-56D5-88F8-0B9C027FD33A';
/** Left the company: not migrated. */
export const GONE = '00000000-0000-4000-8000-000000000001';
/** Nobody has decided yet. */
export const UNDECIDED = '00000000-0000-4000-8000-000000000002';

const TARGETS: Readonly<Record<string, MappingTarget>> = {
  [`uid:${JIMI}`]: { state: 'mapped', email: 'jimi@contoso.com', name: 'Jimi Hendrix', kind: 'user' },
  [`uid:${JERRY}`]: { state: 'mapped', email: 'jerry@contoso.com', name: 'Jerry Garcia', kind: 'user' },
  [`uid:${JANIS}`]: { state: 'mapped', email: 'janis@contoso.com', name: 'Janis Joplin', kind: 'user' },
  [`uid:${CARLOS}`]: { state: 'mapped', email: 'carlos@contoso.com', name: 'Carlos Santana', kind: 'user' },
  [`uid:${ROOM}`]: { state: 'mapped', email: 'room01@contoso.com', name: 'Conference Room 01', kind: 'room' },
  [`uid:${BEAMER}`]: { state: 'mapped', email: 'beamer01@contoso.com', name: 'Projector 01', kind: 'resource' },
  [`uid:${STAFF}`]: { state: 'unmapped', name: 'All Staff', kind: 'group' },
  [`uid:${GONE}`]: { state: 'left-out', name: 'Gone Person', kind: 'user' },
  [`uid:${UNDECIDED}`]: { state: 'unmapped', name: 'Undecided Person', kind: 'user' },
  'mailto:partner@elsewhere.example.net': { state: 'external', email: 'partner@elsewhere.example.net', name: 'Partner' },
  'mailto:jimi@example.com': { state: 'mapped', email: 'jimi@contoso.com', name: 'Jimi Hendrix', kind: 'user' },
};

/** A mapping of these people; `changes` replaces single rows by `addressKey`. */
export function mappingOf(changes: Readonly<Record<string, MappingTarget>> = {}): MappingView {
  const targets = { ...TARGETS, ...changes };
  return {
    resolve: (address: CalendarUserAddress, hints) =>
      targets[addressKey(address)] ?? { state: 'unmapped', name: hints?.cn ?? '', kind: 'unknown' },
    group: (address) => (addressKey(address) === `uid:${STAFF}` ? { memberUids: [JIMI, JERRY, JANIS] } : null),
  };
}

export const CONTEXT: SealedContext = {
  asOf: '2026-11-20T08:00:00Z',
  cutOver: '2027-01-16T18:00:00Z',
  horizon: '2028-11-20T08:00:00Z',
  meetings: 'silent',
  from: null,
  to: null,
  travelTime: { enabled: true, title: 'Travel time: {subject}', showAs: 'OOF' },
  defaultTimeZone: 'Europe/Berlin',
  mailboxTimeZones: {},
  responsesInBody: false,
  // A target that keeps what it is told, so that only tests about the others hear of it.
  target: { guestCopies: 'properties', answers: 'elements', exceptionsTravel: null },
};

export const LIVE: SealedContext = { ...CONTEXT, meetings: 'live' };

export interface CopyText {
  readonly owner?: string;
  readonly calendar?: string;
  readonly resourceName?: string;
  readonly text: string;
  readonly route?: Partial<CalendarRoute>;
  readonly object?: Partial<SourceObject>;
  readonly calendarRow?: Partial<SourceCalendar>;
}

/** One home's copy, read as the plan reads it. */
export function copyOf({
  owner = JIMI,
  calendar = 'calendar',
  resourceName = 'event.ics',
  text,
  route,
  object,
  calendarRow,
}: CopyText): SourceCopy {
  const [read] = readCalendarText(text, { ownerUid: owner });
  const sourceObject: SourceObject = {
    objectId: `${owner}/${calendar}/${resourceName}`,
    ownerUid: owner,
    homeId: owner,
    calendarId: `${owner}/${calendar}`,
    calendar,
    resourceName,
    uid: read?.uid ?? '',
    componentType: 'VEVENT',
    md5: 'd41d8cd98f00b204e9800998ecf8427e',
    sizeBytes: text.length,
    organizer: '',
    access: '',
    created: '',
    modified: '',
    outOfCalendar: null,
    ...object,
  };
  const sourceCalendar: SourceCalendar = {
    calendarId: sourceObject.calendarId,
    homeId: owner,
    ownerUid: owner,
    resourceName: calendar,
    name: calendar,
    color: null,
    order: null,
    isDefault: calendar === 'calendar',
    isInbox: false,
    isTrash: false,
    isTransparent: false,
    timeZone: null,
    supportedComponents: [],
    ...calendarRow,
  };
  const fullRoute: CalendarRoute = { folder: { kind: 'default' }, category: null, isTransparent: false, ...route };
  return { object: sourceObject, calendar: sourceCalendar, route: fullRoute, ical: read?.object ?? null, notes: read?.notes ?? [] };
}

/** Wraps VEVENTs and the rest of a VCALENDAR's content; lines are given without their ends. */
export function calendarText(...lines: readonly string[]): string {
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Test//EN', ...lines, 'END:VCALENDAR', ''].join('\r\n');
}

/** A VEVENT of 2027-06-07 09:00-10:00 in Berlin with these lines; a line for DTSTART or DTEND replaces the usual one. */
export function eventLines(...lines: readonly string[]): readonly string[] {
  const has = (name: string): boolean => lines.some((line) => line.startsWith(`${name}:`) || line.startsWith(`${name};`));
  return [
    'BEGIN:VEVENT',
    'UID:event-1',
    ...(has('DTSTART') ? [] : ['DTSTART;TZID=Europe/Berlin:20270607T090000']),
    ...(has('DTEND') || has('DURATION') || lines.some((line) => line.startsWith('DTSTART;VALUE=DATE:'))
      ? []
      : ['DTEND;TZID=Europe/Berlin:20270607T100000']),
    ...(has('SUMMARY') ? [] : ['SUMMARY:Rehearsal']),
    ...lines,
    'END:VEVENT',
  ];
}

/** A whole text with one VEVENT. */
export function eventText(...lines: readonly string[]): string {
  return calendarText(...eventLines(...lines));
}

/** The owner's personal data, for the series or for one instance. */
export function perUser(owner: string, ...instances: readonly (readonly string[])[]): readonly string[] {
  return [
    'BEGIN:X-CALENDARSERVER-PERUSER',
    'UID:event-1',
    `X-CALENDARSERVER-PERUSER-UID:${owner}`,
    ...instances.flatMap((lines) => ['BEGIN:X-CALENDARSERVER-PERINSTANCE', ...lines, 'END:X-CALENDARSERVER-PERINSTANCE']),
    'END:X-CALENDARSERVER-PERUSER',
  ];
}

export function organizer(uid: string): string {
  return `ORGANIZER:urn:x-uid:${uid}`;
}

export function attendee(uid: string, partstat = 'ACCEPTED', ...parameters: readonly string[]): string {
  return `ATTENDEE;${[`PARTSTAT=${partstat}`, ...parameters].join(';')}:urn:x-uid:${uid}`;
}

export function plan(copies: readonly CopyText[], context: SealedContext = CONTEXT, mapping: MappingView = mappingOf()): PlannedObject {
  return convertCopies(copies.map(copyOf), mapping, context);
}

/** The one item a single text becomes. */
export function itemOf(text: string, context: SealedContext = CONTEXT, more: Partial<CopyText> = {}): PlannedItem {
  const { items, skipped } = plan([{ text, ...more }], context);
  const [item] = items;
  if (item === undefined) throw new Error(`skipped: ${JSON.stringify(skipped)}`);
  return item;
}

export function codes({ notes }: Pick<PlannedItem, 'notes'>): readonly string[] {
  return notes.map((note) => note.code);
}
