import type { RecurrencePattern } from '../../ews/item.ts';
import { DAYS_OF_WEEK } from '../../ews/patternPeriods.ts';
import { DAY_MS, firstDayOf, monthOf } from '../../ews/patternCalendar.ts';
import type { DayNumber } from '../../ews/patternCalendar.ts';
import type { Lane } from './lane.ts';
import { isIntervalAllowed } from './lane.ts';

/**
 * Occurrences of one series may not overlap (ErrorOccurrenceTimeSpanTooBig): where an event lasts longer than its rule waits, the
 * lane becomes several that take turns. Null when Exchange has no interval long enough.
 */
export function separateOverlaps(lane: Lane, duration: number): readonly Lane[] | null {
  const length = Math.ceil(duration / DAY_MS);
  if (length <= smallestGap(lane.pattern)) return [lane];
  const { pattern } = lane;
  if (pattern.type === 'Weekly' && pattern.daysOfWeek.length > 1) {
    const byDay = pattern.daysOfWeek.map((day) => separateOverlaps({ ...lane, pattern: { ...pattern, daysOfWeek: [day] } }, duration));
    return byDay.every((lanes) => lanes !== null) ? byDay.flat() : null;
  }
  if (!('interval' in pattern)) return null;
  const turns = Math.ceil(length / smallestGap(pattern));
  const slower: RecurrencePattern = { ...pattern, interval: pattern.interval * turns };
  if (!isIntervalAllowed(slower)) return null;
  return Array.from({ length: turns }, (_unused, turn) => ({ ...lane, pattern: slower, anchor: anchorOfTurn(pattern, lane.anchor, turn) }));
}

/** A pattern that can be told to come more seldom. */
type Repeating = Extract<RecurrencePattern, { readonly interval: number }>;

/** Days between two occurrences at least. */
function smallestGap(pattern: RecurrencePattern): number {
  switch (pattern.type) {
    case 'Daily':
      return pattern.interval;
    case 'Weekly':
      return weeklyGap(pattern);
    case 'AbsoluteMonthly':
    case 'RelativeMonthly':
      return 26 + (pattern.interval - 1) * 28;
    case 'AbsoluteYearly':
    case 'RelativeYearly':
      return 357;
  }
}

function weeklyGap({ daysOfWeek, firstDayOfWeek, interval }: RecurrencePattern & { readonly type: 'Weekly' }): number {
  const first = DAYS_OF_WEEK.indexOf(firstDayOfWeek);
  const days = daysOfWeek.map((day) => (DAYS_OF_WEEK.indexOf(day) - first + 7) % 7).sort((a, b) => a - b);
  const gaps = days.map((day, index) => (days[index + 1] ?? (days[0] ?? 0) + interval * 7) - day);
  return Math.min(...gaps, interval * 7);
}

function anchorOfTurn(pattern: Repeating, anchor: DayNumber, turn: number): DayNumber {
  switch (pattern.type) {
    case 'Daily':
      return anchor + turn * pattern.interval;
    case 'Weekly':
      return anchor + turn * pattern.interval * 7;
    default:
      return firstDayOf(monthOf(anchor) + turn * pattern.interval);
  }
}
