import { createHash } from 'node:crypto';
import { times } from './personalKinds.ts';
import type { KindContext } from './personalKinds.ts';
import type { Company, Principal } from './people.ts';
import type { SampleDatabase, SampleHome } from './SampleDatabase.ts';
import { APPLE_CLIENT, CALENDAR_SERVER, storedText } from './storedText.ts';
import type { StoredInstance } from './storedText.ts';

export type Answer = 'ACCEPTED' | 'DECLINED' | 'TENTATIVE' | 'NEEDS-ACTION';

/** Somebody invited; from outside when without a GUID. */
interface Guest {
  readonly principal: Principal;
  readonly answer: Answer;
  readonly isOptional?: boolean;
  /** Deleted the event, which declines it. */
  readonly hasNoCopy?: boolean;
  /** Through an invited group. */
  readonly memberOf?: Principal;
  readonly mine?: readonly string[];
}

/** One occurrence that differs from the series. */
interface Occurrence {
  readonly offset: number;
  readonly shift?: number;
  readonly title?: string;
  readonly isCancelled?: boolean;
  readonly answers?: Readonly<Record<number, Answer>>;
  /** The only part that the guest of this number was invited to. */
  readonly onlyGuest?: number;
}

interface Meeting {
  readonly guests: readonly Guest[];
  readonly rule?: string;
  readonly occurrences?: readonly Occurrence[];
  readonly group?: Principal;
  readonly isAllDay?: boolean;
  readonly isCancelled?: boolean;
  readonly organizerMine?: readonly string[];
  readonly organizerIsOutside?: boolean;
  readonly more?: readonly string[];
}

/** Who takes part in a kind of meeting. */
export interface MeetingContext extends KindContext {
  readonly company: Company;
  readonly organizer: Principal;
  /** Colleagues of the organizer, in an order of their own. */
  readonly others: readonly Principal[];
  readonly room: Principal;
}

const BUSY = ['TRANSP:OPAQUE', 'X-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC'];
const TRAVEL = [...BUSY, 'X-APPLE-TRAVEL-DURATION;VALUE=DURATION:PT40M'];
/** Somebody nobody here has a mailbox for: never to be mailed. */
export const OUTSIDE: Principal = {
  kind: 'user',
  guid: '',
  shortName: 'pat',
  name: 'Pat Customer',
  email: 'pat@customer.example',
  zone: 'Europe/London',
};

const ANSWERS: readonly Answer[] = ['ACCEPTED', 'TENTATIVE', 'DECLINED', 'NEEDS-ACTION'];

function answered(others: readonly Principal[], count: number, answers: readonly Answer[] = ['ACCEPTED']): readonly Guest[] {
  return others.slice(0, count).map((principal, index) => ({ principal, answer: answers[index % answers.length] ?? 'ACCEPTED' }));
}

