import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { convertText } from '../../../electron/usecases/convert/convertText.ts';
import { applyScope } from '../../../shared/convert/applyScope.ts';
import type { PlannedObject } from '../../../shared/convert/model.ts';
import type { NoteTable } from '../../../shared/domain/note.ts';
import { NOTE_CATALOGUE } from '../../../shared/domain/noteCatalogue.ts';
import { ICAL_NOTES } from '../../../shared/domain/notes/ical.ts';
import { PEOPLE_NOTES } from '../../../shared/domain/notes/people.ts';
import { PLAN_NOTES } from '../../../shared/domain/notes/plan.ts';
import { PROPERTY_NOTES } from '../../../shared/domain/notes/properties.ts';
import { RECURRENCE_NOTES } from '../../../shared/domain/notes/recurrence.ts';
import { SNAPSHOT_NOTES } from '../../../shared/domain/notes/snapshot.ts';
import { TIME_ZONE_NOTES } from '../../../shared/domain/notes/timeZone.ts';
import { TRAVEL_NOTES } from '../../../shared/domain/notes/travel.ts';
import { ASSUMED_CAPABILITIES } from '../../../shared/domain/targetCapabilities.ts';
import { decodeCalendarBytes } from '../../../shared/ical/decodeCalendarBytes.ts';
import { CONTEXT as ORACLE_CONTEXT } from '../../oracle/context.ts';
import { hostileSeeds } from '../../oracle/hostileSeeds.ts';
import {
  attendee,
  calendarText,
  CARLOS,
  CONTEXT,
  eventLines,
  eventText,
  GONE,
  JANIS,
  JERRY,
  JIMI,
  LIVE,
  mappingOf,
  organizer,
  perUser,
  plan,
  ROOM,
  STAFF,
  UNDECIDED,
} from '../convert/fixture.ts';

const TABLES: Readonly<Record<string, NoteTable>> = {
  ...{ ICAL_NOTES, PEOPLE_NOTES, PLAN_NOTES, PROPERTY_NOTES },
  ...{ RECURRENCE_NOTES, SNAPSHOT_NOTES, TIME_ZONE_NOTES, TRAVEL_NOTES },
};

const alarm = (...lines: readonly string[]): readonly string[] => ['BEGIN:VALARM', ...lines, 'END:VALARM'];
const meeting = (...lines: readonly string[]): string => eventText(organizer(JIMI), attendee(JERRY), ...lines);
const weekly = 'RRULE:FREQ=WEEKLY;COUNT=5';
const override = (day: string, ...lines: readonly string[]): readonly string[] =>
  eventLines(
    `RECURRENCE-ID;TZID=Europe/Berlin:${day}T090000`,
    `DTSTART;TZID=Europe/Berlin:${day}T090000`,
    `DTEND;TZID=Europe/Berlin:${day}T100000`,
    ...lines,
  );
const travel = 'X-APPLE-TRAVEL-DURATION;VALUE=DURATION:PT30M';
const outside = 'mailto:partner@elsewhere.example.net';

