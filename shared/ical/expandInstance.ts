import type { Instant, Wall } from '../domain/timeZone.ts';
import type { IdReader, InstanceId, PlacedOverride } from './expandOverrides.ts';
import { eventTiming, midnightOf } from './expandSpan.ts';
import type { EventTiming, ZoneOf } from './expandSpan.ts';
import type { SeriesStart } from './expandStarts.ts';
import type { ICalEvent, SourceInstance } from './model.ts';

/** The place an id names, whether or not the series has an instance there. */
export function idStart(id: InstanceId, timing: EventTiming): SeriesStart {
  return { wall: id.wall, instant: timing.zone.toInstant(id.wall), end: null };
}

/** The master's instance at a start; none when the owner deleted it. */
export function masterInstance(event: ICalEvent, timing: EventTiming, start: SeriesStart): SourceInstance | null {
  const end = start.end ?? timing.endOf(start.wall);
  return instance(event, { isAllDay: timing.isAllDay, start: start.instant, end, isOverride: false }, start);
}

/** The override's own instance, in the place of `original`. */
export function overrideInstance({ event }: PlacedOverride, original: SeriesStart, zoneOf: ZoneOf): SourceInstance | null {
  const timing = eventTiming(event, zoneOf);
  return movedInstance(event, timing, timing.start, original);
}

function movedInstance(event: ICalEvent, timing: EventTiming, wall: Wall, original: SeriesStart): SourceInstance | null {
  const span = { isAllDay: timing.isAllDay, start: timing.zone.toInstant(wall), end: timing.endOf(wall), isOverride: true };
  return instance(event, span, original);
}

type Span = Pick<SourceInstance, 'isAllDay' | 'start' | 'end' | 'isOverride'>;

function instance(event: ICalEvent, span: Span, original: SeriesStart): SourceInstance | null {
  if (event.hidden) return null;
  return {
    originalStart: original.instant,
    originalWall: original.wall,
    start: span.start,
    end: span.end,
    isAllDay: span.isAllDay,
    event,
    isOverride: span.isOverride,
    cancelled: event.status === 'CANCELLED',
  };
}

/** What a RANGE=THISANDFUTURE override makes of the instances after it. */
export interface Shift {
  readonly after: Instant;
  readonly instanceOf: (start: SeriesStart) => SourceInstance | null;
}

/** Same content, same length, same move on the wall for all that follows (RFC 5545 §3.2.13). Ascending. */
export function shiftsOf(overrides: readonly PlacedOverride[], reader: IdReader): readonly Shift[] {
  return overrides
    .filter(({ event }) => event.thisAndFuture)
    .map(({ event, id }): Shift => {
      const timing = eventTiming(event, reader.zoneOf);
      const onItsWall = (start: SeriesStart): Wall => {
        if (timing.isAllDay) return midnightOf(start.wall);
        return timing.zone === reader.timing.zone ? start.wall : timing.zone.toWall(start.instant);
      };
      const origin = idStart(id, reader.timing);
      const move = timing.start - onItsWall(origin);
      return { after: origin.instant, instanceOf: (start) => movedInstance(event, timing, onItsWall(start) + move, start) };
    })
    .sort((a, b) => a.after - b.after);
}
