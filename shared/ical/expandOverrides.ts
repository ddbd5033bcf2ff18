import type { Wall } from '../domain/timeZone.ts';
import { midnightOf } from './expandSpan.ts';
import type { EventTiming, ZoneOf } from './expandSpan.ts';
import { dateOf, seriesWall } from './expandStarts.ts';
import type { SeriesStart } from './expandStarts.ts';
import type { ICalDateTime, ICalEvent } from './model.ts';

/** What a RECURRENCE-ID or EXDATE points at: a wall of the series, or (`day` given) any instance of that day. */
export interface InstanceId {
  readonly wall: Wall;
  readonly day: Wall | null;
  /** Written as a date: the day is meant even where an instance stands at exactly this wall. */
  readonly isDate: boolean;
}

export interface IdReader {
  readonly timing: EventTiming;
  readonly zoneOf: ZoneOf;
  readonly dateZoneTzid: string | null;
}

/**
 * Reads an id against its series. Dates mean the whole local day; so do the midnights that old clients made of dates, when no
 * instance starts exactly then (Calendar Server repairs them the same way).
 */
export function instanceId(value: ICalDateTime, reader: IdReader): InstanceId {
  if (reader.timing.isAllDay) {
    const day = dateOf(value, reader);
    return { wall: day, day, isDate: true };
  }
  const day = midnightOf(value.wall);
  return { wall: seriesWall(value, reader), day: value.isDate || day === value.wall ? day : null, isDate: value.isDate };
}

/** Starts by wall and by day. */
export interface StartIndex {
  /** The starts an id names: one, or for a whole day all of it; empty when it names none. */
  readonly find: (id: InstanceId) => readonly SeriesStart[];
}

export function indexStarts(starts: readonly SeriesStart[]): StartIndex {
  let byWall: ReadonlyMap<Wall, SeriesStart> | undefined;
  let byDay: ReadonlyMap<Wall, readonly SeriesStart[]> | undefined;
  return {
    find: (id) => {
      if (!id.isDate) {
        byWall ??= new Map(starts.map((start) => [start.wall, start]));
        const exact = byWall.get(id.wall);
        if (exact !== undefined) return [exact];
      }
      if (id.day === null) return [];
      byDay ??= Map.groupBy(starts, (start) => midnightOf(start.wall));
      return byDay.get(id.day) ?? [];
    },
  };
}

export interface PlacedOverride {
  readonly event: ICalEvent;
  readonly id: InstanceId;
}

/** One override for each id: of several the one with the higher SEQUENCE, then the later in the text. */
export function placeOverrides(overrides: readonly ICalEvent[], reader: IdReader): readonly PlacedOverride[] {
  const byWall = new Map<Wall, PlacedOverride>();
  for (const event of overrides) {
    const id = instanceId(event.recurrenceId ?? event.dtstart, reader);
    const rival = byWall.get(id.wall);
    if (rival === undefined || rival.event.sequence <= event.sequence) byWall.set(id.wall, { event, id });
  }
  return [...byWall.values()];
}
