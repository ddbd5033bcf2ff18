import type { DayOfWeekIndex, DayOfWeekOrGroup } from '../../ews/item.ts';
import { DAYS_OF_WEEK, relativeDayOfMonth } from '../../ews/patternPeriods.ts';
import type { MonthCase } from './monthSample.ts';

/** What a monthly pattern says about the day. */
export type MonthDay =
  | { readonly kind: 'absolute'; readonly dayOfMonth: number }
  | { readonly kind: 'relative'; readonly days: DayOfWeekOrGroup; readonly index: DayOfWeekIndex };

interface Candidate {
  readonly day: MonthDay;
  /** Its day in a month of that length (28..31) and first weekday, as a bit. */
  readonly bits: readonly (readonly number[])[];
}

const GROUPS: readonly DayOfWeekOrGroup[] = [...DAYS_OF_WEEK, 'Weekday', 'WeekendDay', 'Day'];
const INDEXES: readonly DayOfWeekIndex[] = ['First', 'Second', 'Third', 'Fourth', 'Last'];

/** In the order of what people would say: a day of the month, a weekday, a group. */
const CANDIDATES: readonly Candidate[] = [
  ...Array.from({ length: 31 }, (_unused, index) => absolute(index + 1)),
  ...GROUPS.flatMap((days) => INDEXES.map((index) => relative(days, index))),
];

function absolute(dayOfMonth: number): Candidate {
  return { day: { kind: 'absolute', dayOfMonth }, bits: bitsOf((length) => Math.min(dayOfMonth, length)) };
}

function relative(days: DayOfWeekOrGroup, index: DayOfWeekIndex): Candidate {
  return {
    day: { kind: 'relative', days, index },
    bits: bitsOf((length, firstWeekday) => relativeDayOfMonth(length, firstWeekday, days, index)),
  };
}

function bitsOf(dayIn: (length: number, firstWeekday: number) => number): readonly (readonly number[])[] {
  return [28, 29, 30, 31].map((length) => [0, 1, 2, 3, 4, 5, 6].map((firstWeekday) => 1 << dayIn(length, firstWeekday)));
}

function bitIn(candidate: Candidate, one: MonthCase): number {
  return candidate.bits[one.length - 28]?.[one.firstWeekday] ?? 0;
}

/**
 * The fewest-words set of monthly patterns that together pick exactly the days of every case, none twice; null when there is none.
 * A pattern gives one day in every month, so all cases must pick equally many.
 */
export function coverMonths(cases: readonly MonthCase[], most: number): readonly MonthDay[] | null {
  const size = bitCount(cases[0]?.picked ?? 0);
  if (size === 0 || size > most || cases.some((one) => bitCount(one.picked) !== size)) return null;
  const usable = CANDIDATES.filter((candidate) => cases.every((one) => (bitIn(candidate, one) & one.picked) !== 0));
  return extend(cases, unclampedFirst(usable, cases), new Array<number>(cases.length).fill(0));
}

/** «The last day» rather than «the 31st, or the month's last»: only where a day is always there is its number the plain word. */
function unclampedFirst(candidates: readonly Candidate[], cases: readonly MonthCase[]): readonly Candidate[] {
  const shortest = Math.min(...cases.map((one) => one.length));
  const isClamped = ({ day }: Candidate): boolean => day.kind === 'absolute' && day.dayOfMonth > shortest;
  return [...candidates.filter((one) => !isClamped(one)), ...candidates.filter(isClamped)];
}

function extend(cases: readonly MonthCase[], usable: readonly Candidate[], taken: readonly number[]): readonly MonthDay[] | null {
  const open = (cases[0]?.picked ?? 0) & ~(taken[0] ?? 0);
  if (open === 0) return [];
  const lowest = open & -open;
  for (const candidate of usable) {
    const bits = cases.map((one) => bitIn(candidate, one));
    if (bits[0] !== lowest || bits.some((bit, index) => (bit & (taken[index] ?? 0)) !== 0)) continue;
    const rest = extend(
      cases,
      usable,
      bits.map((bit, index) => bit | (taken[index] ?? 0)),
    );
    if (rest !== null) return [candidate.day, ...rest];
  }
  return null;
}

function bitCount(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count += 1;
  return count;
}