/** Single texts in Jimi's calendar that have this said of them. */
const TEXTS: Readonly<Record<string, string>> = {
  'blob-dropped': eventText(`X-APPLE-MAPKIT-HANDLE:${'A'.repeat(70_000)}`),
  'duration-unreadable': eventText('DURATION:soon'),
  'rule-part-ignored': eventText('RRULE:FREQ=DAILY;COUNT=3;X-MOOD=GOOD'),
  'rule-until-and-count': eventText('RRULE:FREQ=DAILY;COUNT=3;UNTIL=20270701T000000Z'),
  'per-user-repeated': calendarText(...eventLines(), ...perUser(JIMI, ['TRANSP:OPAQUE']), ...perUser(JIMI, ['TRANSP:TRANSPARENT'])),
  'time-zone-read-as': calendarText(
    ...['BEGIN:VTIMEZONE', 'TZID:Ours', 'X-LIC-LOCATION:Europe/Paris', 'END:VTIMEZONE'],
    ...eventLines('DTSTART;TZID=Ours:20270607T090000'),
  ),
  'time-zone-by-offset': eventText('DTSTART;TZID=GMT+0300:20270607T090000'),
  'end-of-other-type': eventText('DTSTART:20270607T090000Z', 'DTEND;VALUE=DATE:20270608'),
  'all-day-by-mark': eventText('DTSTART:20270607T000000', 'DTEND:20270608T000000', 'X-MICROSOFT-CDO-ALLDAYEVENT:TRUE'),
  'longer-than-five-years': eventText('DTSTART:20270607T090000Z', 'DTEND:20350607T090000Z'),
  'rule-calendar-unknown': eventText('RRULE:RSCALE=HEBREW;FREQ=YEARLY'),
  'start-before-1901': eventText('DTSTART;VALUE=DATE:16040607', 'RRULE:FREQ=YEARLY'),
  'series-split-by-exceptions': eventText(
    'DTSTART:20250101T090000Z',
    'DURATION:PT1H',
    'RRULE:FREQ=DAILY;COUNT=600',
    ...Array.from(
      { length: 220 },
      (_unused, index) => `EXDATE:${new Date(Date.UTC(2025, 0, 2 + index * 2)).toISOString().slice(0, 10).replaceAll('-', '')}T090000Z`,
    ),
  ),
  'one-occurrence-left': eventText('RRULE:FREQ=DAILY;COUNT=2', 'EXDATE;TZID=Europe/Berlin:20270608T090000'),
  'rule-without-dates': eventText('RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'),
  'text-cut': eventText(`SUMMARY:${'long '.repeat(80)}`),
  'html-body-unreadable': eventText('DESCRIPTION;ALTREP="data:text/html,%E0%A4%A":x'),
  'private-comment-in-body': eventText('X-CALENDARSERVER-PRIVATE-COMMENT:Late'),
  'attendee-comment-in-body': meeting(`X-CALENDARSERVER-ATTENDEE-COMMENT;X-CALENDARSERVER-ATTENDEE-REF="urn:x-uid:${JERRY}":Hi`),
  'location-from-place': eventText('X-APPLE-STRUCTURED-LOCATION;X-TITLE=Studio:geo:1,2'),
  'location-from-room': meeting(attendee(ROOM, 'ACCEPTED', 'CUTYPE=ROOM')),
  'confidential-as-private': eventText('CLASS:CONFIDENTIAL'),
  'restricted-as-private': calendarText('X-CALENDARSERVER-ACCESS:RESTRICTED', ...eventLines()),
  'class-unknown': eventText('CLASS:X-SECRET'),
  'reminder-after-start': eventText(...alarm('ACTION:DISPLAY', 'TRIGGER:PT15M')),
  'reminder-unreadable': eventText(...alarm('ACTION:DISPLAY', 'TRIGGER:soon')),
  'reminder-too-early': eventText(...alarm('ACTION:DISPLAY', 'TRIGGER:-P3000D')),
  'reminder-as-display': eventText(...alarm('ACTION:EMAIL', 'TRIGGER:-PT15M')),
  'reminder-past': eventText('DTSTART:20200101T090000Z', ...alarm('ACTION:DISPLAY', 'TRIGGER:-PT15M')),
  'attachment-not-migrated': eventText('ATTACH;FMTTYPE=text/plain;ENCODING=BASE64;VALUE=BINARY:aGVsbG8='),
  'status-unknown': eventText('X-APPLE-EWS-BUSYSTATUS:PERHAPS'),
  'parameter-dropped': eventText('SUMMARY;X-MOOD=good:Rehearsal'),
  'component-dropped': calendarText(...eventLines(), 'BEGIN:VJOURNAL', 'UID:event-1', 'END:VJOURNAL'),
  'guest-left-out': meeting(attendee(GONE)),
  'guest-unmapped': meeting(attendee(UNDECIDED)),
  'guest-address-invalid': meeting('ATTENDEE;CN=Nobody:invalid:nomail'),
  'guest-twice': meeting(attendee(JERRY)),
  'guest-undeliverable': meeting(attendee(JANIS, 'NEEDS-ACTION', 'SCHEDULE-STATUS="5.1"')),
  'guest-delegated': meeting(attendee(JANIS, 'DELEGATED')),
  'answer-unknown': meeting(attendee(JANIS, 'MAYBE')),
  'group-expanded': meeting(attendee(STAFF, 'NEEDS-ACTION', 'CUTYPE=GROUP'), attendee(JERRY, 'ACCEPTED', `MEMBER="urn:x-uid:${STAFF}"`)),
  'group-not-expanded': meeting(attendee(STAFF, 'NEEDS-ACTION', 'CUTYPE=GROUP')),
  'organizer-left-out': eventText(organizer(GONE), attendee(JIMI)),
  'organizer-unmapped': eventText(organizer(UNDECIDED), attendee(JIMI)),
  'organizer-copy-missing': eventText(organizer(JERRY), attendee(JIMI)),
  'no-guests': eventText(organizer(JIMI), attendee(JIMI)),
  'instance-answers-dropped': calendarText(
    ...eventLines(weekly, organizer(JIMI), attendee(JERRY)),
    ...override('20270614', organizer(JIMI), attendee(JERRY, 'TENTATIVE')),
  ),
  'instance-declined': calendarText(
    ...eventLines(weekly, organizer(JERRY), attendee(JIMI)),
    ...override('20270614', organizer(JERRY), attendee(JIMI, 'DECLINED')),
  ),
  'meeting-declined': eventText(organizer(JERRY), attendee(JIMI, 'DECLINED')),
  'travel-all-day': eventText('DTSTART;VALUE=DATE:20270607', travel),
  'travel-free': eventText('TRANSP:TRANSPARENT', travel),
  'travel-unreadable': eventText('X-APPLE-TRAVEL-DURATION;VALUE=DURATION:soon'),
  'travel-expanded': eventText('DTSTART;TZID=Europe/Berlin:20270607T001000', 'RRULE:FREQ=MONTHLY;BYDAY=1MO;COUNT=4', travel),
  'travel-detached': calendarText(
    ...eventLines(weekly, travel),
    ...eventLines('RECURRENCE-ID;TZID=Europe/Berlin:20270614T090000', 'DTSTART;TZID=Europe/Berlin:20270614T001000', travel),
  ),
};

