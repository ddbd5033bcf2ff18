import type { Instant, TimeZone, Wall } from '../../domain/timeZone.ts';
import type { Note } from '../../domain/note.ts';
import { DAY_MS } from '../../ews/patternCalendar.ts';
import type { DayNumber } from '../../ews/patternCalendar.ts';
import type { SeriesDays } from '../../ews/expandPattern.ts';
import type { ICalEvent } from '../../ical/model.ts';
import type { EventSpan, ResolvedZone } from '../model.ts';
import type { Lane } from './lane.ts';

/** A changed occurrence of a series in the making. `original` is what its part is called by when it must stand alone. */
export interface DraftException {
  readonly event: ICalEvent;
  readonly span: EventSpan;
  readonly original: Instant;
}

/** A stretch of the series with one content, length and time: the whole of it, or what RANGE=THISANDFUTURE made of the rest. */
export interface Segment {
  readonly event: ICalEvent;
  readonly isAllDay: boolean;
  readonly zone: ResolvedZone;
  /** The zone as Exchange knows it; null when all-day. */
  readonly exchangeZone: TimeZone | null;
  readonly endZone: ResolvedZone;
  /** Length on the wall. */
  readonly length: number;
  /** Moves a wall of the rule to where this segment puts it. */
  readonly place: (original: Wall) => Wall;
}

/** One Exchange series in the making. Days are those of `segment`, after its move. */
export interface DraftSeries {
  readonly part: string;
  readonly segment: Segment;
  readonly lane: Lane;
  readonly days: SeriesDays;
  readonly first: DayNumber;
  readonly last: DayNumber | null;
  readonly byCount: boolean;
  /** Time of day before the segment's move. */
  readonly originalTimeOfDay: number;
  /** Days the segment's move puts between the rule's day and this one. */
  readonly movedByDays: number;
  /** What the part is called when it does not carry DTSTART. */
  readonly splitPart: string;
  readonly deletions: Set<DayNumber>;
  readonly exceptions: Map<DayNumber, DraftException>;
}

export interface DraftSingle {
  readonly part: string;
  readonly event: ICalEvent;
  readonly span: EventSpan;
}

/** The plan while it grows: every step adds to it. */
export interface Draft {
  series: DraftSeries[];
  /** By part. */
  readonly singles: Map<string, DraftSingle>;
  readonly notes: Note[];
  readonly explanation: string[];
}

/** An occurrence of a series: which one holds what an id of the source names. */
export interface Claim {
  readonly series: DraftSeries;
  readonly day: DayNumber;
}

/** The occurrence whose rule wall this is. */
export function claimOf(draft: Draft, wall: Wall): Claim | null {
  for (const series of draft.series) {
    const placed = series.segment.place(wall) - series.lane.timeOfDay;
    if (placed % DAY_MS === 0 && series.days.has(placed / DAY_MS)) return { series, day: placed / DAY_MS };
  }
  return null;
}

/** The occurrences of a day, the one at the usual wall first. */
export function claimsOnDay(draft: Draft, day: Wall, usual: Wall): readonly Claim[] {
  const times = [...new Set(draft.series.map((series) => series.originalTimeOfDay))].sort((a, b) => a - b);
  const walls = new Set([usual, ...times.map((time) => day + time)]);
  return [...walls].flatMap((wall) => claimOf(draft, wall) ?? []);
}
