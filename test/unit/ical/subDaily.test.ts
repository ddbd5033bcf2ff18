import { describe, expect, it } from 'vitest';
import { ruleWalls } from '../../../shared/ical/expandRule.ts';
import { parseRecur } from '../../../shared/ical/recur.ts';
import type { ICalRecur } from '../../../shared/ical/model.ts';

const SECOND = 1000;
const UNITS = { HOURLY: 3_600_000, MINUTELY: 60_000, SECONDLY: SECOND } as const;
const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

function recur(text: string): ICalRecur {
  const parsed = parseRecur(text).recur;
  if (parsed === null) throw new Error(`unusable ${text}`);
  return parsed;
}

/** RFC 5545 §3.3.10 read out loud: every second from DTSTART on is an instance or none. */
function isInstance(rule: ICalRecur, dtstart: number, wall: number): boolean {
  const [at, start] = [new Date(wall), new Date(dtstart)];
  const unit = UNITS[rule.freq === 'HOURLY' || rule.freq === 'MINUTELY' ? rule.freq : 'SECONDLY'];
  const isIn = (list: readonly number[], value: number): boolean => list.length === 0 || list.includes(value);
  const monthDays = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate();
  const monthday = at.getUTCDate();
  const isOnDay =
    isIn(rule.bymonth, at.getUTCMonth() + 1) &&
    (rule.bymonthday.length === 0 || rule.bymonthday.includes(monthday) || rule.bymonthday.includes(monthday - monthDays - 1)) &&
    (rule.byday.length === 0 || rule.byday.some(({ weekday }) => weekday === WEEKDAYS[at.getUTCDay()]));
  const isDue = (Math.floor(wall / unit) - Math.floor(dtstart / unit)) % rule.interval === 0;
  const isMinute =
    rule.byminute.length > 0 || rule.freq !== 'HOURLY'
      ? isIn(rule.byminute, at.getUTCMinutes())
      : at.getUTCMinutes() === start.getUTCMinutes();
  const isSecond =
    rule.bysecond.length > 0 || rule.freq === 'SECONDLY'
      ? isIn(rule.bysecond, at.getUTCSeconds())
      : at.getUTCSeconds() === start.getUTCSeconds();
  return isOnDay && isDue && isIn(rule.byhour, at.getUTCHours()) && isMinute && isSecond;
}

/** Rule, DTSTART, and a window, all on one wall. */
const ROWS: readonly (readonly [string, string, string, string])[] = [
  ['FREQ=HOURLY', '2027-02-27T09:30:15', '2027-02-27T00:00:00', '2027-03-02T00:00:00'],
  ['FREQ=HOURLY;INTERVAL=5', '2027-02-27T09:30:15', '2027-02-28T12:00:00', '2027-03-03T00:00:00'],
  ['FREQ=HOURLY;INTERVAL=7;BYHOUR=2,9,16,23', '2027-02-27T09:30:00', '2027-02-27T00:00:00', '2027-03-03T00:00:00'],
  ['FREQ=HOURLY;BYDAY=SU;BYHOUR=3,4,22', '2027-02-27T09:30:00', '2027-02-27T00:00:00', '2027-03-02T00:00:00'],
  ['FREQ=HOURLY;BYMINUTE=0,15;BYSECOND=10,40', '2027-02-28T22:30:15', '2027-02-28T22:00:00', '2027-03-01T02:00:00'],
  ['FREQ=HOURLY;BYMONTHDAY=-1', '2027-02-27T22:30:00', '2027-02-28T05:30:00', '2027-03-01T06:00:00'],
  ['FREQ=HOURLY;BYMONTH=3;INTERVAL=2', '2027-02-28T21:00:00', '2027-02-28T00:00:00', '2027-03-01T06:00:00'],
  ['FREQ=MINUTELY', '2027-02-28T23:58:30', '2027-02-28T23:59:00', '2027-03-01T00:03:00'],
  ['FREQ=MINUTELY;INTERVAL=7', '2027-02-28T23:00:05', '2027-02-28T23:00:00', '2027-03-01T02:00:00'],
  ['FREQ=MINUTELY;BYMINUTE=0,59;BYHOUR=0,23', '2027-02-28T20:00:00', '2027-02-28T20:00:00', '2027-03-01T23:30:00'],
  ['FREQ=MINUTELY;INTERVAL=45;BYDAY=MO', '2027-02-28T20:10:00', '2027-02-28T20:00:00', '2027-03-01T06:00:00'],
  ['FREQ=MINUTELY;BYSECOND=5,59;INTERVAL=30', '2027-02-28T23:10:20', '2027-02-28T23:10:20', '2027-03-01T01:00:00'],
  ['FREQ=SECONDLY;INTERVAL=50', '2027-02-28T23:58:30', '2027-02-28T23:59:00', '2027-03-01T00:10:00'],
  ['FREQ=SECONDLY;BYSECOND=0,30;BYMINUTE=1,59', '2027-02-28T23:50:00', '2027-02-28T23:50:00', '2027-03-01T01:05:00'],
  ['FREQ=SECONDLY;INTERVAL=90;BYHOUR=0', '2027-02-28T23:58:30', '2027-02-28T00:00:00', '2027-03-01T00:10:00'],
];

