import { describe, expect, it } from 'vitest';
import { ianaTimeZone } from '../../../shared/domain/ianaTimeZone.ts';
import type { TimeZone } from '../../../shared/domain/timeZone.ts';
import { expandObject } from '../../../shared/ical/expandObject.ts';
import type { Expansion } from '../../../shared/ical/expandObject.ts';
import { readCalendarText } from '../../../shared/ical/readCalendarText.ts';
import { cpuTime } from '../../support/cpuTime.ts';

const FLOATING = 'Europe/Berlin';

function zoneOf(tzid: string | null): TimeZone {
  const zone = ianaTimeZone(tzid ?? FLOATING);
  if (zone === null) throw new Error(`no zone ${String(tzid)}`);
  return zone;
}

/** Events are given as their lines; a blank line separates them. */
function expand(lines: string, from = '2024-01-01', to = '2025-01-01', maxInstances?: number): Expansion {
  const events = lines
    .trim()
    .split(/\n\s*\n/)
    .map((event) => `BEGIN:VEVENT\nUID:1\n${event.replace(/^ +/gm, '').trim()}\nEND:VEVENT`);
  const text = `BEGIN:VCALENDAR\n${events.join('\n')}\nEND:VCALENDAR\n`.replaceAll('\n', '\r\n');
  const object = readCalendarText(text, { ownerUid: null })[0]?.object;
  if (object === null || object === undefined) throw new Error('unreadable');
  const window = { from: Date.parse(from), to: Date.parse(to) };
  return expandObject(object, zoneOf, window, maxInstances === undefined ? {} : { maxInstances });
}

/** `2024-03-30 09:00+60`: UTC start and length in minutes; all-day ones as dates, the end exclusive. */
function sketch({ instances }: Expansion): string[] {
  return instances.map(({ start, end, isAllDay, isOverride, cancelled }) => {
    const iso = (instant: number): string => new Date(instant).toISOString();
    const span = isAllDay
      ? `${iso(start).slice(0, 10)}/${iso(end).slice(0, 10)}`
      : `${iso(start).slice(0, 16).replace('T', ' ')}+${String((end - start) / 60_000)}`;
    return `${span}${isOverride ? ' moved' : ''}${cancelled ? ' cancelled' : ''}`;
  });
}

interface Case {
  readonly name: string;
  readonly lines: string;
  readonly expected: readonly string[];
}

const DAILY = 'DTSTART;TZID=Europe/Berlin:20240329T100000\nDURATION:PT1H\n';

