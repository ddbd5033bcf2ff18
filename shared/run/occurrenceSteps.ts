import { expandPattern } from '../ews/expandPattern.ts';
import type { EwsCalendarItem, EwsModifiedOccurrence } from '../ews/item.ts';
import { dayOfDate } from '../ews/patternCalendar.ts';

/** One change of a series that exists, by the occurrence's 1-based place in the pattern; `change` null deletes it. */
export interface OccurrenceStep {
  readonly instanceIndex: number;
  readonly originalStart: string;
  readonly change: EwsModifiedOccurrence | null;
}

/** The local date an occurrence stood on; its ISO text carries the series' own offset. */
function dayOf(time: string): number {
  return dayOfDate(time.slice(0, 10));
}

function isEarlierGoing(change: EwsModifiedOccurrence): boolean {
  return Date.parse(change.start) < Date.parse(change.originalStart);
}

/**
 * What is left to do once a series master exists, in an order the server accepts: deletions first, so that a move may use the day they
 * free; then moves to earlier times ascending, then all others descending. No intermediate state lets an occurrence cross its neighbour
 * (Exchange refuses that with ErrorOccurrenceCrossingBoundary).
 */
export function occurrenceSteps(item: EwsCalendarItem): readonly OccurrenceStep[] {
  if (item.recurrence === null) return [];
  const days = expandPattern(item.recurrence);
  const step = (originalStart: string, change: EwsModifiedOccurrence | null): OccurrenceStep => ({
    instanceIndex: days.countUpTo(dayOf(originalStart)),
    originalStart,
    change,
  });
  const earlier = item.modifiedOccurrences.filter(isEarlierGoing).map((change) => step(change.originalStart, change));
  const others = item.modifiedOccurrences.filter((change) => !isEarlierGoing(change)).map((change) => step(change.originalStart, change));
  return [
    ...item.deletedOccurrences.map((originalStart) => step(originalStart, null)),
    ...earlier.sort((a, b) => a.instanceIndex - b.instanceIndex),
    ...others.sort((a, b) => b.instanceIndex - a.instanceIndex),
  ];
}

/** How many occurrences are to be written once an item is created. */
export function occurrencesOf({ modifiedOccurrences, deletedOccurrences }: EwsCalendarItem): number {
  return modifiedOccurrences.length + deletedOccurrences.length;
}

/**
 * Those that a series, as read back, does not show yet. Each occurrence is written by one change of one request, so an exception that is
 * there at its planned time was written whole.
 */
export function missingSteps(planned: EwsCalendarItem, found: EwsCalendarItem): readonly OccurrenceStep[] {
  const deleted = new Set(found.deletedOccurrences.map((time) => Date.parse(time)));
  const times = ({ originalStart, start, end }: EwsModifiedOccurrence): string => [originalStart, start, end].map(Date.parse).join(' ');
  const modified = new Set(found.modifiedOccurrences.map(times));
  return occurrenceSteps(planned).filter(({ originalStart, change }) =>
    change === null ? !deleted.has(Date.parse(originalStart)) : !modified.has(times(change)),
  );
}
