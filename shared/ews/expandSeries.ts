import type { Instant, TimeZone, Wall } from '../domain/timeZone.ts';
import type { SeriesDays } from './expandPattern.ts';
import { DAY_MS } from './patternCalendar.ts';
import type { DayNumber } from './patternCalendar.ts';

export interface InstantSpan {
  readonly start: Instant;
  readonly end: Instant;
}

/** A series' times as Exchange keeps them: days, and one time of day and length on the wall of its start zone. */
export interface SeriesTimes {
  readonly days: SeriesDays;
  /** Milliseconds after midnight. */
  readonly timeOfDay: number;
  /** On the wall: a night shift ends at six, also when the clocks change. */
  readonly duration: number;
  /** Null = all-day: the walls are the instants. */
  readonly zone: TimeZone | null;
}

/** [from, to): an instance counts if it overlaps; one without length if it begins inside. */
export interface ExpansionWindow {
  readonly from: Instant;
  readonly to: Instant;
}

export interface SeriesInstance extends InstantSpan {
  readonly day: DayNumber;
  readonly originalStart: Instant;
}

export function isInWindow(span: InstantSpan, window: ExpansionWindow): boolean {
  if (span.start >= window.to) return false;
  return span.end > window.from || (span.end === span.start && span.start >= window.from);
}

/** When the occurrence of that day takes place, before any exception. */
export function occurrenceOn(times: SeriesTimes, day: DayNumber): SeriesInstance {
  const wall: Wall = day * DAY_MS + times.timeOfDay;
  if (times.zone === null) return { day, originalStart: wall, start: wall, end: wall + times.duration };
  const start = times.zone.toInstant(wall);
  // A start inside a daylight-saving gap lies later on the wall than it says; its end must not come before it.
  const end = times.zone.toWall(start) === wall ? times.zone.toInstant(wall + times.duration) : start + times.duration;
  return { day, originalStart: start, start, end: Math.max(start, end) };
}

/** Occurrences that overlap the window, before any exception, ascending. */
export function expandSeries(times: SeriesTimes, window: ExpansionWindow): readonly SeriesInstance[] {
  const lastDay = Math.floor(window.to / DAY_MS) + 1;
  const firstDay = Math.floor((window.from - times.duration) / DAY_MS) - 2;
  const instances: SeriesInstance[] = [];
  for (const day of times.days.between(firstDay, lastDay)) {
    const instance = occurrenceOn(times, day);
    if (isInWindow(instance, window)) instances.push(instance);
  }
  return instances;
}