/** What takes more than one text in one calendar. */
const PLANS: Readonly<Record<string, () => PlannedObject>> = {
  'attendee-comment-withheld': () =>
    plan([{ text: meeting(`X-CALENDARSERVER-ATTENDEE-COMMENT;X-CALENDARSERVER-ATTENDEE-REF="urn:x-uid:${JERRY}":Hi`) }], LIVE),
  'private-comment-withheld': () => plan([{ text: meeting('X-CALENDARSERVER-PRIVATE-COMMENT:Late') }], LIVE),
  'group-kept': () =>
    plan(
      [{ text: meeting(attendee(STAFF, 'NEEDS-ACTION', 'CUTYPE=GROUP')) }],
      CONTEXT,
      mappingOf({ [`uid:${STAFF}`]: { state: 'mapped', email: 'staff@contoso.com', name: 'All Staff', kind: 'group' } }),
    ),
  'responses-in-body': () => plan([{ text: meeting() }], { ...CONTEXT, responsesInBody: true, target: ASSUMED_CAPABILITIES }),
  'answers-not-kept': () => plan([{ text: meeting(attendee(JANIS, 'ACCEPTED')) }], { ...CONTEXT, target: ASSUMED_CAPABILITIES }),
  'guest-copy-plain': () =>
    plan([{ text: meeting() }, { owner: JERRY, text: meeting() }], {
      ...CONTEXT,
      target: { ...ASSUMED_CAPABILITIES, guestCopies: 'none' },
    }),
  'copy-differs': () =>
    plan([{ text: meeting() }, { owner: JERRY, text: eventText('RRULE:FREQ=DAILY;COUNT=9', organizer(JIMI), attendee(JERRY)) }]),
  'organizer-text-used': () => plan([{ text: meeting('LOCATION:Here') }, { owner: JERRY, text: meeting('LOCATION:There') }]),
  'travel-disabled': () => plan([{ text: eventText(travel) }], { ...CONTEXT, travelTime: { ...CONTEXT.travelTime, enabled: false } }),
  'not-in-free-busy': () => plan([{ text: eventText(), route: { folder: { kind: 'folder', name: 'Band' } } }]),
  'meeting-in-default-calendar': () => plan([{ text: meeting(), route: { folder: { kind: 'folder', name: 'Band' } } }]),
  'calendar-as-category': () => plan([{ text: eventText(), route: { category: 'Band' } }]),
  'calendar-was-transparent': () => plan([{ text: eventText('TRANSP:OPAQUE'), route: { isTransparent: true } }]),
  'owner-external': () =>
    plan([{ text: eventText() }], CONTEXT, mappingOf({ [`uid:${JIMI}`]: { state: 'external', email: 'j@x.org', name: 'J' } })),
  'duplicate-copy': () => plan([{ text: eventText() }, { calendar: 'other', text: eventText() }]),
  'same-uid': () => plan([{ text: eventText() }, { calendar: 'other', text: eventText('LOCATION:Elsewhere') }]),
  'silent-many-items': () =>
    plan(
      [
        {
          text: meeting(
            `RDATE;TZID=Europe/Berlin:${Array.from({ length: 12 }, (_unused, index) => `202708${String(index + 10)}T090000`).join(',')}`,
          ),
        },
      ],
      LIVE,
    ),
  'silent-outside-only': () => plan([{ text: eventText(organizer(JIMI), `ATTENDEE:${outside}`) }], LIVE),
  'silent-outside-organizer': () => plan([{ text: eventText(`ORGANIZER:${outside}`, attendee(JIMI)) }], LIVE),
  'crossing-silent': () => scoped('silent'),
  'crossing-waits': () => scoped('wait'),
};

