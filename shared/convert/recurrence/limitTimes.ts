import { LAST_DAY, DAY_MS } from '../../ews/patternCalendar.ts';
import type { EventSpan, SeriesPart } from '../model.ts';

const FIRST_INSTANT = Date.UTC(1601, 0, 1);
const LAST_INSTANT = LAST_DAY * DAY_MS;
/** ErrorCalendarDurationIsTooLong beyond five years. */
const LONGEST = 5 * 365 * DAY_MS;

/**
 * Leaves out what lies outside Exchange's calendar (ErrorCalendarOutOfRange), and shortens what it finds too long. The notes are
 * those of `timeZone/eventSpan.ts`, which looks at every event anyway.
 */
export function limitTimes(parts: readonly SeriesPart[]): readonly SeriesPart[] {
  if (parts.every(({ span }) => isInRange(span) && lengthOf(span) <= LONGEST)) return parts;
  return parts
    .filter(({ span }) => isInRange(span))
    .map((part) => (lengthOf(part.span) <= LONGEST ? part : { ...part, span: shortened(part.span) }));
}

function isInRange({ start }: EventSpan): boolean {
  return start.instant >= FIRST_INSTANT && start.instant < LAST_INSTANT;
}

function lengthOf({ start, end }: EventSpan): number {
  return end.instant - start.instant;
}

function shortened(span: EventSpan): EventSpan {
  const by = lengthOf(span) - LONGEST;
  return { ...span, end: { ...span.end, wall: span.end.wall - by, instant: span.end.instant - by } };
}
