import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandPattern } from '../../../shared/ews/expandPattern.ts';
import type { EwsRecurrence, RecurrencePattern, RecurrenceRange } from '../../../shared/ews/item.ts';
import { DAYS_OF_WEEK, MONTH_NAMES } from '../../../shared/ews/patternPeriods.ts';
import { LAST_DAY, dateOf, dayOfDate, dayOfMonth, firstDayOf, lengthOf, monthOf, weekdayOf } from '../../../shared/ews/patternCalendar.ts';

function dates(pattern: RecurrencePattern, range: RecurrenceRange, count = 6): readonly string[] {
  const found: string[] = [];
  for (const day of expandPattern({ pattern, range })) {
    if (found.push(dateOf(day)) === count) break;
  }
  return found;
}

const from = (startDate: string): RecurrenceRange => ({ type: 'NoEnd', startDate });

describe('the days Exchange makes of a pattern', () => {
  it.each<[string, RecurrencePattern, RecurrenceRange, readonly string[]]>([
    ['every third day', { type: 'Daily', interval: 3 }, from('2026-02-27'), ['2026-02-27', '2026-03-02', '2026-03-05']],
    [
      'a count that ends the series',
      { type: 'Daily', interval: 1 },
      { type: 'Numbered', startDate: '2026-12-31', numberOfOccurrences: 2 },
      ['2026-12-31', '2027-01-01'],
    ],
    [
      'an end date that is itself an occurrence',
      { type: 'Daily', interval: 7 },
      { type: 'EndDate', startDate: '2026-01-01', endDate: '2026-01-15' },
      ['2026-01-01', '2026-01-08', '2026-01-15'],
    ],
    [
      'weeks that begin on Sunday, every other one',
      { type: 'Weekly', interval: 2, daysOfWeek: ['Sunday', 'Tuesday'], firstDayOfWeek: 'Sunday' },
      from('1997-08-05'),
      ['1997-08-05', '1997-08-17', '1997-08-19', '1997-08-31'],
    ],
    [
      'weeks that begin on Monday, every other one',
      { type: 'Weekly', interval: 2, daysOfWeek: ['Sunday', 'Tuesday'], firstDayOfWeek: 'Monday' },
      from('1997-08-05'),
      ['1997-08-05', '1997-08-10', '1997-08-19', '1997-08-24'],
    ],
    [
      'the 31st, on the last day of shorter months',
      { type: 'AbsoluteMonthly', interval: 1, dayOfMonth: 31 },
      from('2024-01-31'),
      ['2024-01-31', '2024-02-29', '2024-03-31', '2024-04-30', '2024-05-31', '2024-06-30'],
    ],
    [
      'February 29th, on the 28th of common years',
      { type: 'AbsoluteYearly', dayOfMonth: 29, month: 'February' },
      from('2024-02-29'),
      ['2024-02-29', '2025-02-28', '2026-02-28', '2027-02-28', '2028-02-29'],
    ],
    [
      'a monthly day counted from a month whose day had passed',
      { type: 'AbsoluteMonthly', interval: 2, dayOfMonth: 5 },
      from('2026-01-20'),
      ['2026-03-05', '2026-05-05'],
    ],
    [
      'the last weekday',
      { type: 'RelativeMonthly', interval: 1, daysOfWeek: ['Weekday'], dayOfWeekIndex: 'Last' },
      from('2026-01-30'),
      ['2026-01-30', '2026-02-27', '2026-03-31'],
    ],
    [
      'the first weekend day',
      { type: 'RelativeMonthly', interval: 1, daysOfWeek: ['WeekendDay'], dayOfWeekIndex: 'First' },
      from('2026-01-03'),
      ['2026-01-03', '2026-02-01', '2026-03-01', '2026-04-04'],
    ],
    [
      'the last day',
      { type: 'RelativeMonthly', interval: 1, daysOfWeek: ['Day'], dayOfWeekIndex: 'Last' },
      from('2026-01-31'),
      ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30'],
    ],
    [
      'the second Friday of every third month',
      { type: 'RelativeMonthly', interval: 3, daysOfWeek: ['Friday'], dayOfWeekIndex: 'Second' },
      from('2026-11-13'),
      ['2026-11-13', '2027-02-12', '2027-05-14'],
    ],
    [
      'the fourth Thursday of November',
      { type: 'RelativeYearly', daysOfWeek: ['Thursday'], dayOfWeekIndex: 'Fourth', month: 'November' },
      from('2026-11-26'),
      ['2026-11-26', '2027-11-25', '2028-11-23'],
    ],
  ])('%s', (_name, pattern, range, expected) => {
    expect(dates(pattern, range, expected.length)).toEqual(expected);
    if (range.type !== 'NoEnd') expect(dates(pattern, range, 99)).toEqual(expected);
  });

  it('ends an endless series where Exchange does', () => {
    const days = expandPattern({ pattern: { type: 'Daily', interval: 1 }, range: from('2026-01-01') });
    expect([...days.from(LAST_DAY)]).toEqual([LAST_DAY]);
  });

  it('finds nothing in a weekly pattern without days', () => {
    const days = expandPattern({
      pattern: { type: 'Weekly', interval: 1, daysOfWeek: [], firstDayOfWeek: 'Monday' },
      range: from('2026-01-01'),
    });
    expect([[...days], days.has(20_500), days.countUpTo(20_500), days.lastUpTo(20_500)]).toEqual([[], false, 0, null]);
  });
});