function scoped(crossing: 'silent' | 'wait'): PlannedObject {
  const inside = new Set(['jimi@contoso.com', 'jerry@contoso.com', 'carlos@contoso.com']);
  const mailboxes = new Set(['jimi@contoso.com']);
  const copies = [{ text: meeting(attendee(CARLOS)) }];
  return applyScope(plan(copies, LIVE), { mailboxes, inside, crossing }, mappingOf(), () => plan(copies));
}

function codesOf({ items, skipped }: Pick<PlannedObject, 'items' | 'skipped'>): readonly string[] {
  return [...items, ...skipped].flatMap(({ notes }) => notes.map(({ code }) => code));
}

function codesOfFixtures(): ReadonlySet<string> {
  const folder = new URL('../../fixtures/ics/', import.meta.url);
  const decoding = readdirSync(folder).flatMap((file) => decodeCalendarBytes(readFileSync(new URL(file, folder))).notes);
  const converted = hostileSeeds().flatMap((text) => {
    const result = convertText({ name: 'x.ics', text, owner: JIMI, context: ORACLE_CONTEXT });
    return [...codesOf(result), ...result.notes.map(({ code }) => code)];
  });
  return new Set([...decoding.map(({ code }) => code), ...converted]);
}

const saidOfFixtures = codesOfFixtures();

describe('the catalogue of notes', () => {
  it('has every code in one table only', () => {
    const codes = Object.entries(TABLES).flatMap(([table, notes]) => Object.keys(notes).map((code) => ({ table, code })));
    const twice = codes.filter(({ code }, index) => codes.findIndex((other) => other.code === code) !== index);
    expect(twice).toEqual([]);
    expect(codes.length).toBe(Object.keys(NOTE_CATALOGUE).length);
  });

  it('says each in one or two sentences', () => {
    const odd = Object.entries(NOTE_CATALOGUE).filter(
      ([code, { sentence }]) => !/^[a-z0-9-]+$/.test(code) || !/^[A-Z].{10,}\.$/.test(sentence),
    );
    expect(odd).toEqual([]);
  });

  it.each(Object.entries(TEXTS))('%s', (code, text) => {
    expect(codesOf(plan([{ text }]))).toContain(code);
  });

  it.each(Object.entries(PLANS))('%s', (code, planned) => {
    expect(codesOf(planned())).toContain(code);
  });

  it('holds nothing else that no event has said of it; what the database has, the tests of the snapshot hold', () => {
    const said = new Set([...saidOfFixtures, ...Object.keys(TEXTS), ...Object.keys(PLANS)]);
    const unsaid = Object.keys(NOTE_CATALOGUE).filter((code) => !said.has(code) && !(code in SNAPSHOT_NOTES));
    expect(unsaid).toEqual([]);
    const snapshotTests = ['../snapshot/', '../../contract/', '../../contract/suites/snapshotStore/'].flatMap((place) => {
      const folder = new URL(place, import.meta.url);
      return readdirSync(folder).flatMap((file) => (file.endsWith('.ts') ? readFileSync(new URL(file, folder), 'utf8') : []));
    });
    expect(Object.keys(SNAPSHOT_NOTES).filter((code) => !snapshotTests.some((text) => text.includes(`'${code}'`)))).toEqual([]);
  });

  it('knows every code an event can have said of it', () => {
    expect([...saidOfFixtures].filter((code) => !(code in NOTE_CATALOGUE))).toEqual([]);
  });
});
