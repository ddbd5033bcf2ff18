import { ruleWalls } from '../../ical/expandRule.ts';
import type { ICalRecur } from '../../ical/model.ts';
import { DAY_MS, firstDayOf, lengthOf, monthOf, weekdayOf } from '../../ews/patternCalendar.ts';

/** A month as the calendar can deal it, and the days a rule picks from it: bit 1 is the first. */
export interface MonthCase {
  readonly length: number;
  /** Weekday of its first day, 0 = Sunday. */
  readonly firstWeekday: number;
  readonly picked: number;
}

/** One year of each of the fourteen calendars there are: leap or not, beginning on each weekday. */
const SAMPLE_YEARS = [2000, 2004, 2008, 2012, 2016, 2020, 2024, 2001, 2002, 2003, 2005, 2006, 2009, 2010];

const LARGEST_MEMORY = 4096;
const memory = new Map<string, readonly (readonly MonthCase[])[]>();

/**
 * What a rule picks from January, February … in every kind of year. Whoever knows this knows the rule, however it was written:
 * `BYDAY=MO;BYMONTHDAY=1,2,3,4,5,6,7` and `BYDAY=1MO` give the same sample. The interval is left aside; the rule must have been
 * filled from DTSTART.
 */
export function sampleMonths(rule: ICalRecur): readonly (readonly MonthCase[])[] {
  const key = sampleKey(rule);
  const known = memory.get(key);
  if (known !== undefined) return known;
  if (memory.size >= LARGEST_MEMORY) memory.clear();
  const years = SAMPLE_YEARS.map((year) => sampleYear(rule, year));
  const months = Array.from({ length: 12 }, (_unused, month) => years.flatMap((cases) => cases[month] ?? []));
  memory.set(key, months);
  return months;
}

function sampleKey(rule: ICalRecur): string {
  const days = rule.byday.map(({ ordinal, weekday }) => `${ordinal}${weekday}`);
  const lists = [days, rule.bymonth, rule.bymonthday, rule.byyearday, rule.byweekno, rule.bysetpos];
  return [rule.freq, rule.wkst, rule.skip, ...lists.map((list) => list.join(','))].join(';');
}

function sampleYear(rule: ICalRecur, year: number): readonly MonthCase[] {
  const first = firstDayOf(year * 12);
  const last = firstDayOf(year * 12 + 12) - 1;
  const picked = new Array<number>(12).fill(0);
  const everyPeriod: ICalRecur = { ...rule, interval: 1, count: null, until: null };
  for (const wall of ruleWalls(everyPeriod, first * DAY_MS, true, { from: first * DAY_MS, through: last * DAY_MS }, { left: 1000 })) {
    const day = wall / DAY_MS;
    const month = monthOf(day);
    picked[month - year * 12] = (picked[month - year * 12] ?? 0) | (1 << (day - firstDayOf(month) + 1));
  }
  return picked.map((days, month) => ({
    length: lengthOf(year * 12 + month),
    firstWeekday: weekdayOf(firstDayOf(year * 12 + month)),
    picked: days,
  }));
}
