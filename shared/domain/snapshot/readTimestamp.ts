const TIMESTAMP = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,6}))?(?:Z|\+00(?::?00)?)?$/;

/** A `timestamp` of the schema (UTC without saying so) as milliseconds; null when it is none (`infinity`, month 13). */
export function readTimestamp(value: string): number | null {
  const parts = TIMESTAMP.exec(value);
  if (parts === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(Number);
  const milliseconds = Number((parts[7] ?? '').padEnd(3, '0').slice(0, 3));
  const time = Date.UTC(year, month - 1, day, hour, minute, second, milliseconds);
  const date = new Date(time);
  // Date.UTC rolls 31 February over and takes year 1 for 1901; what it says back must be what was asked.
  const isReal = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal && hour < 24 && minute < 60 && second < 61 ? time : null;
}