const CASES: readonly Case[] = [
  {
    name: 'a series keeps its wall clock across the change of the clocks',
    lines: `${DAILY}RRULE:FREQ=DAILY;COUNT=3`,
    expected: ['2024-03-29 09:00+60', '2024-03-30 09:00+60', '2024-03-31 08:00+60'],
  },
  {
    name: 'a series in UTC does not',
    lines: 'DTSTART:20240330T090000Z\nRRULE:FREQ=DAILY;COUNT=2',
    expected: ['2024-03-30 09:00+0', '2024-03-31 09:00+0'],
  },
  {
    name: 'DTSTART counts as the first of COUNT where the rule does not match it',
    lines: `${DAILY}RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=3`,
    expected: ['2024-03-29 09:00+60', '2024-04-01 08:00+60', '2024-04-08 08:00+60'],
  },
  {
    name: 'several rules are a union, each counting for itself',
    lines: `${DAILY}RRULE:FREQ=WEEKLY;COUNT=2\nRRULE:FREQ=DAILY;INTERVAL=7;COUNT=3`,
    expected: ['2024-03-29 09:00+60', '2024-04-05 08:00+60', '2024-04-12 08:00+60'],
  },
  {
    name: 'EXRULE takes away what it matches',
    lines: `${DAILY}RRULE:FREQ=DAILY;COUNT=5\nEXRULE:FREQ=DAILY;INTERVAL=2`,
    expected: ['2024-03-30 09:00+60', '2024-04-01 08:00+60'],
  },
  {
    name: 'RDATE adds instances, a period with a length of its own',
    lines: `${DAILY}RDATE;TZID=Europe/Berlin:20240402T120000,20240329T100000\nRDATE;VALUE=PERIOD:20240403T100000Z/PT2H,20240404T100000Z/20240404T103000Z`,
    expected: ['2024-03-29 09:00+60', '2024-04-02 10:00+60', '2024-04-03 10:00+120', '2024-04-04 10:00+30'],
  },
  {
    name: 'EXDATE compares instants, whatever the zone it is written in',
    lines: `${DAILY}RRULE:FREQ=DAILY;COUNT=4\nEXDATE:20240330T090000Z\nEXDATE;TZID=America/New_York:20240331T040000`,
    expected: ['2024-03-29 09:00+60', '2024-04-01 08:00+60'],
  },
  {
    name: 'EXDATE as a date takes the whole local day',
    lines: 'DTSTART;TZID=Europe/Berlin:20240105T100000\nRRULE:FREQ=DAILY;BYHOUR=10,15;COUNT=4\nEXDATE;VALUE=DATE:20240105',
    expected: ['2024-01-06 09:00+0', '2024-01-06 14:00+0'],
  },
  {
    name: 'EXDATE at midnight means the day where no instance begins at midnight',
    lines: `${DAILY}RRULE:FREQ=DAILY;COUNT=3\nEXDATE;TZID=Europe/Berlin:20240330T000000`,
    expected: ['2024-03-29 09:00+60', '2024-03-31 08:00+60'],
  },
  {
    name: '… and only its instance where one does',
    lines: 'DTSTART;TZID=Europe/Berlin:20240105T000000\nRRULE:FREQ=DAILY;BYHOUR=0,12;COUNT=4\nEXDATE;TZID=Europe/Berlin:20240106T000000',
    expected: ['2024-01-04 23:00+0', '2024-01-05 11:00+0', '2024-01-06 11:00+0'],
  },
  {
    name: 'EXDATE without a zone is meant in the zone of the series',
    lines: 'DTSTART;TZID=Asia/Tokyo:20240105T100000\nRRULE:FREQ=DAILY;COUNT=2\nEXDATE:20240106T100000',
    expected: ['2024-01-05 01:00+0'],
  },
  {
    name: 'an override beats the EXDATE of its instance',
    lines: `${DAILY}RRULE:FREQ=DAILY;COUNT=2\nEXDATE;TZID=Europe/Berlin:20240330T100000

      RECURRENCE-ID;TZID=Europe/Berlin:20240330T100000
      DTSTART;TZID=Europe/Berlin:20240330T140000
      DTEND;TZID=Europe/Berlin:20240330T150000`,
    expected: ['2024-03-29 09:00+60', '2024-03-30 13:00+60 moved'],
  },
  {
    name: 'an override that names no instance is one all the same',
    lines: `${DAILY}RRULE:FREQ=WEEKLY;COUNT=1

      RECURRENCE-ID:20240401T080000Z
      DTSTART:20240401T080000Z`,
    expected: ['2024-03-29 09:00+60', '2024-04-01 08:00+0 moved'],
  },
  {
    name: 'of two overrides of one instance the higher SEQUENCE counts',
    lines: `${DAILY}

      RECURRENCE-ID:20240329T090000Z
      DTSTART:20240329T110000Z
      SEQUENCE:3

      RECURRENCE-ID;TZID=Europe/Berlin:20240329T100000
      DTSTART:20240329T120000Z
      SEQUENCE:2`,
    expected: ['2024-03-29 11:00+0 moved'],
  },
  {
    name: 'an instance its owner deleted is absent, a cancelled one is marked',
    lines: `${DAILY}RRULE:FREQ=DAILY;COUNT=3

      RECURRENCE-ID:20240329T090000Z
      DTSTART:20240329T090000Z
      X-CALENDARSERVER-HIDDEN-INSTANCE:T

      RECURRENCE-ID:20240330T090000Z
      DTSTART:20240330T090000Z
      STATUS:CANCELLED`,
    expected: ['2024-03-30 09:00+0 moved cancelled', '2024-03-31 08:00+60'],
  },
  {
    name: 'THISANDFUTURE moves, lengthens and replaces what follows, except other overrides',
    lines: `${DAILY}RRULE:FREQ=DAILY;COUNT=5

      RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20240330T100000
      DTSTART;TZID=Europe/Berlin:20240330T130000
      DURATION:PT2H

      RECURRENCE-ID;TZID=Europe/Berlin:20240401T100000
      DTSTART;TZID=Europe/Berlin:20240401T080000`,
    expected: [
      '2024-03-29 09:00+60',
      '2024-03-30 12:00+120 moved',
      '2024-03-31 11:00+120 moved',
      '2024-04-01 06:00+0 moved',
      '2024-04-02 11:00+120 moved',
    ],
  },
  {
    name: 'overrides without a master stand for themselves',
    lines:
      'RECURRENCE-ID:20240330T090000Z\nDTSTART:20240330T090000Z\nDURATION:PT1H\n\nRECURRENCE-ID:20240406T090000Z\nDTSTART:20240407T090000Z',
    expected: ['2024-03-30 09:00+60 moved', '2024-04-07 09:00+0 moved'],
  },
  {
    name: 'DTEND gives an exact length, DURATION nominal days',
    lines: 'DTSTART;TZID=Europe/Berlin:20240323T100000\nDTEND;TZID=Europe/Berlin:20240324T100000\nRRULE:FREQ=WEEKLY;COUNT=2',
    expected: ['2024-03-23 09:00+1440', '2024-03-30 09:00+1440'],
  },
  {
    name: '… so that P1D is 23 hours across the change of the clocks',
    lines: 'DTSTART;TZID=Europe/Berlin:20240323T100000\nDURATION:P1D\nRRULE:FREQ=WEEKLY;COUNT=2',
    expected: ['2024-03-23 09:00+1440', '2024-03-30 09:00+1380'],
  },
  {
    name: 'an end before the start counts as none',
    lines: 'DTSTART:20240105T100000Z\nDTEND:20240105T090000Z',
    expected: ['2024-01-05 10:00+0'],
  },
  {
    name: 'all-day: days are counted as dates',
    lines: 'DTSTART;VALUE=DATE:20240330\nDTEND;VALUE=DATE:20240401\nRRULE:FREQ=WEEKLY;COUNT=2\nEXDATE:20240406T000000Z',
    expected: ['2024-03-30/2024-04-01'],
  },
  {
    name: 'all-day without an end lasts a day',
    lines: 'DTSTART;VALUE=DATE:20240229\nRRULE:FREQ=DAILY;BYHOUR=9;COUNT=2',
    expected: ['2024-02-29/2024-03-01', '2024-03-01/2024-03-02'],
  },
  {
    name: 'midnight to midnight with Outlook’s mark is all-day',
    lines: 'DTSTART;TZID=Europe/Berlin:20240105T000000\nDTEND;TZID=Europe/Berlin:20240106T000000\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE',
    expected: ['2024-01-05/2024-01-06'],
  },
  {
    name: 'a time in a gap means the offset before it',
    lines: 'DTSTART;TZID=Europe/Berlin:20240330T023000\nRRULE:FREQ=DAILY;COUNT=3',
    expected: ['2024-03-30 01:30+0', '2024-03-31 01:30+0', '2024-04-01 00:30+0'],
  },
  {
    name: 'an hourly series has no instance twice at the gap',
    lines: 'DTSTART;TZID=Europe/Berlin:20240331T013000\nRRULE:FREQ=HOURLY;UNTIL=20240331T023000Z',
    expected: ['2024-03-31 00:30+0', '2024-03-31 01:30+0', '2024-03-31 02:30+0'],
  },
  {
    name: 'other calendars than the Gregorian: DTSTART only',
    lines: 'DTSTART:20240105T100000Z\nRRULE:RSCALE=CHINESE;FREQ=YEARLY',
    expected: ['2024-01-05 10:00+0'],
  },
];

