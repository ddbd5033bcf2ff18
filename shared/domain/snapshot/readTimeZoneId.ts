/** The TZID of a calendar's own zone: stored as a VCALENDAR with one VTIMEZONE, or (CALDAV:calendar-timezone-id) as the bare name. */
export function readTimeZoneId(value: string): string | null {
  const unfolded = value.replace(/\r?\n[ \t]/g, '');
  const inCalendar = /^TZID(?:;[^:\r\n]*)?:(.+?)\s*$/im.exec(unfolded)?.[1];
  if (inCalendar !== undefined) return inCalendar;
  const bare = unfolded.trim();
  return /^[\w+./-]+$/.test(bare) ? bare : null;
}
