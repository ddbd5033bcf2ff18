import type { ICalFrequency, ICalRecur, ICalWeekday } from '../../ical/model.ts';
import type { DayOfWeek, RecurrencePattern } from '../../ews/item.ts';
import { fillRule } from '../../ical/expandRuleDays.ts';
import { DAYS_OF_WEEK } from '../../ews/patternPeriods.ts';
import { DAY_MS, firstDayOf, monthOf, weekdayOf } from '../../ews/patternCalendar.ts';
import type { DayNumber, MonthNumber } from '../../ews/patternCalendar.ts';
import type { Wall } from '../../domain/timeZone.ts';
import { NO_SHAPE, isIntervalAllowed } from './lane.ts';
import type { RuleShape } from './lane.ts';
import { anchorOf, everyWeekdayOf, greatestCommonDivisor, leastCommonMultiple, monthlyLanes } from './monthlyShape.ts';
import type { Visits } from './monthlyShape.ts';
import { sampleMonths } from './monthSample.ts';
import { timesOfDay, toDaily } from './timesOfDay.ts';

const WEEKDAY_CODES: readonly string[] = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

const FIRST_DAYS: Readonly<Record<ICalWeekday, DayOfWeek>> = {
  ...{ SU: 'Sunday', MO: 'Monday', TU: 'Tuesday', WE: 'Wednesday', TH: 'Thursday', FR: 'Friday', SA: 'Saturday' },
};

/** A shape without its times of day. */
interface DayShape {
  readonly kind: 'lanes' | 'thinned';
  readonly lanes: readonly { readonly pattern: RecurrencePattern; readonly anchor: DayNumber }[];
}

const FAMILY: Readonly<Record<ICalFrequency, string>> = {
  SECONDLY: '',
  MINUTELY: '',
  HOURLY: '',
  DAILY: 'Daily',
  WEEKLY: 'Weekly',
  MONTHLY: 'Monthly',
  YEARLY: 'Yearly',
};

/** How Exchange's six patterns can say a rule that starts at `start`; COUNT and UNTIL are not looked at. */
export function shapeRule(rule: ICalRecur, start: Wall, isDate: boolean): RuleShape {
  if (!(rule.interval >= 1) || rule.byweekno.length > 0 || (rule.rscale !== null && rule.rscale !== 'GREGORIAN')) return NO_SHAPE;
  const daily = isDate ? rule : toDaily(rule, start);
  if (daily === null || FAMILY[daily.freq] === '') return NO_SHAPE;
  const times = isDate ? [0] : timesOfDay(daily, start);
  if (times.length === 0 || times.length > 24 || (times.length > 1 && daily.bysetpos.length > 0)) return NO_SHAPE;
  const shape = shapeDays(fillRule(daily, start, isDate), Math.floor(start / DAY_MS));
  if (!shape?.lanes.every((lane) => isIntervalAllowed(lane.pattern))) return NO_SHAPE;
  const lanes = shape.lanes.flatMap((lane) => times.map((timeOfDay) => ({ ...lane, timeOfDay })));
  const [first] = lanes;
  const isOne = lanes.length === 1 && first !== undefined;
  if (shape.kind === 'thinned') return isOne ? { kind: 'thinned', lane: first } : NO_SHAPE;
  return { kind: 'lanes', lanes, isNative: isOne && first.pattern.type.endsWith(FAMILY[rule.freq] || '-') };
}

function shapeDays(rule: ICalRecur, start: DayNumber): DayShape | null {
  switch (rule.freq) {
    case 'DAILY':
      return daily(rule, start);
    case 'WEEKLY':
      return weekly(rule, start);
    case 'MONTHLY':
    case 'YEARLY':
      return byMonths(rule, start);
    default:
      return null;
  }
}

const lanes = (pattern: RecurrencePattern, anchor: DayNumber): DayShape => ({ kind: 'lanes', lanes: [{ pattern, anchor }] });

function weeklyPattern(interval: number, weekdays: readonly number[], wkst: ICalWeekday): RecurrencePattern {
  const daysOfWeek = DAYS_OF_WEEK.filter((_name, weekday) => weekdays.includes(weekday));
  return { type: 'Weekly', interval, daysOfWeek, firstDayOfWeek: FIRST_DAYS[wkst] };
}

function weekdaysOf(rule: ICalRecur): readonly number[] {
  return [...new Set(rule.byday.map((one) => WEEKDAY_CODES.indexOf(one.weekday)))].sort((a, b) => a - b);
}

function hasMonthParts(rule: ICalRecur): boolean {
  return rule.bymonth.length + rule.bymonthday.length + rule.byyearday.length > 0;
}

function daily(rule: ICalRecur, start: DayNumber): DayShape | null {
  // A day is a set of one: first and last are the same, anything else is nothing.
  if (rule.bysetpos.length > 0 && !rule.bysetpos.some((position) => Math.abs(position) === 1)) return null;
  const plain: ICalRecur = { ...rule, bysetpos: [] };
  const everyDay = lanes({ type: 'Daily', interval: rule.interval }, start);
  if (hasMonthParts(rule)) return (rule.interval === 1 ? byMonths(plain, start) : null) ?? { ...everyDay, kind: 'thinned' };
  if (rule.byday.length === 0) return everyDay;
  const weekdays = weekdaysOf(rule);
  if (weekdays.length === 7) return everyDay;
  if (rule.interval === 1) return lanes(weeklyPattern(1, weekdays, rule.wkst), start);
  return everyFewDaysOn(weekdays, rule.interval, start);
}

