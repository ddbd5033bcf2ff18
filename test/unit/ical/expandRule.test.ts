import { rrulestr } from 'rrule';
import { describe, expect, it } from 'vitest';
import { ruleWalls } from '../../../shared/ical/expandRule.ts';
import type { ICalRecur } from '../../../shared/ical/model.ts';
import { parseRecur } from '../../../shared/ical/recur.ts';
import { seededNumbers } from '../timeZone/seededNumbers.ts';
import { cpuTime } from '../../support/cpuTime.ts';

const DAY = 86_400_000;

function recur(text: string): ICalRecur {
  const parsed = parseRecur(text).recur;
  if (parsed === null) throw new Error(`unusable ${text}`);
  return parsed;
}

function wallsOf(text: string, dtstart: string, from: string, through: string, limit = 400): string[] {
  const start = Date.parse(`${dtstart}Z`);
  const range = { from: Date.parse(`${from}Z`), through: Date.parse(`${through}Z`) };
  const walls: string[] = [];
  for (const wall of ruleWalls(recur(text), start, false, range, { left: 3_000_000 })) {
    if (walls.push(new Date(wall).toISOString().slice(0, 16)) === limit) break;
  }
  return walls;
}

describe('the walls of a rule', () => {
  it.each([
    [
      '31st of the month is skipped where there is none',
      'FREQ=MONTHLY',
      '2024-01-31T09:00',
      ['2024-01-31T09:00', '2024-03-31T09:00', '2024-05-31T09:00'],
    ],
    [
      '29 February comes in leap years only',
      'FREQ=YEARLY',
      '2024-02-29T09:00',
      ['2024-02-29T09:00', '2028-02-29T09:00', '2032-02-29T09:00'],
    ],
    [
      'SKIP=BACKWARD takes the last day instead',
      'RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=BACKWARD',
      '2024-01-31T09:00',
      ['2024-01-31T09:00', '2024-02-29T09:00', '2024-03-31T09:00'],
    ],
    [
      'SKIP=FORWARD takes the next day instead',
      'RSCALE=GREGORIAN;FREQ=YEARLY;SKIP=FORWARD',
      '2024-02-29T09:00',
      ['2024-02-29T09:00', '2025-03-01T09:00', '2026-03-01T09:00'],
    ],
    [
      'the fifth Monday where there is one',
      'FREQ=MONTHLY;BYDAY=5MO',
      '2024-01-29T09:00',
      ['2024-01-29T09:00', '2024-04-29T09:00', '2024-07-29T09:00'],
    ],
    [
      'the last workday of the month',
      'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
      '2024-08-30T09:00',
      ['2024-08-30T09:00', '2024-09-30T09:00', '2024-10-31T09:00'],
    ],
    [
      'the 20th Monday of the year (RFC 5545)',
      'FREQ=YEARLY;BYDAY=20MO',
      '1997-05-19T09:00',
      ['1997-05-19T09:00', '1998-05-18T09:00', '1999-05-17T09:00'],
    ],
    [
      'Monday of week 20 (RFC 5545)',
      'FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO',
      '1997-05-12T09:00',
      ['1997-05-12T09:00', '1998-05-11T09:00', '1999-05-17T09:00'],
    ],
    [
      'Friday the 13th (RFC 5545)',
      'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13',
      '1997-09-02T09:00',
      ['1998-02-13T09:00', '1998-03-13T09:00', '1998-11-13T09:00'],
    ],
    [
      'day 1, 100 and 200 every third year (RFC 5545)',
      'FREQ=YEARLY;INTERVAL=3;BYYEARDAY=1,100,200',
      '1997-01-01T09:00',
      ['1997-01-01T09:00', '1997-04-10T09:00', '1997-07-19T09:00'],
    ],
    [
      'WKST decides which weeks count (RFC 5545)',
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=MO',
      '1997-08-05T09:00',
      ['1997-08-05T09:00', '1997-08-10T09:00', '1997-08-19T09:00'],
    ],
    [
      '… and with Sunday others',
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU',
      '1997-08-05T09:00',
      ['1997-08-05T09:00', '1997-08-17T09:00', '1997-08-19T09:00'],
    ],
    [
      'every 20 minutes of office hours (RFC 5545)',
      'FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10',
      '1997-09-02T10:20',
      ['1997-09-02T10:20', '1997-09-02T10:40', '1997-09-03T09:00'],
    ],
    ['several times a day', 'FREQ=DAILY;BYHOUR=17,8', '2024-01-01T08:30', ['2024-01-01T08:30', '2024-01-01T17:30', '2024-01-02T08:30']],
    [
      'a position beyond the set is nothing',
      'FREQ=MONTHLY;BYMONTHDAY=13;BYSETPOS=1,2',
      '2024-01-13T09:00',
      ['2024-01-13T09:00', '2024-02-13T09:00', '2024-03-13T09:00'],
    ],
    [
      'plain and counted weekdays together',
      'FREQ=MONTHLY;BYDAY=SU,1MO',
      '2024-01-01T09:00',
      ['2024-01-01T09:00', '2024-01-07T09:00', '2024-01-14T09:00'],
    ],
  ])('%s', (_case, text, dtstart, expected) => {
    expect(wallsOf(text, dtstart, dtstart, '2100-01-01T00:00', 3)).toEqual(expected);
  });

  it.each([
    ['never matching', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'],
    ['never matching, day by day', 'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30'],
    ['an hour that is never reached', 'FREQ=HOURLY;INTERVAL=2;BYHOUR=5'],
    ['a second that is never reached', 'FREQ=SECONDLY;INTERVAL=60;BYSECOND=7;BYHOUR=3'],
  ])('end soon: %s', (_case, text) => {
    const milliseconds = cpuTime(() => {
      expect(wallsOf(text, '1970-01-01T00:00', '1970-01-01T00:00', '9999-12-31T00:00')).toEqual([]);
    });
    expect(milliseconds).toBeLessThan(3000);
  });

  it('do not walk through the years before the range', () => {
    const work = { left: 1000 };
    const range = { from: Date.UTC(2026, 0, 1), through: Date.UTC(2026, 0, 1, 0, 0, 9) };
    const walls = [...ruleWalls(recur('FREQ=SECONDLY'), Date.UTC(1970, 0, 1), false, range, work)];
    expect([walls.length, work.left > 900]).toEqual([10, true]);
  });
});

/** Rules of every kind the two engines read alike; rrule takes BYSETPOS beyond the set for the whole set and repeats equal times. */
function randomRule(random: () => number): string {
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!;
  const some = (values: readonly (string | number)[]): string => [...new Set([pick(values), pick(values), pick(values)])].join(',');
  const freq = pick(['YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY', 'HOURLY']);
  const byMonths = freq === 'YEARLY' || freq === 'MONTHLY';
  const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
  const counted = weekdays.flatMap((day) => [1, 2, 5, -1, -2].map((ordinal) => `${String(ordinal)}${day}`));
  const parts = [`FREQ=${freq}`, `INTERVAL=${String(pick([1, 1, 1, 2, 3, 5]))}`, `WKST=${pick(weekdays)}`];
  const may = (chance: number, part: string): void => {
    if (random() < chance) parts.push(part);
  };
  may(0.3, `BYMONTH=${some([1, 2, 3, 5, 6, 9, 11, 12])}`);
  if (freq !== 'WEEKLY') may(0.3, `BYMONTHDAY=${some([1, 2, 13, 28, 29, 30, 31, -1, -3, -31])}`);
  may(0.4, `BYDAY=${byMonths && random() < 0.5 ? some(counted) : some(weekdays)}`);
  if (freq === 'YEARLY') may(0.1, `BYYEARDAY=${some([1, 60, 100, 366, -1, -366])}`);
  if (freq === 'YEARLY' && !parts.some((part) => part.startsWith('BYDAY'))) may(0.1, `BYWEEKNO=${some([2, 20, 51])}`);
  if (freq !== 'HOURLY') may(0.1, `BYHOUR=${pick(['8', '8,17', '0,12,23'])}`);
  if (byMonths) may(0.15, 'BYSETPOS=1');
  return parts.join(';');
}

describe('a second opinion', () => {
  it('rrule finds the same walls for 400 seeded rules, from any point on', () => {
    const random = seededNumbers(5545);
    const different: string[] = [];
    for (let n = 0; n < 400; n++) {
      const text = randomRule(random);
      const start = Date.UTC(1996 + Math.floor(random() * 25), Math.floor(random() * 12), 1 + Math.floor(random() * 28), 9, 30);
      const length = (text.includes('HOURLY') ? 60 : 2000) * DAY;
      const from = start + Math.floor(random() * length);
      const ours = [...ruleWalls(recur(text), start, false, { from, through: start + length }, { left: 3_000_000 })];
      const theirs = byRrule(text, start, from, start + length);
      if (ours.join() !== theirs.join()) different.push(`${text} from ${new Date(start).toISOString()}`);
    }
    expect(different).toEqual([]);
  });
});

function byRrule(text: string, start: number, from: number, through: number): readonly number[] {
  const rule = rrulestr(text, { dtstart: new Date(start) });
  const { interval } = rule.options;
  // A rule that never matches would run to the year 9999: interval 0 makes rrule stop.
  let steps = 0;
  Object.defineProperty(rule.options, 'interval', { get: () => (++steps > 20_000 ? 0 : interval) });
  const walls: number[] = [];
  rule.all((date) => {
    if (date.getTime() >= from && date.getTime() <= through) walls.push(date.getTime());
    return date.getTime() <= through;
  });
  return walls;
}
