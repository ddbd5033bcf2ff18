/** Days since 1970-01-01 of a date on the wall. Patterns are reckoned in these; instants appear only when a zone is applied. */
export type DayNumber = number;
/** Milliseconds since 1970 of the digits on the wall, read as if they were UTC. */
export type Wall = number;
/** Milliseconds since 1970. */
export type Instant = number;

export const MINUTE = 60_000;
export const DAY = 86_400_000;

export function dayOf(wall: Wall): DayNumber {
  return Math.floor(wall / DAY);
}

/** 0 = Sunday; 1970-01-01 was a Thursday. */
export function weekday(day: DayNumber): number {
  return (((day + 4) % 7) + 7) % 7;
}

/** Months since year 0, so that neighbours differ by one across years. */
export function monthNumber(day: DayNumber): number {
  const date = new Date(day * DAY);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

export function firstDayOfMonth(month: number): DayNumber {
  return Date.UTC(Math.floor(month / 12), ((month % 12) + 12) % 12, 1) / DAY;
}

export function daysInMonth(month: number): number {
  return firstDayOfMonth(month + 1) - firstDayOfMonth(month);
}

export function formatDay(day: DayNumber): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** The date of an xs:date, its offset left aside. */
export function parseDay(text: string): DayNumber {
  return Math.floor(Date.parse(`${text.slice(0, 10)}T00:00:00Z`) / DAY);
}

export function formatOffset(milliseconds: number): string {
  const minutes = Math.round(Math.abs(milliseconds) / MINUTE);
  const two = (value: number): string => String(Math.trunc(value)).padStart(2, '0');
  return `${milliseconds < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
}
