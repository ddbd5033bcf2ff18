import { expandPattern } from '../ews/expandPattern.ts';
import type { EwsCalendarItem, EwsModifiedOccurrence } from '../ews/item.ts';
import { dayOfDate } from '../ews/patternCalendar.ts';

/** What is left to do once a series master exists: occurrences by 1-based index, in an order the server accepts. */
export interface OccurrenceSteps {
  readonly deletions: readonly number[];
  readonly updates: readonly { readonly instanceIndex: number; readonly change: EwsModifiedOccurrence }[];
}

/** The local date an occurrence stood on; its ISO text carries the series' own offset. */
function dayOf(time: string): number {
  return dayOfDate(time.slice(0, 10));
}

function isEarlierGoing(change: EwsModifiedOccurrence): boolean {
  return Date.parse(change.start) < Date.parse(change.originalStart);
}

/**
 * Deletions first, so that a move may use the day they free; then moves to earlier times ascending, then all others descending: no
 * intermediate state lets an occurrence cross its neighbour (Exchange refuses that with ErrorOccurrenceCrossingBoundary).
 */
export function occurrenceSteps(item: EwsCalendarItem): OccurrenceSteps {
  if (item.recurrence === null) return { deletions: [], updates: [] };
  const days = expandPattern(item.recurrence);
  const indexOf = (originalStart: string): number => days.countUpTo(dayOf(originalStart));
  const numbered = item.modifiedOccurrences.map((change) => ({ instanceIndex: indexOf(change.originalStart), change }));
  const earlier = numbered.filter(({ change }) => isEarlierGoing(change)).sort((a, b) => a.instanceIndex - b.instanceIndex);
  const others = numbered.filter(({ change }) => !isEarlierGoing(change)).sort((a, b) => b.instanceIndex - a.instanceIndex);
  return { deletions: item.deletedOccurrences.map(indexOf), updates: [...earlier, ...others] };
}
