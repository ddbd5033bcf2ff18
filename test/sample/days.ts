const DAY_MS = 86_400_000;

/** iCalendar's spelling of days and times, counted from one day. */
export interface Days {
  /** `20261120` */
  date(offset: number): string;
  /** `20261120T090000` */
  local(offset: number, hour: number, minute?: number): string;
  /** `20261120T090000Z` */
  utc(offset: number, hour: number, minute?: number): string;
  /** The first day at or after an offset that is this weekday, 1 = Monday. */
  weekday(offset: number, weekday: number): number;
  /** The first day at or after an offset with this day of the month (and month). */
  monthDay(offset: number, day: number, month?: number): number;
  /** PostgreSQL's spelling of a moment. */
  timestamp(offset: number, hour: number): string;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** Days before and after the day of `asOf`, an ISO date or date-time. */
export function daysAround(asOf: string): Days {
  const start = Date.parse(`${asOf.slice(0, 10)}T00:00:00Z`);
  const day = (offset: number): Date => new Date(start + offset * DAY_MS);
  const known = new Map<number, string>();
  const date = (offset: number): string => {
    const found = known.get(offset) ?? day(offset).toISOString().slice(0, 10).replaceAll('-', '');
    known.set(offset, found);
    return found;
  };
  const local = (offset: number, hour: number, minute = 0): string => `${date(offset)}T${two(hour)}${two(minute)}00`;
  const find = (offset: number, fits: (candidate: Date) => boolean): number => {
    let found = offset;
    while (!fits(day(found))) found += 1;
    return found;
  };
  return {
    date,
    local,
    utc: (offset, hour, minute) => `${local(offset, hour, minute)}Z`,
    weekday: (offset, weekday) => find(offset, (candidate) => candidate.getUTCDay() === weekday % 7),
    monthDay: (offset, dayOfMonth, month) =>
      find(offset, (candidate) => candidate.getUTCDate() === dayOfMonth && (month === undefined || candidate.getUTCMonth() + 1 === month)),
    timestamp: (offset, hour) => `${day(offset).toISOString().slice(0, 10)} ${two(hour)}:00:00`,
  };
}
