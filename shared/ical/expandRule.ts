import type { Wall } from '../domain/timeZone.ts';
import { DAY, dayMatches, dayNumber, fillRule, isSubDaily, skippedDays, weekStart } from './expandRuleDays.ts';
import type { DayNumber } from './expandRuleDays.ts';
import type { ICalRecur } from './model.ts';

/** What an expansion may still cost; counted down per period looked at. Below zero: it was stopped before its end. */
export interface ExpansionWork {
  left: number;
}

/** The part of a rule's walls that is wanted, both ends included. */
export interface WallRange {
  readonly from: Wall;
  readonly through: Wall;
}

const HOUR = 3_600_000;
const MINUTE = 60_000;
const SECOND = 1000;

/**
 * The walls a RECUR matches (RFC 5545 §3.3.10), ascending, not before DTSTART and within the range. COUNT and UNTIL are the
 * caller's: they need DTSTART and its zone. Years pass without being walked through, and a rule that never matches ends with
 * the range or with its work.
 */
export function* ruleWalls(recur: ICalRecur, dtstart: Wall, isDate: boolean, range: WallRange, work: ExpansionWork): Generator<Wall> {
  const periods = rulePeriods(recur, dtstart, isDate, range, work);
  for (let walls = periods(); walls !== null; walls = periods()) yield* walls;
}

/** The same for who can say when it is enough: `visit` answers true to go no further. A generator would take several times as long. */
export function visitRuleWalls(
  recur: ICalRecur,
  dtstart: Wall,
  isDate: boolean,
  range: WallRange,
  work: ExpansionWork,
  visit: (wall: Wall) => boolean,
): void {
  const periods = rulePeriods(recur, dtstart, isDate, range, work);
  for (let walls = periods(); walls !== null; walls = periods()) {
    for (const wall of walls) if (visit(wall)) return;
  }
}

/** The next period's walls each time it is asked; null when there are no more. */
type Periods = () => readonly Wall[] | null;

const NO_WALLS: readonly Wall[] = [];

function rulePeriods(recur: ICalRecur, dtstart: Wall, isDate: boolean, range: WallRange, work: ExpansionWork): Periods {
  if (!(recur.interval >= 1)) return () => null;
  const rule = fillRule(recur, dtstart, isDate);
  const periods = isSubDaily(rule.freq) ? tickPeriods(rule, dtstart, range, work) : dayPeriods(rule, dtstart, range, work);
  const from = Math.max(range.from, dtstart);
  let isOver = false;
  return () => {
    const found = isOver ? null : periods();
    if (found === null) return null;
    const chosen = rule.bysetpos.length === 0 ? found : atPositions(found, rule.bysetpos);
    const walls = isDate ? chosen.map((wall) => Math.floor(wall / DAY) * DAY) : chosen;
    const first = walls[0];
    const last = walls[walls.length - 1];
    if (first === undefined || last === undefined) return NO_WALLS;
    isOver = last > range.through;
    return first >= from && !isOver ? walls : walls.filter((wall) => wall >= from && wall <= range.through);
  };
}

function atPositions(walls: readonly Wall[], positions: readonly number[]): readonly Wall[] {
  const indexes = new Set(positions.map((position) => (position > 0 ? position - 1 : walls.length + position)));
  return walls.filter((_wall, index) => indexes.has(index));
}

/** One list of walls for each day, week, month or year the rule visits. */
function dayPeriods(rule: ICalRecur, dtstart: Wall, range: WallRange, work: ExpansionWork): Periods {
  const times = timesOfDay(rule, dtstart);
  const days = matchingDays(rule, Math.floor(dtstart / DAY));
  const last = Math.floor(range.through / DAY);
  let index = firstPeriod(rule, dtstart, range.from);
  if (isEveryWeek(rule)) return manyWeeks(rule, dtstart, { index, last, times }, work);
  return () => {
    for (;;) {
      const { first, matching, looked } = days(index * rule.interval);
      index += 1;
      if (first > last || (work.left -= looked) < 0) return null;
      if (matching.length > 0) return atTimes(matching, times);
    }
  };
}

/** «Every week on these days», which most rules say: those need no looking. */
function isEveryWeek({ freq, bymonth, bymonthday, byyearday, byweekno }: ICalRecur): boolean {
  return freq === 'WEEKLY' && bymonth.length + bymonthday.length + byyearday.length + byweekno.length === 0;
}

const WEEKS_AT_ONCE = 16;

interface WeeksAhead {
  readonly index: number;
  readonly last: DayNumber;
  readonly times: readonly number[];
}

/** Several weeks' walls at a time where none of them is chosen by its position in its week. */
function manyWeeks(rule: ICalRecur, dtstart: Wall, { index, last, times }: WeeksAhead, work: ExpansionWork): Periods {
  const start = weekStart(Math.floor(dtstart / DAY), rule.wkst);
  const offsets = [0, 1, 2, 3, 4, 5, 6].filter((offset) => dayMatches(rule, start + offset));
  const atOnce = rule.bysetpos.length === 0 ? WEEKS_AT_ONCE : 1;
  let week = index;
  return () => {
    const walls: Wall[] = [];
    for (const end = week + atOnce; week < end; week += 1) {
      const first = start + week * rule.interval * 7;
      if (first > last || (work.left -= 7) < 0) return walls.length === 0 ? null : walls;
      for (const offset of offsets) for (const time of times) walls.push((first + offset) * DAY + time);
    }
    return walls;
  };
}

function atTimes(days: readonly DayNumber[], times: readonly number[]): readonly Wall[] {
  const [first = 0] = times;
  if (times.length === 1) return days.map((day) => day * DAY + first);
  return days.flatMap((day) => times.map((time) => day * DAY + time));
}

