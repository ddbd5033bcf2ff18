import { describe, expect, it } from 'vitest';
import { fixtureNames, readFixture, sketch } from './fixtures.ts';

interface Expected {
  readonly objects: readonly string[];
  readonly codes: readonly string[];
}

/** Every fixture, what is read from it, and which notes tell of repairs. */
const EXPECTED: Readonly<Record<string, Expected>> = {
  'bare-minimum': { objects: ['fixture-1: 20270105T090000Z '], codes: [] },
  'blank-lines': { objects: ['fixture-1: 20270105T090000@Europe/Berlin Lunch'], codes: [] },
  'byte-order-mark': { objects: ['fixture-1: 20270105T090000@Europe/Berlin Lunch'], codes: ['byte-order-mark-removed'] },
  'calendar-properties': { objects: ['fixture-1: 20270105T090000@Custom Lunch'], codes: [] },
  'control-characters': { objects: ['fixture-1: 20270105T090000@Europe/Berlin Lunch'], codes: ['control-characters-removed'] },
  'date-without-value': { objects: ['fixture-1: 20270105-20270107 Lunch'], codes: [] },
  'description-not-folded': { objects: ['fixture-1: 20270105T090000@Europe/Berlin Lunch'], codes: ['line-joined'] },
  'empty-parameters': { objects: ['fixture-1: 20270105T090000 Lunch'], codes: ['time-zone-empty'] },
  'end-and-duration': { objects: ['fixture-1: 20270105T090000@Europe/Berlin Lunch'], codes: ['end-and-duration'] },
  'end-without-begin': { objects: ['fixture-1: 20270105T090000@Europe/Berlin Lunch'], codes: ['line-dropped'] },
  'exdate-forms': { objects: ['fixture-1: 20270105T090000@Europe/Berlin Lunch DAILY'], codes: ['date-unreadable'] },
  'extreme-years': { objects: ['y1: 00010101 a', 'y1601: 16010101T000000 b', 'y1604: 16040229 c', 'y9999: 99991231T235959Z d'], codes: [] },
  'folded-inside-character': { objects: ['fixture-1: 20270105T090000@Europe/Berlin Lunch'], codes: [] },
  'html-page': { objects: [': it holds no VCALENDAR'], codes: ['line-dropped'] },
  'latin-1-bytes': { objects: ['fixture-1: 20270105T090000@Europe/Berlin Lunch'], codes: [] },
  'leap-day-in-common-year': {
    objects: ['fixture-1: its event has no start that can be read'],
    codes: ['date-unreadable', 'start-unreadable'],
  },
  'leap-second': { objects: ['fixture-1: 20270105T095959-20270106T000000 Lunch'], codes: ['date-repaired'] },
  'line-break-in-parameter': { objects: ['fixture-1: 20270105T090000@Europe/Berlin Lunch'], codes: ['line-joined'] },
  'line-ends-cr': { objects: ['fixture-1: 20270105T090000@Europe/Berlin Lunch'], codes: ['line-ends-normalised'] },
  'line-ends-crcrlf': { objects: ['fixture-1: 20270105T090000@Europe/Berlin Lunch'], codes: ['line-ends-normalised'] },
  'line-ends-lf': { objects: ['fixture-1: 20270105T090000@Europe/Berlin Lunch'], codes: [] },
  'line-without-colon': { objects: ['fixture-1: 20270105T090000@Europe/Berlin Lunch\njust words'], codes: ['line-dropped', 'line-joined'] },
  'mixed-case-names': { objects: ['fixture-1: 20270105T090000@Europe/Berlin Lunch'], codes: [] },
  'no-vcalendar': { objects: ['fixture-1: 20270105T090000@Europe/Berlin Lunch'], codes: ['calendar-missing'] },
  'not-icalendar': { objects: [': it holds no event and no task'], codes: ['line-dropped'] },
  'odd-escapes': { objects: ['fixture-1: 20270105T090000@Europe/Berlin Lunch'], codes: [] },
  'organizer-without-value': {
    objects: ['fixture-1: 20270105T090000@Europe/Berlin-20270105T100000@Europe/Berlin Lunch'],
    codes: ['line-dropped'],
  },
  'override-first': {
    objects: [
      'fixture-1: 20270105T090000@Europe/Berlin Lunch DAILY | [20270106T090000@Europe/Berlin] 20270106T110000@Europe/Berlin Late lunch',
    ],
    codes: [],
  },
  'override-unplaceable': {
    objects: ['fixture-1: 20270105T090000@Europe/Berlin Lunch DAILY'],
    codes: ['date-unreadable', 'recurrence-id-unreadable'],
  },
  'override-without-start': {
    objects: [
      'fixture-1: 20270105T090000@Europe/Berlin Lunch DAILY | [20270106T090000@Europe/Berlin] 20270106T090000@Europe/Berlin Other topic',
    ],
    codes: ['start-from-recurrence-id'],
  },
  'overrides-only': { objects: ['fixture-1: [20270106T090000@Europe/Berlin] 20270106T110000@Europe/Berlin Late lunch'], codes: [] },
  'per-user-all-day-series': { objects: ['fixture-1: 20270105-20270107 Lunch WEEKLY | [20270112] 20270112-20270114 Lunch'], codes: [] },
  'per-user-all-day-without-block': {
    objects: [
      'fixture-1: 20270105 Lunch',
      'fixture-2: 20270105 Lunch',
      'fixture-3: 20270105 Lunch',
      'fixture-4: 20270105T090000@Europe/Berlin Lunch',
    ],
    codes: [],
  },
  'per-user-hidden-instance': {
    objects: ['fixture-1: 20270105T090000@Europe/Berlin Lunch DAILY | [20270106T090000@Europe/Berlin] 20270106T090000@Europe/Berlin Lunch'],
    codes: [],
  },
  'per-user-overrides-only': {
    objects: ['fixture-1: [20270106T090000@Europe/Berlin] 20270106T110000@Europe/Berlin Invited once'],
    codes: ['per-user-instance-without-series'],
  },
  'per-user-owner-and-sharee': { objects: ['fixture-1: 20270105T090000@Europe/Berlin-20270105T100000@Europe/Berlin Lunch'], codes: [] },
  'per-user-series': {
    objects: [
      'fixture-1: 20270105T090000@Europe/Berlin-20270105T100000@Europe/Berlin Lunch DAILY | [20270106T090000@Europe/Berlin] 20270106T110000@Europe/Berlin Own block | [20270107T090000@Europe/Berlin] 20270107T110000@Europe/Berlin Inherits | [20270108T090000@Europe/Berlin] 20270108T090000@Europe/Berlin-20270108T100000@Europe/Berlin Lunch | [20270109T090000@Europe/Berlin] 20270109T090000@Europe/Berlin-20270109T100000@Europe/Berlin Lunch',
    ],
    codes: ['per-user-instance-without-series'],
  },
  'per-user-sharee-only': { objects: ['fixture-1: 20270105T090000@Europe/Berlin-20270105T100000@Europe/Berlin Lunch'], codes: [] },
  'per-user-task': { objects: ['fixture-1: VTODO'], codes: [] },
  poll: { objects: ['fixture-poll: VPOLL'], codes: [] },
  'rdate-forms': { objects: ['fixture-1: 20270105T090000@Europe/Berlin Lunch'], codes: [] },
  regular: { objects: ['fixture-1: 20270105T090000@Europe/Berlin-20270105T100000@Europe/Berlin Lunch'], codes: [] },
  'rule-on-override': {
    objects: [
      'fixture-1: 20270105T090000@Europe/Berlin Lunch DAILY | [20270106T090000@Europe/Berlin] 20270106T110000@Europe/Berlin Late lunch',
    ],
    codes: ['rule-on-override'],
  },
  'rules-repeated-and-broken': {
    objects: ['fixture-1: 20270105T090000@Europe/Berlin Lunch WEEKLY WEEKLY'],
    codes: ['rule-repeated', 'rule-unusable', 'rule-repaired'],
  },
  'several-vcalendars': {
    objects: ['fixture-1: 20270105T090000@Europe/Berlin Lunch', 'fixture-2: 20270105T090000@Europe/Berlin Dinner'],
    codes: [],
  },
  'start-invalid': { objects: ['fixture-1: its event has no start that can be read'], codes: ['date-unreadable', 'start-unreadable'] },
  'start-missing': { objects: ['fixture-1: its event has no start that can be read'], codes: ['start-unreadable'] },
  'task-and-journal': { objects: ['fixture-task: VTODO', 'fixture-journal: VJOURNAL'], codes: [] },
  'this-and-future': {
    objects: [
      'fixture-1: 20270105T090000@Europe/Berlin Lunch DAILY | [20270107T090000@Europe/Berlin..] 20270105T090000@Europe/Berlin From now on DAILY',
    ],
    codes: [],
  },
  'time-zones-only': { objects: [': it holds no event and no task'], codes: [] },
  'two-masters': { objects: ['fixture-1: 20270105T090000@Europe/Berlin Second'], codes: ['component-superseded'] },
  'two-overrides': {
    objects: ['fixture-1: 20270105T090000@Europe/Berlin Lunch DAILY | [20270106T090000@Europe/Berlin] 20270105T090000@Europe/Berlin Newer'],
    codes: ['component-superseded'],
  },
  'uid-missing': { objects: [': 20270105T090000@Europe/Berlin Lunch', ': 20270105T090000@Europe/Berlin Dinner'], codes: ['uid-missing'] },
  'uid-with-blanks': { objects: ['fixture-1: 20270105T090000@Europe/Berlin Lunch'], codes: [] },
  'unescaped-separators': { objects: ['fixture-1: 20270105T090000@Europe/Berlin Lunch'], codes: [] },
  'unknown-sub-component': { objects: ['fixture-1: 20270105T090000@Europe/Berlin Lunch'], codes: ['sub-component-dropped'] },
  'unquoted-parameters': { objects: ['fixture-1: 20270105T090000@(UTC+01:00) Amsterdam, Berlin Lunch'], codes: ['parameters-repaired'] },
  'valarm-not-closed': { objects: ['fixture-1: 20270105T090000@Europe/Berlin Lunch'], codes: ['component-not-closed'] },
  'value-date-with-time': {
    objects: ['fixture-1: 20270105-20270107 Lunch', 'fixture-2: 20270105T190000 Dinner'],
    codes: ['date-repaired'],
  },
  'vcalendar-in-vcalendar': {
    objects: ['fixture-1: 20270105T090000@Europe/Berlin Lunch', 'fixture-2: 20270105T090000@Europe/Berlin Dinner'],
    codes: [],
  },
  'vcalendar-not-closed': { objects: ['fixture-1: 20270105T090000@Europe/Berlin Lunch'], codes: ['component-not-closed'] },
  'vevent-in-vevent': {
    objects: ['fixture-1: 20270105T090000Z Lunch', 'fixture-2: 20270105T090000@Europe/Berlin Dinner'],
    codes: ['component-not-closed'],
  },
  'vevent-not-closed': {
    objects: ['fixture-1: 20270105T090000@Europe/Berlin Lunch', 'fixture-2: 20270105T090000@Europe/Berlin Dinner'],
    codes: ['component-not-closed'],
  },
  'zulu-with-time-zone': {
    objects: ['fixture-1: 20270105T090000@Europe/Berlin-20270105T100000@Europe/Berlin Lunch'],
    codes: ['zulu-ignored'],
  },
};

describe('reading calendar texts', () => {
  it('is expected to do something about every fixture', () => {
    expect(Object.keys(EXPECTED).sort()).toEqual(fixtureNames);
  });

  it.each(Object.entries(EXPECTED))('%s', (name, expected) => {
    const read = readFixture(name);
    expect({ objects: read.map(sketch), codes: [...new Set(read.flatMap(({ notes }) => notes.map(({ code }) => code)))] }).toEqual(
      expected,
    );
  });
});
