import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatDay, parseDay } from '../../simulator/calendar/civil.ts';
import type { Pattern } from '../../simulator/calendar/pattern.ts';
import { patternDays } from '../../simulator/calendar/pattern.ts';
import { dayAtIndex, isPatternDay, rangeDays } from '../../simulator/calendar/series.ts';
import type { Recurrence } from '../../simulator/model/Item.ts';

/**
 * Expected days: python-dateutil 2.9.0 on the equivalent RFC 5545 rule, which stands beside each case. Where Microsoft takes the last
 * day of a shorter month, the rule says so in RFC terms (BYMONTHDAY=28,29,30,31;BYSETPOS=-1).
 */
interface Case {
  readonly name: string;
  readonly pattern: Pattern;
  readonly start: string;
  readonly end: { readonly kind: 'Numbered'; readonly count: number } | { readonly kind: 'EndDate'; readonly date: string };
  readonly rule: string;
  readonly days: readonly string[];
}

const cases = JSON.parse(readFileSync(new URL('patternCases.json', import.meta.url), 'utf8')) as readonly Case[];

function recurrenceOf({ pattern, start, end }: Case): Recurrence {
  return { pattern, start: parseDay(start), end: end.kind === 'EndDate' ? { kind: 'EndDate', day: parseDay(end.date) } : end };
}

describe('the days of a pattern', () => {
  it.each(cases)('$name', (one) => {
    expect([...rangeDays(recurrenceOf(one))].map(formatDay)).toEqual(one.days);
  });

  it.each(cases)('are the same when one begins to look in the middle: $name', (one) => {
    const recurrence = recurrenceOf(one);
    const middle = one.days[Math.floor(one.days.length / 2)] ?? one.start;
    const expected = one.days.filter((day) => day >= middle);
    expect([...rangeDays(recurrence, parseDay(middle))].map(formatDay)).toEqual(expected);
    expect(isPatternDay(recurrence, parseDay(middle))).toBe(true);
  });

  it('are counted from one, up to the end of the range', () => {
    const recurrence: Recurrence = {
      pattern: { kind: 'Daily', interval: 2 },
      start: parseDay('2026-01-01'),
      end: { kind: 'Numbered', count: 3 },
    };
    const found = [0, 1, 3, 4].map((index) => dayAtIndex(recurrence, index));
    expect(found).toEqual([undefined, parseDay('2026-01-01'), parseDay('2026-01-05'), undefined]);
  });

  it('never end where the range does not', () => {
    const far = parseDay('2400-01-01');
    const next = patternDays({ kind: 'Weekly', interval: 3, days: [3], firstDayOfWeek: 1 }, parseDay('2026-01-07'), far).next();
    expect(next.done).toBe(false);
    expect((Number(next.value) - parseDay('2026-01-07')) % 21).toBe(0);
  });
});
