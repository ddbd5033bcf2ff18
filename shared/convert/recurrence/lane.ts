import type { RecurrencePattern } from '../../ews/item.ts';
import { daysOfPattern } from '../../ews/expandPattern.ts';
import type { SeriesDays } from '../../ews/expandPattern.ts';
import { DAY_MS } from '../../ews/patternCalendar.ts';
import type { DayNumber } from '../../ews/patternCalendar.ts';
import type { Wall } from '../../domain/timeZone.ts';

/** One Exchange series in the making: a pattern at one time of day. A rule becomes one or several of them. */
export interface Lane {
  readonly pattern: RecurrencePattern;
  /** Any day of the period the interval is counted from; may lie before the start. */
  readonly anchor: DayNumber;
  /** Milliseconds after midnight. */
  readonly timeOfDay: number;
}

/** What a rule can be said as, before its ends are known. */
export type RuleShape =
  | { readonly kind: 'lanes'; readonly lanes: readonly Lane[]; readonly isNative: boolean }
  /** No pattern says the rule, but this one holds all of its days and more: the rest can be deleted where the rule ends. */
  | { readonly kind: 'thinned'; readonly lane: Lane }
  | { readonly kind: 'none' };

export const NO_SHAPE: RuleShape = { kind: 'none' };

/** The lane's days not before `start` on the wall. */
export function laneDays(lane: Lane, start: Wall, last?: DayNumber): SeriesDays {
  return daysOfPattern(lane.pattern, lane.anchor, Math.ceil((start - lane.timeOfDay) / DAY_MS), last);
}

/** Exchange's limits for Interval (types.xsd; Exchange answers ErrorInvalidRecurrence… beyond them). */
export function isIntervalAllowed(pattern: RecurrencePattern): boolean {
  switch (pattern.type) {
    case 'Daily':
      return pattern.interval <= 999;
    case 'Weekly':
    case 'AbsoluteMonthly':
    case 'RelativeMonthly':
      return pattern.interval <= 99;
    case 'AbsoluteYearly':
    case 'RelativeYearly':
      return true;
  }
}
