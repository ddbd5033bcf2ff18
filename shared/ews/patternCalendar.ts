/** Days since 1970-01-01: what patterns are made of. Time of day and zone come later. */
export type DayNumber = number;

export const DAY_MS = 86_400_000;

/** Exchange takes no end after this day (ErrorRecurrenceEndDateTooBig); an endless series is cut here. */
export const LAST_DAY: DayNumber = Date.UTC(4500, 8, 1) / DAY_MS;

/** 0 = Sunday; day 0 was a Thursday. */
export function weekdayOf(day: DayNumber): number {
  return (((day + 4) % 7) + 7) % 7;
}

/** Months since year 0: January 1970 is 23640. */
export type MonthNumber = number;

/** Proleptic Gregorian, counted in years that begin in March, so that the leap day is the last day of its year. */
export function monthOf(day: DayNumber): MonthNumber {
  const sinceEra = day + 719_468;
  const era = Math.floor(sinceEra / 146_097);
  const dayOfEra = sinceEra - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  return (yearOfEra + era * 400) * 12 + marchMonth + 2;
}

export function firstDayOf(month: MonthNumber): DayNumber {
  const marchMonth = month - 2;
  const year = Math.floor(marchMonth / 12);
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * (marchMonth - year * 12) + 2) / 5);
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

export function lengthOf(month: MonthNumber): number {
  return firstDayOf(month + 1) - firstDayOf(month);
}

/** 1..31 */
export function dayOfMonth(day: DayNumber): number {
  return day - firstDayOf(monthOf(day)) + 1;
}

/** Series begin and end on few days, and writing one out costs as much as ten look-ups. */
const dates = new Map<DayNumber, string>();
const MOST_DATES = 10_000;

/** `2026-11-20` */
export function dateOf(day: DayNumber): string {
  const known = dates.get(day);
  if (known !== undefined) return known;
  const date = new Date(day * DAY_MS).toISOString().slice(0, 10);
  if (dates.size >= MOST_DATES) dates.clear();
  dates.set(day, date);
  return date;
}

export function dayOfDate(date: string): DayNumber {
  return Date.parse(date) / DAY_MS;
}