const interval = fc.integer({ min: 1, max: 99 });
const group = fc.constantFrom(...DAYS_OF_WEEK, 'Day' as const, 'Weekday' as const, 'WeekendDay' as const);
const index = fc.constantFrom('First' as const, 'Second' as const, 'Third' as const, 'Fourth' as const, 'Last' as const);
const monthName = fc.constantFrom(...MONTH_NAMES);
const day = fc.integer({ min: 1, max: 31 });

const anyPattern: fc.Arbitrary<RecurrencePattern> = fc.oneof(
  interval.map((n): RecurrencePattern => ({ type: 'Daily', interval: n })),
  fc
    .record({
      interval,
      daysOfWeek: fc.uniqueArray(fc.constantFrom(...DAYS_OF_WEEK), { minLength: 1 }),
      firstDayOfWeek: fc.constantFrom(...DAYS_OF_WEEK),
    })
    .map((value): RecurrencePattern => ({ type: 'Weekly', ...value })),
  fc.record({ interval, dayOfMonth: day }).map((value): RecurrencePattern => ({ type: 'AbsoluteMonthly', ...value })),
  fc
    .tuple(interval, group, index)
    .map(([n, days, dayOfWeekIndex]): RecurrencePattern => ({ type: 'RelativeMonthly', interval: n, daysOfWeek: [days], dayOfWeekIndex })),
  fc.record({ dayOfMonth: day, month: monthName }).map((value): RecurrencePattern => ({ type: 'AbsoluteYearly', ...value })),
  fc
    .tuple(group, index, monthName)
    .map(([days, dayOfWeekIndex, month]): RecurrencePattern => ({ type: 'RelativeYearly', daysOfWeek: [days], dayOfWeekIndex, month })),
);

const anyRange: fc.Arbitrary<RecurrenceRange> = fc
  .tuple(fc.integer({ min: -100_000, max: 200_000 }), fc.option(fc.integer({ min: 1, max: 60 })), fc.integer({ min: 0, max: 3000 }))
  .map(([start, count, length]): RecurrenceRange => {
    const startDate = dateOf(start);
    if (count !== null) return { type: 'Numbered', startDate, numberOfOccurrences: count };
    return length < 100 ? { type: 'NoEnd', startDate } : { type: 'EndDate', startDate, endDate: dateOf(start + length) };
  });

describe('skipping ahead by arithmetic', () => {
  it('agrees with walking', () => {
    const recurrence: fc.Arbitrary<EwsRecurrence> = fc.record({ pattern: anyPattern, range: anyRange });
    fc.assert(
      fc.property(recurrence, fc.integer({ min: -50, max: 2500 }), (value, skip) => {
        const days = expandPattern(value);
        const walked: number[] = [];
        for (const one of days) {
          if (walked.push(one) === 70) break;
        }
        const at = dayOfDate(value.range.startDate) + skip;
        const known = walked.length < 70 || at <= (walked.at(-1) ?? 0);
        fc.pre(known);
        const before = walked.filter((one) => one <= at);
        expect(days.countUpTo(at)).toBe(before.length);
        expect(days.lastUpTo(at)).toBe(before.at(-1) ?? null);
        expect(days.has(at)).toBe(walked.includes(at));
        expect(walked.map((_, position) => days.nth(position + 1))).toEqual(walked);
        const [next] = days.from(at);
        expect(next).toBe(walked.find((one) => one >= at));
      }),
      { numRuns: 500, seed: 20261120 },
    );
  });

  it('knows the calendar from year 1 to 4500', () => {
    for (let one = -719_162; one < LAST_DAY; one += 13) {
      const date = new Date(one * 86_400_000);
      const month = monthOf(one);
      expect([month, dayOfMonth(one), weekdayOf(one), lengthOf(month)]).toEqual([
        date.getUTCFullYear() * 12 + date.getUTCMonth(),
        date.getUTCDate(),
        date.getUTCDay(),
        new Date(Date.UTC(2000, date.getUTCMonth() + 1, 0)).getUTCDate() -
          (date.getUTCMonth() === 1 && firstDayOf(month + 1) - firstDayOf(month) === 28 ? 1 : 0),
      ]);
    }
  });
});
