import type { EwsAttendee, EwsModifiedOccurrence, EwsOccurrenceContent } from '../../ews/item.ts';

const ATTENDEE_FIELDS = new Set<string>(['requiredAttendees', 'optionalAttendees', 'resources']);
const TIME_FIELDS = new Set<string>(['start', 'end']);
const ZONE_FIELDS = new Set<string>(['startTimeZone', 'endTimeZone']);

/**
 * An occurrence's own fields: those that differ from its series. Null when none does and it stands where the pattern puts it: an
 * override that Calendar Server wrote only because a guest answered this instance is no modified occurrence.
 */
export function occurrenceChanges(
  series: EwsOccurrenceContent,
  occurrence: EwsOccurrenceContent,
  unchanged: { readonly start: string; readonly end: string },
): EwsModifiedOccurrence | null {
  const { start, end, isAllDayEvent } = occurrence;
  const isMoved = !isSameTime(start, unchanged.start) || !isSameTime(end, unchanged.end) || isAllDayEvent !== series.isAllDayEvent;
  const changed = Object.entries(occurrence).filter(
    ([field, value]) =>
      !TIME_FIELDS.has(field) && (isMoved || !ZONE_FIELDS.has(field)) && !isEqual(field, value, Reflect.get(series, field)),
  );
  if (changed.length === 0 && !isMoved) return null;
  const fields: Partial<EwsOccurrenceContent> = Object.fromEntries(changed);
  return { originalStart: unchanged.start, start, end, ...fields };
}

/** The same moment may be written in another zone: that alone changes nothing. */
function isSameTime(one: string, other: string): boolean {
  return Date.parse(one) === Date.parse(other);
}

/** Attendees are compared without their answers: Exchange keeps those with the attendee, not with the occurrence. */
function isEqual(field: string, one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object') return false;
  if (Array.isArray(one) && Array.isArray(other) && one.length + other.length === 0) return true;
  const silent = (key: string, value: unknown): unknown =>
    ATTENDEE_FIELDS.has(field) && key === ('response' satisfies keyof EwsAttendee) ? null : value;
  return JSON.stringify(one, silent) === JSON.stringify(other, silent);
}