describe('the instances of an object', () => {
  it.each(CASES)('$name', ({ lines, expected }) => {
    expect(sketch(expand(lines))).toEqual(expected);
  });

  it.each([
    ['an instant', 'DTSTART;TZID=America/New_York:20240105T190000', 'UNTIL=20240107T000000Z', ['2024-01-06 00:00+0', '2024-01-07 00:00+0']],
    [
      'a date: its whole day',
      'DTSTART;TZID=America/New_York:20240105T190000',
      'UNTIL=20240106',
      ['2024-01-06 00:00+0', '2024-01-07 00:00+0'],
    ],
    [
      'a floating time: one of the series’ zone',
      'DTSTART;TZID=America/New_York:20240105T190000',
      'UNTIL=20240106T190000',
      ['2024-01-06 00:00+0', '2024-01-07 00:00+0'],
    ],
    ['before DTSTART: DTSTART remains', 'DTSTART;TZID=America/New_York:20240105T190000', 'UNTIL=20230101T000000Z', ['2024-01-06 00:00+0']],
    [
      'together with COUNT: the smaller result',
      'DTSTART:20240105T100000Z',
      'UNTIL=20240110T000000Z;COUNT=2',
      ['2024-01-05 10:00+0', '2024-01-06 10:00+0'],
    ],
    ['all-day: a date', 'DTSTART;VALUE=DATE:20240105', 'UNTIL=20240106', ['2024-01-05/2024-01-06', '2024-01-06/2024-01-07']],
    [
      'all-day: a date that was given a time',
      'DTSTART;VALUE=DATE:20240105',
      'UNTIL=20240106T000000Z',
      ['2024-01-05/2024-01-06', '2024-01-06/2024-01-07'],
    ],
    [
      'all-day: local midnight as UTC, as Exchange exports it',
      'DTSTART;VALUE=DATE:20240105',
      'UNTIL=20240105T230000Z',
      ['2024-01-05/2024-01-06', '2024-01-06/2024-01-07'],
    ],
  ])('UNTIL %s', (_case, dtstart, until, expected) => {
    expect(sketch(expand(`${dtstart}\nRRULE:FREQ=DAILY;${until}`))).toEqual(expected);
  });

  it('are those that overlap the window: ends are exclusive, a zero length counts at its start', () => {
    const lines = 'DTSTART:20231231T230000Z\nDURATION:PT1H\nRRULE:FREQ=HOURLY;COUNT=4';
    expect(sketch(expand(lines, '2024-01-01T00:30Z', '2024-01-01T02:00Z'))).toEqual(['2024-01-01 00:00+60', '2024-01-01 01:00+60']);
    const points = 'DTSTART:20240101T000000Z\nRRULE:FREQ=HOURLY;COUNT=3';
    expect(sketch(expand(points, '2024-01-01T00:00Z', '2024-01-01T02:00Z'))).toEqual(['2024-01-01 00:00+0', '2024-01-01 01:00+0']);
  });

  it('are found when an override or a shift brings them into the window from outside', () => {
    const lines = `DTSTART:20230601T100000Z\nRRULE:FREQ=MONTHLY;COUNT=4

      RECURRENCE-ID:20230701T100000Z
      DTSTART:20240201T100000Z

      RECURRENCE-ID;RANGE=THISANDFUTURE:20230801T100000Z
      DTSTART:20240301T100000Z`;
    expect(sketch(expand(lines))).toEqual(['2024-02-01 10:00+0 moved', '2024-03-01 10:00+0 moved', '2024-04-01 10:00+0 moved']);
  });

  it('remember where the rule put them', () => {
    const [moved] = expand(`${DAILY}\n\nRECURRENCE-ID;VALUE=DATE:20240329\nDTSTART:20240401T100000Z`).instances;
    expect([moved?.originalStart, moved?.originalWall]).toEqual([Date.parse('2024-03-29T09:00Z'), Date.parse('2024-03-29T10:00Z')]);
  });
});

