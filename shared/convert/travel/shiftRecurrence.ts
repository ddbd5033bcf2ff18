import { DAYS_OF_WEEK, MONTH_NAMES } from '../../ews/patternPeriods.ts';
import { dateOf, dayOfDate } from '../../ews/patternCalendar.ts';
import type { DayOfWeek, EwsRecurrence, MonthName, RecurrencePattern, RecurrenceRange } from '../../ews/item.ts';

/**
 * The same series so many days later (earlier when negative): a travel block may begin the evening before. Null where no Exchange
 * pattern says it, because months have different lengths or a weekday's number in the month changes.
 */
export function shiftRecurrence({ pattern, range }: EwsRecurrence, days: number): EwsRecurrence | null {
  if (days === 0) return { pattern, range };
  const shifted = shiftPattern(pattern, days);
  return shifted === null ? null : { pattern: shifted, range: shiftRange(range, days) };
}

function shiftRange(range: RecurrenceRange, days: number): RecurrenceRange {
  const startDate = shiftDate(range.startDate, days);
  return range.type === 'EndDate' ? { ...range, startDate, endDate: shiftDate(range.endDate, days) } : { ...range, startDate };
}

function shiftDate(date: string, days: number): string {
  return dateOf(dayOfDate(date) + days);
}

function shiftPattern(pattern: RecurrencePattern, days: number): RecurrencePattern | null {
  switch (pattern.type) {
    case 'Daily':
      return pattern;
    case 'Weekly':
      // The week turns with its days, so that "every second week" keeps counting the same weeks.
      return {
        ...pattern,
        daysOfWeek: pattern.daysOfWeek
          .map((day) => turnDay(day, days))
          .sort((one, other) => DAYS_OF_WEEK.indexOf(one) - DAYS_OF_WEEK.indexOf(other)),
        firstDayOfWeek: turnDay(pattern.firstDayOfWeek, days),
      };
    case 'AbsoluteMonthly':
      return shiftMonthly(pattern.interval, pattern.dayOfMonth, days);
    case 'AbsoluteYearly':
      return shiftYearly(pattern.month, pattern.dayOfMonth, days);
    case 'RelativeMonthly':
      return pattern.daysOfWeek[0] === 'Day' && pattern.dayOfWeekIndex === 'Last' ? dayAfterLast(pattern.interval, days) : null;
    case 'RelativeYearly':
      return null;
  }
}

function turnDay(day: DayOfWeek, days: number): DayOfWeek {
  return DAYS_OF_WEEK[(((DAYS_OF_WEEK.indexOf(day) + days) % 7) + 7) % 7] ?? day;
}

/** Days 29 to 31 stand for the last day where a month has no such day: neither they nor a shift across them keeps its number. */
const SAFE_DAYS = 28;

function shiftMonthly(interval: number, dayOfMonth: number, days: number): RecurrencePattern | null {
  const shifted = dayOfMonth + days;
  if (dayOfMonth > SAFE_DAYS) return null;
  if (shifted >= 1 && shifted <= SAFE_DAYS) return { type: 'AbsoluteMonthly', interval, dayOfMonth: shifted };
  return shifted === 0 ? { type: 'RelativeMonthly', interval, daysOfWeek: ['Day'], dayOfWeekIndex: 'Last' } : null;
}

function dayAfterLast(interval: number, days: number): RecurrencePattern | null {
  return days >= 1 && days <= SAFE_DAYS ? { type: 'AbsoluteMonthly', interval, dayOfMonth: days } : null;
}

/** A date of the year keeps its number when leap and common years agree on it; the eve of 1 March is the last day of February. */
function shiftYearly(month: MonthName, dayOfMonth: number, days: number): RecurrencePattern | null {
  const monthIndex = MONTH_NAMES.indexOf(month);
  if (monthIndex === 1 && dayOfMonth > SAFE_DAYS) return null;
  // 31 April means its last day.
  const day = Math.min(dayOfMonth, new Date(Date.UTC(2023, monthIndex + 1, 0)).getUTCDate());
  const inYear = (year: number): Date => new Date(Date.UTC(year, monthIndex, day + days));
  const [common, leap] = [inYear(2023), inYear(2024)];
  const shiftedMonth = MONTH_NAMES[common.getUTCMonth()];
  if (shiftedMonth === undefined) return null;
  if (common.getUTCMonth() === leap.getUTCMonth() && common.getUTCDate() === leap.getUTCDate()) {
    return { type: 'AbsoluteYearly', dayOfMonth: common.getUTCDate(), month: shiftedMonth };
  }
  const isLast = common.getUTCDate() === 28 && leap.getUTCDate() === 29;
  return isLast ? { type: 'RelativeYearly', daysOfWeek: ['Day'], dayOfWeekIndex: 'Last', month: shiftedMonth } : null;
}

/** The fewest days between two occurrences of a pattern. */
export function shortestGapDays(pattern: RecurrencePattern): number {
  switch (pattern.type) {
    case 'Daily':
      return pattern.interval;
    case 'Weekly': {
      const first = DAYS_OF_WEEK.indexOf(pattern.firstDayOfWeek);
      const days = pattern.daysOfWeek.map((day) => (DAYS_OF_WEEK.indexOf(day) - first + 7) % 7).sort((one, other) => one - other);
      const gaps = days.map((day, index) => (days[index + 1] ?? (days[0] ?? 0) + 7 * pattern.interval) - day);
      return Math.min(...gaps);
    }
    default:
      return 28;
  }
}
