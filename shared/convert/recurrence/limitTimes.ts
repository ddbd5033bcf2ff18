import { note } from '../../domain/note.ts';
import type { Note } from '../../domain/note.ts';
import { RECURRENCE_NOTES } from '../../domain/notes/recurrence.ts';
import { LAST_DAY, DAY_MS } from '../../ews/patternCalendar.ts';
import { isoDate } from '../isoTime.ts';
import type { EventSpan, SeriesPart } from '../model.ts';

const FIRST_INSTANT = Date.UTC(1601, 0, 1);
const LAST_INSTANT = LAST_DAY * DAY_MS;
/** ErrorCalendarDurationIsTooLong beyond five years. */
const LONGEST = 5 * 365 * DAY_MS;

/** Leaves out what lies outside Exchange's calendar (ErrorCalendarOutOfRange), and shortens what it finds too long. */
export function limitTimes(
  parts: readonly SeriesPart[],
  notes: readonly Note[],
): { readonly parts: readonly SeriesPart[]; readonly notes: readonly Note[] } {
  if (parts.every(({ span }) => isInRange(span) && lengthOf(span) <= LONGEST)) return { parts, notes };
  const added: Note[] = [];
  const kept = parts.flatMap((part) => {
    if (!isInRange(part.span)) {
      added.push(note(RECURRENCE_NOTES, 'year-out-of-range', 'DTSTART', isoDate(part.span.start.wall)));
      return [];
    }
    if (lengthOf(part.span) <= LONGEST) return [part];
    const span = shortened(part.span);
    added.push(note(RECURRENCE_NOTES, 'longer-than-five-years', 'DTEND', isoDate(part.span.end.wall), isoDate(span.end.wall)));
    return [{ ...part, span }];
  });
  return { parts: kept, notes: [...notes, ...added] };
}

function isInRange({ start }: EventSpan): boolean {
  return start.instant >= FIRST_INSTANT && start.instant < LAST_INSTANT;
}

function lengthOf({ start, end }: EventSpan): number {
  return end.instant - start.instant;
}

function shortened({ start, end, isAllDay }: EventSpan): EventSpan {
  const by = lengthOf({ start, end, isAllDay }) - LONGEST;
  return { start, end: { ...end, wall: end.wall - by, instant: end.instant - by }, isAllDay };
}