/** Kinds of meetings, by what they show. */
export const MEETING_KINDS: Readonly<Record<string, (context: MeetingContext) => Meeting>> = {
  'everybody accepted': ({ others }) => ({ guests: answered(others, 3) }),
  'every answer': ({ others }) => ({ guests: answered(others, 4, ANSWERS) }),
  'series with guests': ({ others }) => ({ guests: answered(others, 3, ['ACCEPTED', 'TENTATIVE']), rule: 'FREQ=WEEKLY;COUNT=20' }),
  'one date answered otherwise': ({ others }) => ({
    guests: answered(others, 2),
    rule: 'FREQ=WEEKLY;COUNT=12',
    occurrences: [{ offset: 14, answers: { 0: 'DECLINED' } }],
  }),
  'moved and cancelled dates': ({ others }) => ({
    guests: answered(others, 2),
    rule: 'FREQ=WEEKLY',
    occurrences: [
      { offset: 7, shift: 2 },
      { offset: 21, isCancelled: true },
    ],
  }),
  'guest of one date only': ({ others }) => ({
    guests: answered(others, 3),
    rule: 'FREQ=WEEKLY;COUNT=10',
    occurrences: [{ offset: 7, title: 'with a guest', onlyGuest: 2 }],
  }),
  room: ({ others, room }) => ({ guests: [...answered(others, 2), { principal: room, answer: 'ACCEPTED' }] }),
  'room that declined': ({ others, room }) => ({ guests: [...answered(others, 1), { principal: room, answer: 'DECLINED' }] }),
  'room and projector': ({ others, room, company }) => ({
    guests: [...answered(others, 3), { principal: room, answer: 'ACCEPTED' }, { principal: company.projector, answer: 'ACCEPTED' }],
    rule: 'FREQ=MONTHLY;COUNT=6',
  }),
  'guest from outside': ({ others }) => ({
    guests: [...answered(others, 2), { principal: OUTSIDE, answer: 'NEEDS-ACTION' }],
  }),
  'organizer from outside': ({ others }) => ({ guests: answered(others, 2, ['ACCEPTED', 'TENTATIVE']), organizerIsOutside: true }),
  group: ({ company, organizer }) => ({
    guests: company.members
      .filter((member) => member !== organizer)
      .map((principal) => ({ principal, answer: 'ACCEPTED', memberOf: company.group })),
    group: company.group,
  }),
  'guest who deleted it': ({ others }) => ({
    guests: [...answered(others, 1), { principal: others[1]!, answer: 'DECLINED', hasNoCopy: true }],
  }),
  'travel of the organizer and of a guest': ({ others }) => ({
    guests: [{ principal: others[0]!, answer: 'ACCEPTED', mine: TRAVEL }, ...answered(others.slice(1), 1)],
    organizerMine: [...BUSY, 'X-APPLE-TRAVEL-DURATION;VALUE=DURATION:PT15M'],
    more: ['LOCATION:Customer site'],
  }),
  'cancelled by the organizer': ({ others }) => ({ guests: answered(others, 2), isCancelled: true }),
  'all-day meeting': ({ others }) => ({ guests: answered(others, 3), isAllDay: true }),
  'optional guest with an alarm': ({ others }) => ({
    guests: [
      ...answered(others, 1),
      {
        principal: others[1]!,
        answer: 'TENTATIVE',
        isOptional: true,
        mine: ['TRANSP:TRANSPARENT', 'BEGIN:VALARM', 'ACTION:DISPLAY', 'DESCRIPTION:Reminder', 'TRIGGER:-PT30M', 'END:VALARM'],
      },
    ],
  }),
  'note of a guest': ({ others }) => ({
    guests: [{ principal: others[0]!, answer: 'TENTATIVE', mine: [...BUSY, 'X-CALENDARSERVER-PRIVATE-COMMENT:Perhaps ten minutes late'] }],
    organizerMine: [
      ...BUSY,
      `X-CALENDARSERVER-ATTENDEE-COMMENT;X-CALENDARSERVER-ATTENDEE-REF="urn:x-uid:${others[0]!.guid}":Perhaps ten minutes late`,
    ],
  }),
};

function address({ guid, email }: Principal): string {
  return guid === '' ? `mailto:${email}` : `urn:x-uid:${guid}`;
}

const CUTYPES: Readonly<Record<Principal['kind'], string>> = {
  user: 'INDIVIDUAL',
  location: 'ROOM',
  resource: 'RESOURCE',
  group: 'X-SERVER-GROUP',
};

function attendee({ principal, answer, isOptional, memberOf }: Guest, side: 'organizer' | 'guest', auto: string): string {
  const { kind, name, email } = principal;
  return [
    'ATTENDEE',
    `CN=${name}`,
    `CUTYPE=${CUTYPES[kind]}`,
    ...(email === '' ? [] : [`EMAIL=${email}`]),
    ...(memberOf === undefined ? [] : [`MEMBER="${address(memberOf)}"`]),
    `PARTSTAT=${answer}`,
    `ROLE=${kind === 'user' ? (isOptional === true ? 'OPT-PARTICIPANT' : 'REQ-PARTICIPANT') : 'NON-PARTICIPANT'}`,
    ...(answer === 'NEEDS-ACTION' ? ['RSVP=TRUE'] : []),
    ...(side === 'guest' ? [] : [`SCHEDULE-STATUS=${principal.guid === '' ? '1.1' : '2.0'}`]),
    ...(kind === 'user' ? [] : [`X-CALENDARSERVER-AUTO=${auto}`]),
  ]
    .join(';')
    .concat(`:${address(principal)}`);
}

