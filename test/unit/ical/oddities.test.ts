import { describe, expect, it } from 'vitest';
import { parseDateTime } from '../../../shared/ical/dateTime.ts';
import type { ICalDateTime } from '../../../shared/ical/model.ts';
import { readCalendarText } from '../../../shared/ical/readCalendarText.ts';
import { recurrenceKey } from '../../../shared/ical/recurrenceKey.ts';
import { textValue } from '../../../shared/ical/properties.ts';
import { OWNER, sketchTime } from './fixtures.ts';

function calendar(...lines: readonly string[]): string {
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n');
}

function event(...lines: readonly string[]): readonly string[] {
  return ['BEGIN:VEVENT', 'UID:1', 'SUMMARY:Series', ...lines, 'END:VEVENT'];
}

/** The owner's personal data: for the series, then for instances. */
function perUser(...instances: readonly (readonly string[])[]): readonly string[] {
  return [
    ...['BEGIN:X-CALENDARSERVER-PERUSER', 'UID:1', `X-CALENDARSERVER-PERUSER-UID:${OWNER}`],
    ...instances.flatMap((lines) => ['BEGIN:X-CALENDARSERVER-PERINSTANCE', ...lines, 'END:X-CALENDARSERVER-PERINSTANCE']),
    'END:X-CALENDARSERVER-PERUSER',
  ];
}

describe('an offset behind a time', () => {
  it.each([
    ['20270105T100000-0500', '2027-01-05T15:00:00.000Z'],
    ['20270105T100000+05:30', '2027-01-05T04:30:00.000Z'],
    ['20270105T100000+0000', '2027-01-05T10:00:00.000Z'],
  ])('%s is read as the instant it means', (text, iso) => {
    const value = parseDateTime(text)?.value;
    expect([value?.tzid, new Date(value?.wall ?? 0).toISOString()]).toEqual(['UTC', iso]);
  });
});

describe('two names of one instance', () => {
  const at = (wall: string, tzid: string | null, isDate = false): ICalDateTime => ({ wall: Date.parse(`${wall}Z`), isDate, tzid });

  it.each([
    ['in UTC and in its zone', at('2027-01-05T08:00:00', 'UTC'), at('2027-01-05T09:00:00', 'Europe/Berlin'), true],
    ['in two zones', at('2027-01-05T03:00:00', 'America/New_York'), at('2027-01-05T09:00:00', 'Europe/Berlin'), true],
    ['at other times', at('2027-01-05T09:00:00', 'UTC'), at('2027-01-05T09:00:00', 'Europe/Berlin'), false],
    ['in a zone nobody knows, equal digits', at('2027-01-05T09:00:00', 'Acme'), at('2027-01-05T09:00:00', 'Acme'), true],
    ['in zones nobody knows, other names', at('2027-01-05T09:00:00', 'Acme'), at('2027-01-05T09:00:00', 'Apex'), false],
    ['floating and in a zone', at('2027-01-05T09:00:00', null), at('2027-01-05T09:00:00', 'Europe/Berlin'), false],
    ['as a date and as its midnight', at('2027-01-05T00:00:00', null, true), at('2027-01-05T00:00:00', null), false],
  ])('%s', (_name, one, other, isSame) => {
    expect(recurrenceKey(one) === recurrenceKey(other)).toBe(isSame);
  });
});