describe('a rule by hours, minutes or seconds', () => {
  it.each(ROWS)('%s has every second the rule means, and no other', (text, dtstart, from, to) => {
    const [start, begin, through] = [dtstart, from, to].map((time) => Date.parse(`${time}Z`)) as [number, number, number];
    const rule = recur(text);
    const expected: number[] = [];
    for (let wall = Math.max(start, begin); wall <= through; wall += SECOND) if (isInstance(rule, start, wall)) expected.push(wall);
    expect(expected.length).toBeGreaterThan(2);
    expect([...ruleWalls(rule, start, false, { from: begin, through }, { left: 1_000_000 })]).toEqual(expected);
  });

  it.each(ROWS)('%s stops where its work ends', (text, dtstart, _from, to) => {
    const start = Date.parse(`${dtstart}Z`);
    const work = { left: 3 };
    const walls = [...ruleWalls(recur(text), start, false, { from: start, through: Date.parse(`${to}Z`) }, work)];
    expect([walls.length <= 12, work.left < 0]).toEqual([true, true]);
  });
});

/** RFC 7529 §4.1: days a month does not have. */
describe('SKIP', () => {
  const dates = (text: string, dtstart: string, through: string): readonly string[] =>
    [
      ...ruleWalls(
        recur(text),
        Date.parse(`${dtstart}Z`),
        false,
        { from: Date.parse(`${dtstart}Z`), through: Date.parse(`${through}Z`) },
        { left: 100_000 },
      ),
    ].map((wall) => new Date(wall).toISOString().slice(0, 10));

  it.each([
    ['FREQ=MONTHLY;SKIP=BACKWARD', ['2027-01-30', '2027-02-28', '2027-03-30']],
    ['FREQ=MONTHLY;SKIP=FORWARD', ['2027-01-30', '2027-03-01', '2027-03-30']],
    ['FREQ=MONTHLY;SKIP=OMIT', ['2027-01-30', '2027-03-30']],
    ['FREQ=MONTHLY;BYMONTHDAY=30,31;SKIP=BACKWARD', ['2027-01-30', '2027-01-31', '2027-02-28', '2027-03-30', '2027-03-31']],
    ['FREQ=YEARLY;BYMONTH=2,3;BYMONTHDAY=30;SKIP=FORWARD', ['2027-03-01', '2027-03-30']],
    ['FREQ=YEARLY;BYMONTH=2,3;BYMONTHDAY=30;SKIP=BACKWARD', ['2027-02-28', '2027-03-30']],
    ['FREQ=DAILY;INTERVAL=30;SKIP=BACKWARD', ['2027-01-30', '2027-03-01', '2027-03-31']],
  ])('%s', (text, expected) => {
    expect(dates(`RSCALE=GREGORIAN;${text}`, '2027-01-30T09:00:00', '2027-03-31T23:00:00')).toEqual(expected);
  });
});