/** Builds the text of a meeting as one side has it. */
function instancesOf(context: MeetingContext, meeting: Meeting, side: 'organizer' | 'guest', guest?: Guest): readonly StoredInstance[] {
  const { days, day, hour, zone, title } = context;
  const organizer = meeting.organizerIsOutside === true ? OUTSIDE : context.organizer;
  const mine = (guest === undefined ? meeting.organizerMine : guest.mine) ?? BUSY;
  const people = (answers: Readonly<Record<number, Answer>> = {}, offset = 0): readonly string[] => [
    `ATTENDEE;CN=${organizer.name};CUTYPE=INDIVIDUAL;EMAIL=${organizer.email};PARTSTAT=ACCEPTED;ROLE=CHAIR:${address(organizer)}`,
    ...(meeting.group === undefined
      ? []
      : [`ATTENDEE;CN=${meeting.group.name};CUTYPE=X-SERVER-GROUP;ROLE=REQ-PARTICIPANT:${address(meeting.group)}`]),
    ...meeting.guests
      .filter((_, index) => isInvited(meeting, index, offset))
      .map((one) => attendee({ ...one, answer: answers[meeting.guests.indexOf(one)] ?? one.answer }, side, days.utc(day - 9, 8))),
    organizerLine(organizer, meeting, guest),
  ];
  const part = (offset: number, shift: number, more: readonly string[], sequence: number, name = title): readonly string[] => [
    ...(meeting.isAllDay === true
      ? [`DTSTART;VALUE=DATE:${days.date(day + offset)}`, `DTEND;VALUE=DATE:${days.date(day + offset + 1)}`]
      : times(context, 60, offset, shift)),
    `CREATED:${days.utc(day - 10, 8)}`,
    `DTSTAMP:${days.utc(day - 10, 8, 5)}`,
    `SEQUENCE:${sequence}`,
    `SUMMARY:${name}`,
    ...(meeting.more ?? []),
    ...more,
  ];
  const status = meeting.isCancelled === true ? ['STATUS:CANCELLED'] : [];
  const index = guest === undefined ? -1 : meeting.guests.indexOf(guest);
  const master = {
    shared: part(0, 0, [...people(), ...(meeting.rule === undefined ? [] : [`RRULE:${meeting.rule}`]), ...status], 0),
    mine,
  };
  const overrides = (meeting.occurrences ?? []).map((one) => ({
    recurrenceId: `RECURRENCE-ID;TZID=${zone}:${days.local(day + one.offset, hour)}`,
    shared: part(
      one.offset,
      one.shift ?? 0,
      [
        ...people(one.answers, one.offset),
        ...(one.isCancelled === true ? ['STATUS:CANCELLED'] : []),
        ...(one.answers?.[index] === 'DECLINED' ? ['X-CALENDARSERVER-HIDDEN-INSTANCE:T'] : []),
      ],
      one.answers === undefined ? 1 : 0,
      one.title === undefined ? title : `${title} ${one.title}`,
    ),
    mine,
  }));
  return guest !== undefined && !isInvited(meeting, index, 0)
    ? overrides.filter((_, at) => meeting.occurrences?.[at]?.onlyGuest === index)
    : [master, ...overrides];
}

/** A guest of one date only is not on the series. */
function isInvited(meeting: Meeting, index: number, offset: number): boolean {
  const only = meeting.occurrences?.find(({ onlyGuest }) => onlyGuest === index);
  return only === undefined || only.offset === offset;
}

function organizerLine(organizer: Principal, meeting: Meeting, guest: Guest | undefined): string {
  const status =
    meeting.organizerIsOutside === true
      ? ';SCHEDULE-AGENT=NONE;SCHEDULE-STATUS=5.3'
      : guest !== undefined && guest.answer !== 'NEEDS-ACTION'
        ? ';SCHEDULE-STATUS=1.2'
        : '';
  return `ORGANIZER;CN=${organizer.name};EMAIL=${organizer.email}${status}:${address(organizer)}`;
}

/** Stores a meeting: the organizer's object and one in the home of each guest that still has it. Gives the number of objects. */
export function storeMeeting(
  database: SampleDatabase,
  homes: ReadonlyMap<string, SampleHome>,
  context: MeetingContext,
  meeting: Meeting,
): number {
  const { uid } = context;
  const organizer = address(meeting.organizerIsOutside === true ? OUTSIDE : context.organizer);
  const home = homes.get(context.organizer.guid);
  let stored = 0;
  // Of a cancelled meeting the organizer has nothing left.
  if (home !== undefined && meeting.organizerIsOutside !== true && meeting.isCancelled !== true) {
    const text = storedText(
      { uid, type: 'VEVENT', instances: instancesOf(context, meeting, 'organizer') },
      context.organizer.guid,
      APPLE_CLIENT,
    );
    database.object(home.calendar, text, { uid, organizer });
    stored += 1;
  }
  for (const guest of meeting.guests) {
    const guestHome = homes.get(guest.principal.guid);
    if (guestHome === undefined || guest.hasNoCopy === true || guest.principal === context.organizer) continue;
    const text = storedText(
      { uid, type: 'VEVENT', instances: instancesOf(context, meeting, 'guest', guest) },
      guest.principal.guid,
      CALENDAR_SERVER,
    );
    const resourceName = `${createHash('md5').update(uid).digest('hex')}-${database.nextId().toString(16).padStart(8, '0')}.ics`;
    database.object(guestHome.calendar, text, { uid, organizer, resourceName });
    stored += 1;
  }
  return stored;
}