describe('personal data of an instance', () => {
  /** Start of each override, where it was made up, and its travel. */
  function overrides(...lines: readonly string[]): readonly (readonly [string, boolean, string])[] {
    const [read] = readCalendarText(calendar(...lines), { ownerUid: OWNER });
    return (read?.object?.overrides ?? []).map((one) => [
      sketchTime(one.dtstart),
      one.synthesized,
      textValue(one, 'X-APPLE-TRAVEL-DURATION'),
    ]);
  }
  const start = 'DTSTART;TZID=Europe/Berlin:20270105T090000';
  const travel = 'X-APPLE-TRAVEL-DURATION:PT30M';

  it.each<[string, readonly string[], readonly string[], readonly (readonly [string, boolean, string])[]]>([
    [
      'told in UTC lie on the series’ own wall',
      [start, 'DTEND;TZID=Europe/Berlin:20270105T100000', 'RRULE:FREQ=DAILY'],
      ['RECURRENCE-ID:20270107T080000Z', travel],
      [['20270107T090000@Europe/Berlin', true, 'PT30M']],
    ],
    [
      'of a zone nobody knows are taken by their digits',
      ['DTSTART;TZID=Acme:20270105T090000', 'RRULE:FREQ=DAILY'],
      ['RECURRENCE-ID:20270107T090000Z', travel],
      [['20270107T090000Z', true, 'PT30M']],
    ],
    [
      'of a single event belong to it where they name its start',
      [start],
      ['RECURRENCE-ID;TZID=Europe/Berlin:20270105T090000', travel],
      [['20270105T090000@Europe/Berlin', true, 'PT30M']],
    ],
    ['of a single event are none at another time', [start], ['RECURRENCE-ID;TZID=Europe/Berlin:20270106T090000', travel], []],
    ['of an instance nobody can name are none', [start, 'RRULE:FREQ=DAILY'], ['RECURRENCE-ID:whenever', travel], []],
    [
      'of an excluded instance are none, whatever else was excluded',
      [start, 'RRULE:FREQ=DAILY', 'EXDATE:20270107T080000Z,nonsense'],
      ['RECURRENCE-ID;TZID=Europe/Berlin:20270107T090000', travel],
      [],
    ],
    [
      'keep an end nobody can read',
      [start, 'DTEND:later', 'RRULE:FREQ=DAILY'],
      ['RECURRENCE-ID;TZID=Europe/Berlin:20270107T090000', travel],
      [['20270107T090000@Europe/Berlin', true, 'PT30M']],
    ],
  ])('%s', (_name, lines, instance, expected) => {
    expect(overrides(...event(...lines), ...perUser(instance))).toEqual(expected);
  });

  it('skip what is no instance, and what follows no start', () => {
    const odd = ['BEGIN:X-ODD', 'X-A:1', 'END:X-ODD'];
    const block = perUser(['RECURRENCE-ID;TZID=Europe/Berlin:20270107T090000', travel]);
    expect(overrides(...event(start, 'RRULE:FREQ=DAILY'), ...block.slice(0, 3), ...odd, ...block.slice(3))).toEqual([
      ['20270107T090000@Europe/Berlin', true, 'PT30M'],
    ]);
    expect(overrides(...event('RRULE:FREQ=DAILY'), ...block)).toEqual([]);
  });
});

describe('the owner’s transparency', () => {
  /** Every TRANSP of the master, and of each override; of a task where there is no event. */
  function transparencies(ownerUid: string | null, ...lines: readonly string[]): readonly (readonly string[])[] {
    const [read] = readCalendarText(calendar(...lines), { ownerUid });
    const { master = null, overrides = [], others = [] } = read?.object ?? {};
    const components = master === null ? [...overrides, ...others] : [master, ...overrides];
    return components.map(({ properties }) => properties.filter(({ name }) => name === 'TRANSP').flatMap(({ values }) => values));
  }
  const timed = 'DTSTART;TZID=Europe/Berlin:20270105T090000';
  const allDay = 'DTSTART;VALUE=DATE:20270105';

  it.each<[string, string | null, readonly string[], readonly (readonly string[])[]]>([
    ['replaces the event’s', OWNER, [...event(timed, 'TRANSP:OPAQUE'), ...perUser(['TRANSP:TRANSPARENT'])], [['TRANSPARENT']]],
    ['is the event’s where the owner’s data say nothing', OWNER, [...event(timed, 'TRANSP:OPAQUE'), ...perUser(['X-A:1'])], [['OPAQUE']]],
    ['of an all-day event without data is free', OWNER, event(allDay), [['TRANSPARENT']]],
    ['of a timed event without data is not said', OWNER, event(timed), [[]]],
    ['of an all-day event that says so itself stays', OWNER, event(allDay, 'TRANSP:OPAQUE'), [['OPAQUE']]],
    ['of an all-day task is not said', OWNER, ['BEGIN:VTODO', 'UID:1', allDay, 'END:VTODO'], [[]]],
    [
      'of an all-day override is free too',
      OWNER,
      [...event(timed, 'RRULE:FREQ=DAILY'), ...event('RECURRENCE-ID;TZID=Europe/Berlin:20270106T090000', allDay)],
      [[], ['TRANSPARENT']],
    ],
    [
      'of an instance is its own, of others the series’',
      OWNER,
      [
        ...event(timed, 'RDATE;TZID=Europe/Berlin:20270106T090000', 'TRANSP:OPAQUE'),
        ...perUser(['TRANSP:TRANSPARENT'], ['RECURRENCE-ID;TZID=Europe/Berlin:20270106T090000', 'TRANSP:OPAQUE']),
      ],
      [['TRANSPARENT'], ['OPAQUE']],
    ],
    [
      'is nobody’s when two blocks might be meant and the owner is unknown',
      null,
      [...event(timed, 'TRANSP:OPAQUE'), ...perUser(['TRANSP:TRANSPARENT']), ...perUser(['TRANSP:TRANSPARENT'])],
      [['OPAQUE']],
    ],
  ])('%s', (_name, ownerUid, lines, expected) => {
    expect(transparencies(ownerUid, ...lines)).toEqual(expected);
  });

  it('is the first of two blocks, and the second is noted', () => {
    const lines = [...event(timed), ...perUser(['TRANSP:TRANSPARENT']), ...perUser(['TRANSP:OPAQUE'])];
    const [read] = readCalendarText(calendar(...lines), { ownerUid: OWNER.toLowerCase() });
    expect(read?.notes.map(({ code, property }) => `${code} ${property}`)).toEqual(['per-user-repeated X-CALENDARSERVER-PERUSER']);
    expect(transparencies(OWNER, ...lines)).toEqual([['TRANSPARENT']]);
  });

  it('of an instance that does not exist is noted by its id', () => {
    const lines = [...event(timed), ...perUser(['RECURRENCE-ID:20280106T080000Z', 'TRANSP:OPAQUE'])];
    const [read] = readCalendarText(calendar(...lines), { ownerUid: OWNER });
    expect(read?.notes.map(({ code, property, was }) => `${code} ${property} ${was}`)).toEqual([
      'per-user-instance-without-series X-CALENDARSERVER-PERINSTANCE 20280106T080000Z',
    ]);
  });
});

