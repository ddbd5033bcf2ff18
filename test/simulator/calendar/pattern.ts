import { daysInMonth, firstDayOfMonth, monthNumber, weekday } from './civil.ts';
import type { DayNumber } from './civil.ts';

/**
 * The six patterns of EWS, by Microsoft's pages alone:
 * - daily, weekly, monthly and yearly phase: [MS-OXOCAL] 2.2.1.44.1.1 (FirstDateTime: StartDate, or the first day of its week, or its
 *   month, modulo the period);
 * - «If for a particular month this value is larger than the number of days in the month, the last day of the month is assumed»
 *   (EWS reference, DayOfMonth);
 * - the Nth of a set of days: [MS-OXOCAL] 2.2.1.44.1.6 (Day = every day, Weekday = M-F, WeekendDay = Sa, Su; Last is 5).
 */
export type Pattern =
  | { readonly kind: 'Daily'; readonly interval: number }
  | { readonly kind: 'Weekly'; readonly interval: number; readonly days: readonly number[]; readonly firstDayOfWeek: number }
  | { readonly kind: 'AbsoluteMonthly'; readonly interval: number; readonly dayOfMonth: number }
  | { readonly kind: 'RelativeMonthly'; readonly interval: number; readonly days: readonly number[]; readonly index: number }
  | { readonly kind: 'AbsoluteYearly'; readonly dayOfMonth: number; readonly month: number }
  | { readonly kind: 'RelativeYearly'; readonly days: readonly number[]; readonly index: number; readonly month: number };

const LAST = 5;

/** The days of the pattern from the later of both days on, in order and without end. `start` fixes the phase. */
export function* patternDays(pattern: Pattern, start: DayNumber, from: DayNumber): Generator<DayNumber> {
  const begin = Math.max(start, from);
  switch (pattern.kind) {
    case 'Daily':
      for (let day = start + Math.ceil((begin - start) / pattern.interval) * pattern.interval; ; day += pattern.interval) yield day;
    case 'Weekly':
      yield* weeklyDays(pattern, start, begin);
      return;
    case 'AbsoluteMonthly':
      yield* monthlyDays(pattern.interval, monthNumber(start), begin, (month) => dayInMonth(month, pattern.dayOfMonth));
      return;
    case 'RelativeMonthly':
      yield* monthlyDays(pattern.interval, monthNumber(start), begin, (month) => nthDay(month, pattern.days, pattern.index));
      return;
    case 'AbsoluteYearly':
      yield* monthlyDays(12, monthInYearOf(start, pattern.month), begin, (month) => dayInMonth(month, pattern.dayOfMonth));
      return;
    case 'RelativeYearly':
      yield* monthlyDays(12, monthInYearOf(start, pattern.month), begin, (month) => nthDay(month, pattern.days, pattern.index));
  }
}

function* weeklyDays(pattern: Extract<Pattern, { kind: 'Weekly' }>, start: DayNumber, begin: DayNumber): Generator<DayNumber> {
  const daysIntoWeek = (day: number): number => (day - pattern.firstDayOfWeek + 7) % 7;
  const firstWeek = start - daysIntoWeek(weekday(start));
  const offsets = pattern.days.map(daysIntoWeek).sort((left, right) => left - right);
  const period = 7 * pattern.interval;
  for (let week = firstWeek + Math.floor((begin - firstWeek) / period) * period; ; week += period) {
    for (const offset of offsets) if (week + offset >= begin) yield week + offset;
  }
}

function* monthlyDays(period: number, phase: number, begin: DayNumber, dayOf: (month: number) => DayNumber): Generator<DayNumber> {
  for (let month = phase + Math.floor((monthNumber(begin) - phase) / period) * period; ; month += period) {
    const day = dayOf(month);
    if (day >= begin) yield day;
  }
}

function monthInYearOf(start: DayNumber, month: number): number {
  return Math.floor(monthNumber(start) / 12) * 12 + month;
}

function dayInMonth(month: number, dayOfMonth: number): DayNumber {
  return firstDayOfMonth(month) + Math.min(dayOfMonth, daysInMonth(month)) - 1;
}

function nthDay(month: number, days: readonly number[], index: number): DayNumber {
  const first = firstDayOfMonth(month);
  const matching: DayNumber[] = [];
  for (let day = first; day < first + daysInMonth(month); day++) if (days.includes(weekday(day))) matching.push(day);
  // Last (5) is the last one even where the set has more than five days in a month.
  return (index === LAST ? matching.at(-1) : matching[index - 1]) ?? matching.at(-1) ?? first;
}
