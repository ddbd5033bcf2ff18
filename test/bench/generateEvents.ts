import { createHash } from 'node:crypto';
import { daysAround } from '../sample/days.ts';
import type { Days } from '../sample/days.ts';
import { seededRandom } from '../sample/random.ts';
import type { Random } from '../sample/random.ts';
import { copyLine } from '../sample/schemaV60.ts';
import { APPLE_CLIENT, CALENDAR_SERVER, storedText } from '../sample/storedText.ts';
import type { StoredInstance } from '../sample/storedText.ts';

/** How large a company is to be. */
export interface BenchSize {
  /** Events as people count them: a meeting is one, whatever its copies. */
  readonly events: number;
  readonly seed?: number;
  /** People; as many as 500 events each make when absent. */
  readonly owners?: number;
  /** Goes on until the objects' text has this size, however many events that takes. */
  readonly targetBytes?: number;
  readonly asOf?: string;
}

export interface BenchOwner {
  readonly guid: string;
  readonly name: string;
  readonly email: string;
  readonly homeId: number;
  readonly calendar: number;
}

const GUESTS = 5;
const EVENTS_PER_OWNER = 500;
const FEWEST_OWNERS = 12;
const BYTES_PER_EVENT = 2_500;
const BUSY = ['TRANSP:OPAQUE', 'X-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC'];
const ANSWERS = ['ACCEPTED', 'ACCEPTED', 'TENTATIVE', 'DECLINED', 'NEEDS-ACTION'];
const ZONES = ['Europe/Berlin', 'America/New_York', 'Europe/London', 'Asia/Tokyo'];
/** Homes and calendars are numbered below, objects above. */
const FIRST_OBJECT = 1_000_000;

/** The people of a company of this size. */
export function benchOwners({ events, seed = 1, owners, targetBytes = 0 }: BenchSize): readonly BenchOwner[] {
  const random = seededRandom(seed);
  const count = owners ?? Math.max(FEWEST_OWNERS, Math.ceil(Math.max(events, targetBytes / BYTES_PER_EVENT) / EVENTS_PER_OWNER));
  return Array.from({ length: count }, (_, index) => {
    const number = String(index + 1).padStart(5, '0');
    return {
      guid: random.guid(),
      name: `Person ${number}`,
      email: `p${number}@example.com`,
      homeId: 10 + index * 3,
      calendar: 11 + index * 3,
    };
  });
}

interface Draft {
  readonly uid: string;
  readonly owner: BenchOwner;
  readonly number: number;
  readonly day: number;
  readonly hour: number;
  readonly zone: string;
  readonly days: Days;
}

function timesOf({ days, day, hour, zone }: Draft, offset = 0, shift = 0): readonly string[] {
  return [
    `DTSTART;TZID=${zone}:${days.local(day + offset, hour + shift)}`,
    `DTEND;TZID=${zone}:${days.local(day + offset, hour + shift + 1)}`,
  ];
}

function base(draft: Draft, more: readonly string[] = [], offset = 0, shift = 0): readonly string[] {
  const { days, day, number } = draft;
  return [
    ...timesOf(draft, offset, shift),
    `CREATED:${days.utc(day - 20, 8)}`,
    `DTSTAMP:${days.utc(day - 20, 8, 5)}`,
    'SEQUENCE:0',
    `SUMMARY:Event ${number} – Größe`,
    `DESCRIPTION:Notes on event ${number}\\, with a comma\\nand a second line that is long enough to be folded somewhere`,
    'LOCATION:Room 4.11',
    ...more,
  ];
}

function seriesOf(draft: Draft): readonly StoredInstance[] {
  const { days, day, hour, zone, number } = draft;
  const moved = `RECURRENCE-ID;TZID=${zone}:${days.local(day + 14, hour)}`;
  const travel = number % 5 === 0 ? ['X-APPLE-TRAVEL-DURATION;VALUE=DURATION:PT30M'] : [];
  return [
    { shared: base(draft, ['RRULE:FREQ=WEEKLY;COUNT=20', `EXDATE;TZID=${zone}:${days.local(day + 7, hour)}`]), mine: [...BUSY, ...travel] },
    { recurrenceId: moved, shared: base(draft, [], 14, 1), mine: [...BUSY, ...travel] },
  ];
}

function meetingOf(draft: Draft, guests: readonly BenchOwner[], isOrganizer: boolean): readonly StoredInstance[] {
  const { owner } = draft;
  const attendees = guests.map(
    ({ guid, name, email }, index) =>
      `ATTENDEE;CN=${name};CUTYPE=INDIVIDUAL;EMAIL=${email};PARTSTAT=${ANSWERS[index] ?? 'ACCEPTED'};ROLE=REQ-PARTICIPANT${isOrganizer ? ';SCHEDULE-STATUS=2.0' : ''}:urn:x-uid:${guid}`,
  );
  const people = [
    `ATTENDEE;CN=${owner.name};CUTYPE=INDIVIDUAL;EMAIL=${owner.email};PARTSTAT=ACCEPTED;ROLE=CHAIR:urn:x-uid:${owner.guid}`,
    ...attendees,
    `ORGANIZER;CN=${owner.name};EMAIL=${owner.email}${isOrganizer ? '' : ';SCHEDULE-STATUS=1.2'}:urn:x-uid:${owner.guid}`,
  ];
  return [{ shared: base(draft, people), mine: BUSY }];
}

