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