describe('what could not be followed', () => {
  it.each([
    ['more instances than asked for', 'RRULE:FREQ=DAILY', 5, 5],
    ['as many as asked for is not cut', 'RRULE:FREQ=DAILY;COUNT=5', 5, 5],
    ['a calendar nobody can follow', 'RRULE:RSCALE=HEBREW;FREQ=MONTHLY', 5, 1],
  ])('is said: %s', (name, rule, limit, count) => {
    const { truncated, instances } = expand(`DTSTART:20240105T100000Z\n${rule}`, '2024-01-01', '2025-01-01', limit);
    expect([truncated, instances.length]).toEqual([!name.startsWith('as many'), count]);
  });

  it.each([
    ['every second for ever, long ago', 'DTSTART:19700101T000000Z\nRRULE:FREQ=SECONDLY', 3000],
    ['every second, counted', 'DTSTART:19700101T000000Z\nRRULE:FREQ=SECONDLY;COUNT=2000000000', 0],
    ['never', 'DTSTART:19700101T000000Z\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30', 0],
    ['an EXDATE at the end of time', 'DTSTART:19700101T000000Z\nRRULE:FREQ=MINUTELY\nEXDATE:99991231T000000Z', 3000],
  ])('costs little: %s', (_case, lines, count) => {
    const milliseconds = cpuTime(() => {
      expect(expand(lines).instances.length).toBe(count);
    });
    // About half a second at most on an idle machine.
    expect(milliseconds).toBeLessThan(3000);
  });
});
