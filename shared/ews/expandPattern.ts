import { LAST_DAY, dayOfDate } from './patternCalendar.ts';
import type { DayNumber } from './patternCalendar.ts';
import { patternPeriods } from './patternPeriods.ts';
import type { PatternPeriods } from './patternPeriods.ts';
import type { EwsRecurrence, RecurrencePattern } from './item.ts';

/** The days of a series. Endless ones end where Exchange ends them. */
export interface SeriesDays extends Iterable<DayNumber> {
  /** The days on or after `day`, ascending; skips ahead by arithmetic. */
  from(day: DayNumber): Iterable<DayNumber>;
  /** All of them in [from, through], for who wants no more. */
  between(from: DayNumber, through: DayNumber): readonly DayNumber[];
  has(day: DayNumber): boolean;
  /** The last day not after `day`, null before the first. */
  lastUpTo(day: DayNumber): DayNumber | null;
  /** How many days lie on or before `day`: for a day of the series its InstanceIndex, which counts from 1. */
  countUpTo(day: DayNumber): number;
  /** The n-th day, counted from 1; null past the end. */
  nth(index: number): DayNumber | null;
}

/** The days Exchange makes of a recurrence, deletions not considered (InstanceIndex counts deleted occurrences, too). */
export function expandPattern(recurrence: EwsRecurrence): SeriesDays {
  const { pattern, range } = recurrence;
  const start = dayOfDate(range.startDate);
  switch (range.type) {
    case 'NoEnd':
      return daysOfPattern(pattern, start, start);
    case 'EndDate':
      return daysOfPattern(pattern, start, start, dayOfDate(range.endDate));
    case 'Numbered':
      return daysOfPattern(pattern, start, start, daysOfPattern(pattern, start, start).nth(range.numberOfOccurrences) ?? LAST_DAY);
  }
}

/** The pattern's days in [first, last]; `anchor` is any day of the period its interval is counted from. */
export function daysOfPattern(pattern: RecurrencePattern, anchor: DayNumber, first: DayNumber, last: DayNumber = LAST_DAY): SeriesDays {
  const periods = patternPeriods(pattern, anchor);
  const start = Math.max(0, periods.periodOf(first));
  const perPeriod = periods.daysIn(0).length;
  const before = periods.daysIn(start).filter((day) => day < first).length;
  const from = (day: DayNumber): Iterable<DayNumber> => walk(periods, perPeriod, Math.max(day, first), last);
  const countUpTo = (day: DayNumber): number => {
    const end = Math.min(day, last);
    const period = periods.periodOf(end);
    if (period < start || perPeriod === 0) return 0;
    const inPeriod = periods.daysIn(period).filter((one) => one <= end).length;
    return Math.max(0, (period - start) * perPeriod + inPeriod - before);
  };
  const nth = (index: number): DayNumber | null => {
    if (perPeriod === 0 || index < 1) return null;
    const at = before + index - 1;
    const day = periods.daysIn(start + Math.floor(at / perPeriod))[at % perPeriod];
    return day === undefined || day > last ? null : day;
  };
  return {
    [Symbol.iterator]: () => from(first)[Symbol.iterator](),
    from,
    between: (begin, through) => listed(periods, perPeriod, Math.max(begin, first), Math.min(through, last)),
    countUpTo,
    nth,
    has: (day) => day >= first && day <= last && periods.periodOf(day) >= 0 && periods.daysIn(periods.periodOf(day)).includes(day),
    lastUpTo: (day) => nth(countUpTo(day)),
  };
}

function listed(periods: PatternPeriods, perPeriod: number, first: DayNumber, last: DayNumber): readonly DayNumber[] {
  const days: DayNumber[] = [];
  if (perPeriod === 0 || first > last) return days;
  for (let period = Math.max(0, periods.periodOf(first)); ; period += 1) {
    for (const day of periods.daysIn(period)) {
      if (day > last) return days;
      if (day >= first) days.push(day);
    }
  }
}

function* walk(periods: PatternPeriods, perPeriod: number, first: DayNumber, last: DayNumber): Generator<DayNumber> {
  if (perPeriod === 0) return;
  for (let period = Math.max(0, periods.periodOf(first)); ; period += 1) {
    for (const day of periods.daysIn(period)) {
      if (day > last) return;
      if (day >= first) yield day;
    }
  }
}
