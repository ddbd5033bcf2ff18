/** Milliseconds since 1970 of the digits on the wall, read as if they were UTC. */
export type Wall = number;
/** Milliseconds since 1970, an instant. */
export type Instant = number;

/** Offsets of one time zone. Instances are shared: one per distinct definition (a zone per object costs 25 times as much). */
export interface TimeZone {
  /** IANA name, or a stable name of the custom definition. */
  readonly id: string;
  /** Minutes east of UTC at that instant; a fraction where local mean time had seconds. */
  offsetAt(instant: Instant): number;
  /** RFC 5545 §3.3.5: a time in the gap uses the offset before it; a repeated one means the first. */
  toInstant(wall: Wall): Instant;
  toWall(instant: Instant): Wall;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/**
 * A zone of nothing but its offsets. A day either side of the digits lies surely before and after the one transition that can
 * matter: no offset exceeds 16 hours, and no two transitions come within two days of each other.
 */
export function timeZoneFromOffsets(id: string, offsetAt: (instant: Instant) => number): TimeZone {
  const toInstant = (wall: Wall): Instant => {
    const before = offsetAt(wall - DAY);
    const after = offsetAt(wall + DAY);
    const early = wall - before * MINUTE;
    if (before === after || offsetAt(early) === before) return early;
    const late = wall - after * MINUTE;
    return offsetAt(late) === after ? late : early;
  };
  return { id, offsetAt, toInstant, toWall: (instant) => instant + offsetAt(instant) * MINUTE };
}

/** Coordinated universal time: walls are instants. */
export const utcTimeZone: TimeZone = fixedZone('UTC', 0);

const fixedZones = new Map<number, TimeZone>([[0, utcTimeZone]]);

function fixedZone(id: string, minutes: number): TimeZone {
  return {
    id,
    offsetAt: () => minutes,
    toInstant: (wall) => wall - minutes * MINUTE,
    toWall: (instant) => instant + minutes * MINUTE,
  };
}

/** `+05:30`: the usual spelling of a fixed offset. */
export function formatOffset(minutes: number): string {
  const size = Math.abs(minutes);
  const two = (value: number): string => String(Math.trunc(value)).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(size / 60)}:${two(size % 60)}`;
}

/** The zone that always is so many minutes east of UTC; the same object for the same offset. */
export function fixedTimeZone(minutes: number): TimeZone {
  const known = fixedZones.get(minutes);
  if (known !== undefined) return known;
  const zone = fixedZone(`UTC${formatOffset(minutes)}`, minutes);
  fixedZones.set(minutes, zone);
  return zone;
}
