import { note } from '../../domain/note.ts';
import { RECURRENCE_NOTES } from '../../domain/notes/recurrence.ts';
import type { Wall } from '../../domain/timeZone.ts';
import { DAY_MS, dateOf } from '../../ews/patternCalendar.ts';
import type { DayNumber } from '../../ews/patternCalendar.ts';
import type { EventSpan } from '../model.ts';
import type { Draft, DraftException, DraftSeries } from './draft.ts';
import { singlePart } from './partNames.ts';

/** An occurrence on the wall of its series. */
interface Place {
  readonly start: Wall;
  readonly end: Wall;
}

/**
 * Exchange lets no occurrence start on or past the day of its neighbour, nor overlap it (ErrorOccurrenceCrossingBoundary,
 * [MS-OXOCAL] 2.2.1.44.1). Those that would become single appointments of their own. A deleted neighbour still bars its day: some
 * servers are told of deletions last.
 */
export function detachCrossing(draft: Draft): number {
  return draft.series.reduce((count, series) => count + detachFrom(series, draft), 0);
}

function detachFrom(series: DraftSeries, draft: Draft): number {
  let count = 0;
  for (let isStable = false; !isStable;) {
    isStable = true;
    for (const day of [...series.exceptions.keys()].sort((a, b) => a - b)) {
      const exception = series.exceptions.get(day);
      if (exception === undefined || fits(series, day)) continue;
      detach(draft, series, day, exception);
      isStable = false;
      count += 1;
    }
  }
  return count;
}

/** Deletes the occurrence and gives it an appointment of its own. */
export function detach(draft: Draft, series: DraftSeries, day: DayNumber, exception: DraftException): void {
  series.exceptions.delete(day);
  series.deletions.add(day);
  const part = singlePart(exception.original, series.segment.isAllDay);
  draft.singles.set(part, { part, event: exception.event, span: exception.span });
  const became = dateOf(Math.floor(exception.span.start.wall / DAY_MS));
  draft.notes.push(note(RECURRENCE_NOTES, 'occurrence-detached', 'RECURRENCE-ID', dateOf(day), became));
}

function fits(series: DraftSeries, day: DayNumber): boolean {
  const usual = usualPlace(series, day);
  const place = placeOf(series, day);
  if (place.start === usual.start && place.end <= usual.end) return true;
  const startDay = Math.floor(place.start / DAY_MS);
  const before = series.days.lastUpTo(day - 1);
  const [after] = series.days.from(day + 1);
  return (before === null || isAfter(series, before, place, startDay)) && (after === undefined || isBefore(series, after, place, startDay));
}

function isAfter(series: DraftSeries, neighbour: DayNumber, place: Place, startDay: DayNumber): boolean {
  const other = placeOf(series, neighbour);
  const lastDay = Math.max(Math.floor(other.start / DAY_MS), series.deletions.has(neighbour) ? neighbour : -Infinity);
  return startDay > lastDay && (series.deletions.has(neighbour) || place.start >= other.end);
}

function isBefore(series: DraftSeries, neighbour: DayNumber, place: Place, startDay: DayNumber): boolean {
  const other = placeOf(series, neighbour);
  const live = firstLive(series, neighbour);
  return startDay < Math.floor(other.start / DAY_MS) && (live === null || place.end <= placeOf(series, live).start);
}

/** A long exception may reach past deleted neighbours. */
function firstLive(series: DraftSeries, from: DayNumber): DayNumber | null {
  for (const day of series.days.from(from)) if (!series.deletions.has(day)) return day;
  return null;
}

function usualPlace({ lane, segment }: DraftSeries, day: DayNumber): Place {
  const start = day * DAY_MS + lane.timeOfDay;
  return { start, end: start + segment.length };
}

function placeOf(series: DraftSeries, day: DayNumber): Place {
  const exception = series.exceptions.get(day);
  return exception === undefined ? usualPlace(series, day) : placeOfSpan(series, exception.span);
}

function placeOfSpan({ segment }: DraftSeries, { start, end, isAllDay }: EventSpan): Place {
  const zone = segment.exchangeZone;
  if (isAllDay || zone === null) return { start: start.wall, end: end.wall };
  return { start: zone.toWall(start.instant), end: zone.toWall(end.instant) };
}
