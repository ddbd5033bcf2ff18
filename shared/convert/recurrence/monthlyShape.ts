import type { RecurrencePattern } from '../../ews/item.ts';
import { DAYS_OF_WEEK, MONTH_NAMES } from '../../ews/patternPeriods.ts';
import { firstDayOf, lengthOf } from '../../ews/patternCalendar.ts';
import type { MonthNumber } from '../../ews/patternCalendar.ts';
import { coverMonths } from './coverMonths.ts';
import type { MonthDay } from './coverMonths.ts';
import type { MonthCase } from './monthSample.ts';

/** A month the rule visits, and again every `cycle` months. */
interface Visit {
  readonly month: MonthNumber;
  readonly cases: readonly MonthCase[];
}

/** A monthly pattern and a month it begins in. */
export interface MonthlyLane {
  readonly pattern: RecurrencePattern;
  readonly month: MonthNumber;
}

/** More would be no help to anyone; the rule is then written as single appointments. */
const MOST_LANES = 31;
/** Leap years come every 48 months, but for 2100: beyond any horizon. */
const LEAP_CYCLE = 48;

/** Which months a rule visits: those of `offsets` after `first`, and the same again every `cycle` months. */
export interface Visits {
  readonly first: MonthNumber;
  readonly offsets: readonly number[];
  readonly cycle: number;
}

/** Monthly patterns that together give the sampled days in the months visited; null when there are none. */
export function monthlyLanes(months: readonly (readonly MonthCase[])[], { first, offsets, cycle }: Visits): readonly MonthlyLane[] | null {
  const open = new Map<number, Visit>();
  for (const offset of offsets) {
    const month = first + offset;
    const cases = months[month % 12] ?? [];
    if (cases.some((one) => one.picked !== 0)) open.set(offset, { month, cases });
  }
  const lanes: MonthlyLane[] = [];
  // From every month to one month of the cycle: the 30th is said by four patterns that way, instead of eleven.
  for (let interval = 1; interval <= cycle && open.size > 0; interval += 1) {
    if (cycle % interval === 0) takeEvenlySpaced(open, interval, cycle, lanes);
  }
  for (const [offset, visit] of open) {
    const leap = leapLanes(visit, cycle);
    if (leap === null) return null;
    open.delete(offset);
    lanes.push(...leap);
  }
  return lanes.length <= MOST_LANES && lanes.every((lane) => lane.pattern.type.endsWith('Yearly') || hasShortInterval(lane)) ? lanes : null;
}

function hasShortInterval({ pattern }: MonthlyLane): boolean {
  return 'interval' in pattern && pattern.interval <= 99;
}

function takeEvenlySpaced(open: Map<number, Visit>, interval: number, cycle: number, lanes: MonthlyLane[]): void {
  for (let offset = 0; offset < interval; offset += 1) {
    const first = open.get(offset);
    if (first === undefined) continue;
    const offsets = Array.from({ length: cycle / interval }, (_unused, index) => offset + index * interval);
    const visits = offsets.map((one) => open.get(one));
    if (!visits.every((visit) => visit !== undefined)) continue;
    const days = coverMonths(
      visits.flatMap((visit) => visit.cases),
      MOST_LANES,
    );
    if (days === null) continue;
    for (const one of offsets) open.delete(one);
    lanes.push(...days.map((day) => ({ pattern: monthlyPattern(day, interval, first.month), month: first.month })));
  }
}

/** February 29th: every fourth year that has one. Null when the visit is not of that kind. */
function leapLanes(visit: Visit, cycle: number): readonly MonthlyLane[] | null {
  if (visit.cases.some((one) => one.length < 29 && one.picked !== 0)) return null;
  const days = coverMonths(
    visit.cases.filter((one) => one.length === 29),
    MOST_LANES,
  );
  if (days === null) return null;
  const interval = leastCommonMultiple(cycle, LEAP_CYCLE);
  for (let month = visit.month; month < visit.month + interval; month += cycle) {
    if (lengthOf(month) === 29) return days.map((day) => ({ pattern: monthlyPattern(day, interval, month), month }));
  }
  return [];
}

function monthlyPattern(day: MonthDay, interval: number, month: MonthNumber): RecurrencePattern {
  const name = MONTH_NAMES[month % 12];
  if (interval === 12 && name !== undefined) {
    return day.kind === 'absolute'
      ? { type: 'AbsoluteYearly', dayOfMonth: day.dayOfMonth, month: name }
      : { type: 'RelativeYearly', daysOfWeek: [day.days], dayOfWeekIndex: day.index, month: name };
  }
  return day.kind === 'absolute'
    ? { type: 'AbsoluteMonthly', interval, dayOfMonth: day.dayOfMonth }
    : { type: 'RelativeMonthly', interval, daysOfWeek: [day.days], dayOfWeekIndex: day.index };
}

/** The weekdays when the rule picks these weekdays in every month, and nothing else: then it is a weekly one. */
export function everyWeekdayOf(months: readonly (readonly MonthCase[])[]): readonly number[] | null {
  const [sample] = months.flat();
  if (sample === undefined) return null;
  const weekdays = DAYS_OF_WEEK.map((_unused, weekday) => weekday).filter((weekday) => (daysOf([weekday], sample) & sample.picked) !== 0);
  const isEvery = weekdays.length > 0 && months.every((cases) => cases.every((one) => one.picked === daysOf(weekdays, one)));
  return isEvery ? weekdays : null;
}

function daysOf(weekdays: readonly number[], { firstWeekday, length }: MonthCase): number {
  let bits = 0;
  for (let day = 1; day <= length; day += 1) {
    if (weekdays.includes((firstWeekday + day - 1) % 7)) bits |= 1 << day;
  }
  return bits;
}

export function leastCommonMultiple(a: number, b: number): number {
  return (a * b) / greatestCommonDivisor(a, b);
}

export function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** The first day of a lane's month. */
export function anchorOf(lane: MonthlyLane): number {
  return firstDayOf(lane.month);
}