/** A period's first day, its days that match, and how many were looked at for it. */
interface PeriodDays {
  readonly first: DayNumber;
  readonly matching: readonly DayNumber[];
  readonly looked: number;
}

function matchingDays(rule: ICalRecur, start: DayNumber): (units: number) => PeriodDays {
  const period = periodDays(rule, start);
  return (units) => {
    const days = period(units);
    const [first = Infinity] = days;
    const matching = days.filter((day) => dayMatches(rule, day));
    return { first, matching: withSkipped(rule, first, matching), looked: days.length };
  };
}

/** A period before the one that holds `from`, so that years before it cost nothing. */
function firstPeriod(rule: ICalRecur, dtstart: Wall, from: Wall): number {
  const longest = { YEARLY: 366, MONTHLY: 31, WEEKLY: 7, DAILY: 1, HOURLY: 1, MINUTELY: 1, SECONDLY: 1 }[rule.freq];
  return Math.max(0, Math.floor((from - dtstart) / (longest * DAY * rule.interval)) - 1);
}

/** The days of the period so many units (days, weeks, months, years) after the one that holds DTSTART. */
function periodDays(rule: ICalRecur, start: DayNumber): (units: number) => readonly DayNumber[] {
  const date = new Date(start * DAY);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + 1];
  const between = (first: DayNumber, next: DayNumber): DayNumber[] =>
    Array.from({ length: next - first }, (_unused, index) => first + index);
  switch (rule.freq) {
    case 'YEARLY': {
      if (rule.bymonth.length === 0) return (units) => between(dayNumber(year + units, 1, 1), dayNumber(year + units + 1, 1, 1));
      const months = ascending(rule.bymonth);
      return (units) => months.flatMap((named) => between(dayNumber(year + units, named, 1), dayNumber(year + units, named + 1, 1)));
    }
    case 'MONTHLY':
      return (units) => between(dayNumber(year, month + units, 1), dayNumber(year, month + units + 1, 1));
    case 'WEEKLY': {
      const first = weekStart(start, rule.wkst);
      return (units) => between(first + units * 7, first + units * 7 + 7);
    }
    default:
      return (units) => [start + units];
  }
}

function withSkipped(rule: ICalRecur, firstDay: DayNumber, days: readonly DayNumber[]): readonly DayNumber[] {
  if (rule.skip === 'OMIT' || (rule.freq !== 'YEARLY' && rule.freq !== 'MONTHLY')) return days;
  const date = new Date(firstDay * DAY);
  const months = rule.freq === 'YEARLY' ? [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] : [date.getUTCMonth() + 1];
  const skipped = months.flatMap((month) => skippedDays(rule, date.getUTCFullYear(), month));
  return [...new Set([...days, ...skipped])].sort((a, b) => a - b);
}

const ascending = (values: readonly number[]): number[] => [...new Set(values)].sort((a, b) => a - b);

function timesOfDay(rule: ICalRecur, dtstart: Wall): readonly number[] {
  const date = new Date(dtstart);
  const hours = rule.byhour.length > 0 ? rule.byhour : [date.getUTCHours()];
  return ascending(hours.flatMap((hour) => timesOfHour(rule, date).map((time) => hour * HOUR + time)));
}

function timesOfHour(rule: ICalRecur, date: Date): readonly number[] {
  const minutes = rule.byminute.length > 0 ? rule.byminute : [date.getUTCMinutes()];
  return ascending(minutes.flatMap((minute) => timesOfMinute(rule, date).map((time) => minute * MINUTE + time)));
}

function timesOfMinute(rule: ICalRecur, date: Date): readonly number[] {
  const seconds = rule.bysecond.length > 0 ? rule.bysecond : [date.getUTCSeconds()];
  return ascending(seconds.map((second) => Math.min(second, 59) * SECOND));
}

/** One list of walls for each hour, minute or second the rule visits; whole days, hours and minutes it excludes are jumped over. */
function tickPeriods(rule: ICalRecur, dtstart: Wall, range: WallRange, work: ExpansionWork): Periods {
  const unit = rule.freq === 'HOURLY' ? HOUR : rule.freq === 'MINUTELY' ? MINUTE : SECOND;
  const step = unit * rule.interval;
  const base = Math.floor(dtstart / unit) * unit;
  const date = new Date(dtstart);
  const within = rule.freq === 'HOURLY' ? timesOfHour(rule, date) : rule.freq === 'MINUTELY' ? timesOfMinute(rule, date) : [0];
  let tick = base + Math.max(0, Math.floor((range.from - base) / step)) * step;
  return () => {
    while (tick <= range.through && (work.left -= 1) >= 0) {
      const at = tick;
      const next = nextAllowed(rule, at);
      tick = base + Math.ceil(((next === at ? at + step : next) - base) / step) * step;
      if (next === at) return within.map((time) => at + time);
    }
    return null;
  };
}

/** `tick` itself when day, hour, minute and second are allowed, else the start of the next day, hour, minute or second. */
function nextAllowed(rule: ICalRecur, tick: Wall): Wall {
  const after = (unit: number): Wall => (Math.floor(tick / unit) + 1) * unit;
  if (!dayMatches(rule, Math.floor(tick / DAY))) return after(DAY);
  const date = new Date(tick);
  if (rule.byhour.length > 0 && !rule.byhour.includes(date.getUTCHours())) return after(HOUR);
  if (rule.freq === 'HOURLY') return tick;
  if (rule.byminute.length > 0 && !rule.byminute.includes(date.getUTCMinutes())) return after(MINUTE);
  if (rule.freq === 'MINUTELY') return tick;
  return rule.bysecond.length > 0 && !rule.bysecond.includes(date.getUTCSeconds()) ? after(SECOND) : tick;
}