describe('digits that are no time', () => {
  it.each([
    ['20270105', '20270105'],
    ['20270105T100000', '20270105T100000'],
    ['20270105T100000Z', '20270105T100000Z'],
    ['20270105T100000X', null],
    ['2027010ZT100000Z', null],
    ['20270105X100000Z', null],
    ['20270105T1000', '20270105T100000'],
    ['20270105T240000', '20270106T000000'],
    ['20270105T240001', null],
    ['20270105T250000', null],
    ['20270105T106000', null],
    ['20270105T100060', '20270105T100059'],
    ['20270105T100061', null],
    ['20270228', '20270228'],
    ['20270229', null],
    ['20280229', '20280229'],
    ['20270431', null],
    ['20271301', null],
    ['20270001', null],
    ['20270100', null],
    ['00000101', null],
    ['2027-01-05T10:00:00+01:00', '20270105T090000Z'],
    ['2027-01-05T10:00:00x+01:00', null],
    ['20270105T100000+01:00x', null],
  ])('%s is %s', (text, expected) => {
    const value = parseDateTime(text)?.value;
    expect(value === undefined ? null : sketchTime(value)).toBe(expected);
  });

  it.each([
    ['20270105T000000', 'date', '20270105'],
    ['20270105T090000', 'date', '20270105T090000'],
    ['20270105T000000', 'date-time', '20270105T000000'],
  ])('%s said to be a %s is %s', (text, type, expected) => {
    const value = parseDateTime(text, null, type)?.value;
    expect(value === undefined ? null : sketchTime(value)).toBe(expected);
  });

  it.each([
    ['20270105T100000Z', 'Europe/Berlin', true, '20270105T100000@Europe/Berlin'],
    ['20270105T100000Z', 'Etc/UTC', false, '20270105T100000Z'],
    ['20270105T100000', 'UTC', false, '20270105T100000Z'],
    ['20270105T100000', '', false, '20270105T100000'],
    ['2027-01-05T10:00:00Z', 'Europe/Berlin', true, '20270105T100000@Europe/Berlin'],
    ['2027-01-05T10:00:00Z', 'UTC', false, '20270105T100000Z'],
    ['2027-01-05T10:00:00', 'Europe/Berlin', false, '20270105T100000@Europe/Berlin'],
  ])('%s in zone «%s»', (text, tzid, ignoredZulu, expected) => {
    const parsed = parseDateTime(text, tzid);
    expect([parsed?.ignoredZulu, parsed === null ? null : sketchTime(parsed.value)]).toEqual([ignoredZulu, expected]);
  });
});

describe('a text without an event that can be read', () => {
  it.each([
    ['an event that starts nowhere', event('DTSTART:x'), 'its event has no start that can be read'],
    ['a time zone alone', ['BEGIN:VTIMEZONE', 'TZID:X', 'END:VTIMEZONE'], 'it holds no event and no task'],
  ])('%s says so', (_name, lines, reason) => {
    const read = readCalendarText(calendar(...lines), { ownerUid: null });
    expect(read.map((one) => [one.object, one.reason])).toEqual([[null, reason]]);
  });

  it('keeps the overrides of a series whose start nobody can read', () => {
    const [read] = readCalendarText(
      calendar(...event('DTSTART:x', 'RRULE:FREQ=DAILY'), ...event('RECURRENCE-ID:20270105T090000Z', 'DTSTART:20270105T100000Z')),
      { ownerUid: null },
    );
    expect([read?.object?.master, read?.object?.overrides.length, read?.reason]).toEqual([null, 1, '']);
  });
});
