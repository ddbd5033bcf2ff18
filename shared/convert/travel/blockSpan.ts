import type { Instant } from '../../domain/timeZone.ts';
import { occurrenceSpan } from '../copies/copyPart.ts';
import type { EventSpan, ZonedTime } from '../model.ts';
import type { Direction, TravelLeg } from './travelLeg.ts';

const DAY_MS = 86_400_000;

/** Right before the event, or right after it; on the clock of the event's start, in which its series lives. */
export function blockSpan(event: EventSpan, direction: Direction, { milliseconds }: TravelLeg): EventSpan {
  const begin = direction === 'to' ? event.start.instant - milliseconds : event.end.instant;
  return { start: at(event.start, begin), end: at(event.start, begin + milliseconds), isAllDay: false };
}

/**
 * The block of a whole series: measured on the wall, because Exchange repeats walls. Only where the clocks change inside the very
 * first block does it differ from `blockSpan`.
 */
export function seriesBlockSpan(event: EventSpan, direction: Direction, { milliseconds }: TravelLeg): EventSpan {
  const eventEnd = event.start.zone.toWall(event.end.instant);
  const begin = direction === 'to' ? event.start.wall - milliseconds : eventEnd;
  return { start: onWall(event.start, begin), end: onWall(event.start, begin + milliseconds), isAllDay: false };
}

/** Where the pattern puts the block of an occurrence: as far from it as the first block from the first event. */
export function patternBlock(event: EventSpan, block: EventSpan, original: Instant): EventSpan {
  const occurrence = occurrenceSpan(event, original);
  const distance = occurrence.start.wall - event.start.wall;
  return { start: onWall(block.start, block.start.wall + distance), end: onWall(block.end, block.end.wall + distance), isAllDay: false };
}

/** How many days after the event's first day the block's first day is. */
export function dayDistance(event: EventSpan, block: EventSpan): number {
  return Math.floor(block.start.wall / DAY_MS) - Math.floor(event.start.wall / DAY_MS);
}

function at({ zone, windowsId }: ZonedTime, instant: Instant): ZonedTime {
  return { wall: zone.toWall(instant), instant, zone, windowsId };
}

function onWall({ zone, windowsId }: ZonedTime, wall: number): ZonedTime {
  return { wall, instant: zone.toInstant(wall), zone, windowsId };
}
