import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shiftRecurrence, shortestGapDays } from '../../../shared/convert/travel/shiftRecurrence.ts';
import { expandPattern } from '../../../shared/ews/expandPattern.ts';
import type { EwsRecurrence, RecurrencePattern } from '../../../shared/ews/item.ts';

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
const MONTHS = [
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
] as const;

const patterns: fc.Arbitrary<RecurrencePattern> = fc.oneof(
  fc.record({ type: fc.constant('Daily' as const), interval: fc.integer({ min: 1, max: 9 }) }),
  fc.record({
    type: fc.constant('Weekly' as const),
    interval: fc.integer({ min: 1, max: 4 }),
    daysOfWeek: fc.subarray([...DAYS], { minLength: 1 }),
    firstDayOfWeek: fc.constantFrom(...DAYS),
  }),
  fc.record({
    type: fc.constant('AbsoluteMonthly' as const),
    interval: fc.integer({ min: 1, max: 13 }),
    dayOfMonth: fc.integer({ min: 1, max: 31 }),
  }),
  fc.record({
    type: fc.constant('RelativeMonthly' as const),
    interval: fc.integer({ min: 1, max: 13 }),
    daysOfWeek: fc.tuple(fc.constantFrom(...DAYS, 'Day' as const, 'Weekday' as const)),
    dayOfWeekIndex: fc.constantFrom('First' as const, 'Last' as const),
  }),
  fc.record({
    type: fc.constant('AbsoluteYearly' as const),
    dayOfMonth: fc.integer({ min: 1, max: 31 }),
    month: fc.constantFrom(...MONTHS),
  }),
);

const DAY_MS = 86_400_000;

/** The first dates of a pattern as day numbers. */
function firstDays(recurrence: EwsRecurrence): readonly number[] {
  const days: number[] = [];
  for (const day of expandPattern(recurrence)) {
    days.push(day);
    if (days.length === 40) break;
  }
  return days;
}

function anchored(pattern: RecurrencePattern): EwsRecurrence | null {
  const [first] = firstDays({ pattern, range: { type: 'NoEnd', startDate: '2027-01-01' } });
  if (first === undefined) return null;
  return { pattern, range: { type: 'NoEnd', startDate: new Date(first * DAY_MS).toISOString().slice(0, 10) } };
}

describe('shiftRecurrence', () => {
  it('gives exactly the shifted dates, or says that no pattern does', () => {
    fc.assert(
      fc.property(patterns, fc.integer({ min: -3, max: 3 }), (pattern, days) => {
        const recurrence = anchored(pattern);
        const shifted = recurrence === null ? null : shiftRecurrence(recurrence, days);
        if (recurrence === null || shifted === null) return;
        expect(firstDays(shifted)).toEqual(firstDays(recurrence).map((day) => day + days));
      }),
      { numRuns: 2000 },
    );
  });

  it('shifts what can be shifted', () => {
    const shift = (pattern: RecurrencePattern, days: number): RecurrencePattern | undefined =>
      shiftRecurrence({ pattern, range: { type: 'NoEnd', startDate: '2027-01-01' } }, days)?.pattern;
    expect(shift({ type: 'AbsoluteMonthly', interval: 2, dayOfMonth: 1 }, -1)).toEqual({
      type: 'RelativeMonthly',
      interval: 2,
      daysOfWeek: ['Day'],
      dayOfWeekIndex: 'Last',
    });
    expect(shift({ type: 'AbsoluteYearly', dayOfMonth: 1, month: 'January' }, -1)).toEqual({
      type: 'AbsoluteYearly',
      dayOfMonth: 31,
      month: 'December',
    });
    expect(shift({ type: 'AbsoluteYearly', dayOfMonth: 1, month: 'March' }, -1)).toEqual({
      type: 'RelativeYearly',
      daysOfWeek: ['Day'],
      dayOfWeekIndex: 'Last',
      month: 'February',
    });
    expect(shift({ type: 'AbsoluteMonthly', interval: 1, dayOfMonth: 31 }, -1)).toBeUndefined();
  });
});

describe('shortestGapDays', () => {
  it('is never more than the gap between two dates of the pattern', () => {
    fc.assert(
      fc.property(patterns, (pattern) => {
        const recurrence = anchored(pattern);
        const days = recurrence === null ? [] : firstDays(recurrence);
        const gaps = days.slice(1).map((day, index) => day - (days[index] ?? 0));
        expect(Math.min(...gaps, Infinity)).toBeGreaterThanOrEqual(shortestGapDays(pattern));
      }),
      { numRuns: 1000 },
    );
  });
});
