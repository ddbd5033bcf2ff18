import type { Instant, Wall } from '../domain/timeZone.ts';
import type { ZonedTime } from './model.ts';

const MINUTE_MS = 60_000;

/** `2026-11-20` of a wall-clock time. */
export function isoDate(wall: Wall): string {
  return new Date(wall).toISOString().slice(0, 10);
}

/** `20261120T080000Z`, or `20261120` for a date: instants inside part names and derived UIDs. */
export function compactInstant(instant: Instant, isAllDay: boolean): string {
  const compact = new Date(instant).toISOString().replace(/[-:]|\.\d+/g, '');
  return isAllDay ? compact.slice(0, 8) : compact;
}

function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  const digits = (value: number): string => value.toString().padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${digits(Math.trunc(size / 60))}:${digits(size % 60)}`;
}

/**
 * ISO 8601 with offset (`2026-11-20T09:00:00+01:00`), or a plain date when all-day. The offset is the distance from the instant to
 * the wall, so that both survive: also in a daylight-saving gap, and for old local mean times whose seconds an offset cannot hold.
 */
export function isoTime(time: ZonedTime, isAllDay: boolean): string {
  if (isAllDay) return isoDate(time.wall);
  const minutes = Math.round((time.wall - time.instant) / MINUTE_MS);
  return new Date(time.instant + minutes * MINUTE_MS).toISOString().slice(0, 19) + offsetText(minutes);
}
