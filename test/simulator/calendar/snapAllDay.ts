import { DAY } from './civil.ts';
import type { Instant } from './civil.ts';
import type { Zone } from './windowsZones.ts';

interface Times {
  readonly start: Instant;
  readonly end: Instant;
}

/** An all-day item lasts from midnight to midnight of its start zone; times within a day are widened to the whole of it. */
export function snapAllDay(times: Times, zone: Zone): Times {
  const firstMidnight = Math.floor(zone.toWall(times.start) / DAY) * DAY;
  const lastMidnight = Math.ceil(zone.toWall(times.end) / DAY) * DAY;
  return { start: zone.toInstant(firstMidnight), end: zone.toInstant(Math.max(lastMidnight, firstMidnight + DAY)) };
}
