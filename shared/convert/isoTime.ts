import type { Instant, Wall } from '../domain/timeZone.ts';
import type { ZonedTime } from './model.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const MOST_KEPT = 10_000;

/** Events crowd on few days, at few times of day: writing one out costs as much as ten look-ups. */
function kept(write: (value: number) => string): (value: number) => string {
  const texts = new Map<number, string>();
  return (value) => {
    const known = texts.get(value);
    if (known !== undefined) return known;
    const text = write(value);
    if (texts.size >= MOST_KEPT) texts.clear();
    texts.set(value, text);
    return text;
  };
}

const dateOfDay = kept((day) => new Date(day * DAY_MS).toISOString().replace(/T.*/, ''));

/** `2026-11-20` of a wall-clock time. */
export function isoDate(wall: Wall): string {
  return dateOfDay(Math.floor(wall / DAY_MS));
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

const timeOfSecond = kept((seconds) => `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`);

/** `09:00:00` of a wall-clock time. */
function isoTimeOfDay(wall: Wall): string {
  return timeOfSecond(Math.floor((wall - Math.floor(wall / DAY_MS) * DAY_MS) / 1000));
}

/** `20261120T080000Z`, or `20261120` for a date: instants inside part names and derived UIDs. */
export function compactInstant(instant: Instant, isAllDay: boolean): string {
  const date = isoDate(instant).replaceAll('-', '');
  return isAllDay ? date : `${date}T${isoTimeOfDay(instant).replaceAll(':', '')}Z`;
}

const offsetText = kept((minutes) => {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.trunc(size / 60))}:${two(size % 60)}`;
});

/**
 * ISO 8601 with offset (`2026-11-20T09:00:00+01:00`), or a plain date when all-day. The offset is the distance from the instant to
 * the wall, so that both survive: also in a daylight-saving gap, and for old local mean times whose seconds an offset cannot hold.
 */
export function isoTime(time: ZonedTime, isAllDay: boolean): string {
  if (isAllDay) return isoDate(time.wall);
  const minutes = Math.round((time.wall - time.instant) / MINUTE_MS);
  const wall = time.instant + minutes * MINUTE_MS;
  return `${isoDate(wall)}T${isoTimeOfDay(wall)}${offsetText(minutes)}`;
}