/** Every n-th day, if it is one of these weekdays: each weekday comes again after 7n days, that is n weeks. */
function everyFewDaysOn(weekdays: readonly number[], interval: number, start: DayNumber): DayShape | null {
  if (greatestCommonDivisor(interval, 7) === 7) {
    return weekdays.includes(weekdayOf(start)) ? lanes({ type: 'Daily', interval }, start) : null;
  }
  const monday = start - ((weekdayOf(start) + 6) % 7);
  const byWeek = new Map<number, number[]>();
  for (let step = 0; step < 7; step += 1) {
    const day = start + step * interval;
    const week = Math.floor((day - monday) / 7);
    if (weekdays.includes(weekdayOf(day))) byWeek.set(week, [...(byWeek.get(week) ?? []), weekdayOf(day)]);
  }
  return {
    kind: 'lanes',
    lanes: [...byWeek].map(([week, days]) => ({ pattern: weeklyPattern(interval, days, 'MO'), anchor: monday + week * 7 })),
  };
}

function weekly(rule: ICalRecur, start: DayNumber): DayShape | null {
  const weekdays = rule.bysetpos.length === 0 ? weekdaysOf(rule) : positionsInWeek(rule);
  if (weekdays.length === 0) return null;
  const everyWeek = lanes(weeklyPattern(rule.interval, weekdays, rule.wkst), start);
  if (hasMonthParts(rule)) {
    const wholeRule = rule.interval === 1 && rule.bysetpos.length === 0 ? byMonths(rule, start) : null;
    return wholeRule ?? (rule.bysetpos.length === 0 ? { ...everyWeek, kind: 'thinned' } : null);
  }
  const longInterval = rule.interval > 99 && weekdays.length === 1;
  return longInterval ? lanes({ type: 'Daily', interval: rule.interval * 7 }, firstOn(weekdays[0] ?? 0, rule.wkst, start)) : everyWeek;
}

/** That weekday in the week of the start; before the start it is the anchor of later ones. */
function firstOn(weekday: number, wkst: string, start: DayNumber): DayNumber {
  const first = WEEKDAY_CODES.indexOf(wkst);
  return start - ((weekdayOf(start) - first + 7) % 7) + ((weekday - first + 7) % 7);
}

function positionsInWeek(rule: ICalRecur): readonly number[] {
  const first = WEEKDAY_CODES.indexOf(rule.wkst);
  const ordered = [...weekdaysOf(rule)].sort((a, b) => ((a - first + 7) % 7) - ((b - first + 7) % 7));
  return ordered.filter((_weekday, index) => rule.bysetpos.includes(index + 1) || rule.bysetpos.includes(index - ordered.length));
}

/** Rules that pick days by month or year: said by whatever patterns pick the same days in every kind of month. */
function byMonths(rule: ICalRecur, start: DayNumber): DayShape | null {
  const months = sampleMonths(rule);
  if (rule.interval === 1) {
    const weekdays = everyWeekdayOf(months);
    if (weekdays !== null && weekdays.length === 7) return lanes({ type: 'Daily', interval: 1 }, start);
    if (weekdays !== null) return lanes(weeklyPattern(1, weekdays, rule.wkst), start);
  }
  const month = monthOf(start);
  const found = monthlyLanes(months, rule.freq === 'MONTHLY' ? everyFewMonths(month, rule.interval) : everyFewYears(month, rule.interval));
  if (found !== null) return { kind: 'lanes', lanes: found.map((lane) => ({ pattern: lane.pattern, anchor: anchorOf(lane) })) };
  return null;
}

function everyFewMonths(first: MonthNumber, interval: number): Visits {
  const cycle = leastCommonMultiple(interval, 12);
  return { first, cycle, offsets: Array.from({ length: cycle / interval }, (_unused, index) => index * interval) };
}

function everyFewYears(month: MonthNumber, interval: number): Visits {
  return { first: month - (month % 12), cycle: 12 * interval, offsets: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] };
}

/** The pattern that puts days 29 to 31 at the end of shorter months, where the rule leaves those months out. */
export function clampedLane(rule: ICalRecur, start: Wall): RuleShape {
  const filled = fillRule(rule, start, false);
  const [dayOfMonth = 0] = filled.bymonthday;
  const others = filled.byday.length + filled.bysetpos.length + filled.byyearday.length + filled.byweekno.length;
  const isPlain = rule.freq === 'MONTHLY' && filled.bymonthday.length === 1 && filled.bymonth.length === 0 && others === 0;
  const times = timesOfDay(filled, start);
  const [timeOfDay = 0] = times;
  if (!isPlain || dayOfMonth < 29 || times.length !== 1 || rule.interval > 99) return NO_SHAPE;
  const day = Math.floor(start / DAY_MS);
  return {
    kind: 'thinned',
    lane: { pattern: { type: 'AbsoluteMonthly', interval: rule.interval, dayOfMonth }, anchor: firstDayOf(monthOf(day)), timeOfDay },
  };
}
