import { firstDayOf, lengthOf, monthOf, weekdayOf } from './patternCalendar.ts';
import type { DayNumber, MonthNumber } from './patternCalendar.ts';
import type { DayOfWeek, DayOfWeekIndex, DayOfWeekOrGroup, MonthName, RecurrencePattern } from './item.ts';

export const DAYS_OF_WEEK: readonly DayOfWeek[] = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

export const MONTH_NAMES: readonly MonthName[] = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const INDEXES: readonly DayOfWeekIndex[] = ['First', 'Second', 'Third', 'Fourth', 'Last'];

/**
 * A pattern as a row of periods (days, weeks, months), every `interval`-th of which holds the same number of days. Period 0 holds
 * the anchor. That the number never varies (days 29 to 31 move to the month's end, First to Last always exist) is what lets a
 * series be counted without walking it.
 */
export interface PatternPeriods {
  /** The period that holds the day, or the last one before it. */
  periodOf(day: DayNumber): number;
  /** Its days, ascending. */
  daysIn(period: number): readonly DayNumber[];
}

/** The pattern's periods, counted from the one that holds `anchor`. */
export function patternPeriods(pattern: RecurrencePattern, anchor: DayNumber): PatternPeriods {
  switch (pattern.type) {
    case 'Daily':
      return { periodOf: (day) => Math.floor((day - anchor) / pattern.interval), daysIn: (period) => [anchor + period * pattern.interval] };
    case 'Weekly':
      return weeklyPeriods(pattern, anchor);
    case 'AbsoluteMonthly':
      return monthlyPeriods(monthOf(anchor), pattern.interval, (month) => dayInMonth(month, pattern.dayOfMonth));
    case 'RelativeMonthly':
      return monthlyPeriods(monthOf(anchor), pattern.interval, (month) =>
        relativeDay(month, pattern.daysOfWeek[0], pattern.dayOfWeekIndex),
      );
    case 'AbsoluteYearly':
      return monthlyPeriods(sameYear(anchor, pattern.month), 12, (month) => dayInMonth(month, pattern.dayOfMonth));
    case 'RelativeYearly':
      return monthlyPeriods(sameYear(anchor, pattern.month), 12, (month) =>
        relativeDay(month, pattern.daysOfWeek[0], pattern.dayOfWeekIndex),
      );
  }
}

/** Weeks are counted from FirstDayOfWeek: with an interval of two it decides which Sunday is in ([MS-OXOCAL] 2.2.1.44.1.3). */
function weeklyPeriods(pattern: RecurrencePattern & { readonly type: 'Weekly' }, anchor: DayNumber): PatternPeriods {
  const firstDayOfWeek = DAYS_OF_WEEK.indexOf(pattern.firstDayOfWeek);
  const week = anchor - ((weekdayOf(anchor) - firstDayOfWeek + 7) % 7);
  const offsets = [...new Set(pattern.daysOfWeek)]
    .map((name) => (DAYS_OF_WEEK.indexOf(name) - firstDayOfWeek + 7) % 7)
    .sort((a, b) => a - b);
  const length = pattern.interval * 7;
  return {
    periodOf: (day) => Math.floor((day - week) / length),
    daysIn: (period) => offsets.map((offset) => week + period * length + offset),
  };
}

function monthlyPeriods(anchor: MonthNumber, interval: number, dayIn: (month: MonthNumber) => DayNumber): PatternPeriods {
  return {
    periodOf: (day) => Math.floor((monthOf(day) - anchor) / interval),
    daysIn: (period) => [dayIn(anchor + period * interval)],
  };
}

function sameYear(anchor: DayNumber, name: MonthName): MonthNumber {
  return Math.floor(monthOf(anchor) / 12) * 12 + MONTH_NAMES.indexOf(name);
}

/** Days 29 to 31 fall on the last day of shorter months ([MS-OXOCAL] 2.2.1.44.1.2, patternTypeSpecific of Month). */
function dayInMonth(month: MonthNumber, day: number): DayNumber {
  return firstDayOf(month) + Math.min(day, lengthOf(month)) - 1;
}

/** The day a relative pattern falls on in that month. */
export function relativeDay(month: MonthNumber, days: DayOfWeekOrGroup, index: DayOfWeekIndex): DayNumber {
  const first = firstDayOf(month);
  return first + relativeDayOfMonth(lengthOf(month), weekdayOf(first), days, index) - 1;
}

/** The same for a month known only by its length and the weekday it begins with: 1..31. */
export function relativeDayOfMonth(length: number, firstWeekday: number, days: DayOfWeekOrGroup, index: DayOfWeekIndex): number {
  const matches = (day: number): boolean => isInGroup((firstWeekday + day - 1) % 7, days);
  if (index === 'Last') {
    let day = length;
    while (!matches(day)) day -= 1;
    return day;
  }
  let left = INDEXES.indexOf(index);
  let day = 1;
  while (!matches(day) || left > 0) {
    if (matches(day)) left -= 1;
    day += 1;
  }
  return day;
}

function isInGroup(weekday: number, days: DayOfWeekOrGroup): boolean {
  switch (days) {
    case 'Day':
      return true;
    case 'Weekday':
      return weekday !== 0 && weekday !== 6;
    case 'WeekendDay':
      return weekday === 0 || weekday === 6;
    default:
      return DAYS_OF_WEEK[weekday] === days;
  }
}