/** One stored copy of an event. */
interface Copy {
  readonly owner: BenchOwner;
  readonly instances: readonly StoredInstance[];
  readonly prodId: string;
  readonly resourceName: string;
}

/** 60 % singles, 30 % series with exceptions, 10 % meetings with five guests and their copies. */
function copiesOf(draft: Draft, owners: readonly BenchOwner[]): readonly Copy[] {
  const { uid, owner, number } = draft;
  const own = { owner, prodId: APPLE_CLIENT, resourceName: `${uid}.ics` };
  const share = number % 10;
  if (share < 6) return [{ ...own, instances: [{ shared: base(draft), mine: BUSY }] }];
  if (share < 9) return [{ ...own, instances: seriesOf(draft) }];
  const place = owners.indexOf(owner);
  const guests = Array.from({ length: GUESTS }, (_, index) => owners[(place + 1 + index) % owners.length]!);
  const resourceName = `${createHash('md5').update(uid).digest('hex')}-${number.toString(16).padStart(8, '0')}.ics`;
  const guestInstances = meetingOf(draft, guests, false);
  return [
    { ...own, instances: meetingOf(draft, guests, true) },
    ...guests.map((guest) => ({ owner: guest, instances: guestInstances, prodId: CALENDAR_SERVER, resourceName })),
  ];
}

function draftOf(number: number, owners: readonly BenchOwner[], random: Random, days: Days): Draft {
  return {
    uid: random.guid(),
    owner: owners[number % owners.length]!,
    number,
    day: random.below(1_400) - 1_000,
    hour: 7 + random.below(10),
    zone: random.pick(ZONES),
    days,
  };
}

/** Guests' copies differ in whose per-user block they hold, and in nothing else. */
function textsOf(uid: string, copies: readonly Copy[]): readonly string[] {
  let first: { readonly text: string; readonly guid: string } | undefined;
  return copies.map(({ owner, instances, prodId }) => {
    if (prodId !== CALENDAR_SERVER) return storedText({ uid, type: 'VEVENT', instances }, owner.guid, prodId);
    first ??= { text: storedText({ uid, type: 'VEVENT', instances }, owner.guid, prodId), guid: owner.guid };
    return first.text.replace(`PERUSER-UID:${first.guid}`, `PERUSER-UID:${owner.guid}`);
  });
}

/** How much was generated. */
export interface BenchCount {
  events: number;
  objects: number;
  bytes: number;
}

/** The lines of CALENDAR_OBJECT in COPY's form, one object each; `count` tells how far it is. */
export function* benchObjects(size: BenchSize, owners: readonly BenchOwner[], count: BenchCount): Generator<string, void> {
  const random = seededRandom((size.seed ?? 1) + 1);
  const days = daysAround(size.asOf ?? '2026-11-20');
  const stamp = days.timestamp(-30, 8);
  const isEnough = (): boolean => (size.targetBytes === undefined ? count.events >= size.events : count.bytes >= size.targetBytes);
  while (!isEnough()) {
    const draft = draftOf(count.events, owners, random, days);
    const copies = copiesOf(draft, owners);
    const texts = textsOf(draft.uid, copies);
    for (const [index, { owner, resourceName }] of copies.entries()) {
      const text = texts[index] ?? '';
      const line = copyLine('calendar_object', {
        resource_id: FIRST_OBJECT + count.objects,
        calendar_resource_id: owner.calendar,
        resource_name: resourceName,
        icalendar_text: text,
        icalendar_uid: draft.uid,
        icalendar_type: 'VEVENT',
        organizer: copies.length > 1 ? `urn:x-uid:${draft.owner.guid}` : '',
        schedule_object: copies.length > 1,
        md5: createHash('md5').update(text).digest('hex'),
        created: stamp,
        modified: stamp,
        dataversion: 1,
      });
      count.objects += 1;
      count.bytes += Buffer.byteLength(line);
      yield line;
    }
    count.events += 1;
  }
}

/** The lines of every other table that such a company has rows in. */
export function benchRows(owners: readonly BenchOwner[]): Readonly<Record<string, readonly string[]>> {
  return {
    calendar: owners.map(({ calendar }) => copyLine('calendar', { resource_id: calendar })),
    calendar_bind: owners.map(({ homeId, calendar }) =>
      copyLine('calendar_bind', {
        calendar_home_resource_id: homeId,
        calendar_resource_id: calendar,
        calendar_resource_name: 'calendar',
        bind_mode: 0,
        bind_status: 1,
        message: '',
      }),
    ),
    calendar_home: owners.map(({ homeId, guid }) => copyLine('calendar_home', { resource_id: homeId, owner_uid: guid, dataversion: 6 })),
    calendar_home_metadata: owners.map(({ homeId, calendar }) =>
      copyLine('calendar_home_metadata', { resource_id: homeId, default_events: calendar }),
    ),
    calendar_metadata: owners.map(({ calendar }) =>
      copyLine('calendar_metadata', { resource_id: calendar, supported_components: 'VEVENT' }),
    ),
    calendarserver: [copyLine('calendarserver', { name: 'VERSION', value: '60' })],
  };
}
