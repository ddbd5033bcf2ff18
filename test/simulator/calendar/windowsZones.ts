import { createRequire } from 'node:module';
import type { Instant, Wall } from './civil.ts';
import { DAY } from './civil.ts';

interface MapZone {
  readonly _other: string;
  readonly _type: string;
  readonly _territory: string;
}

/** A Windows time zone with the rules Unicode CLDR says it follows (windowsZones, territory 001). */
export interface Zone {
  readonly id: string;
  /** Milliseconds east of UTC. */
  offsetAt(instant: Instant): number;
  toInstant(wall: Wall): Instant;
  toWall(instant: Instant): Wall;
}

const zones = new Map<string, Zone>();
const ianaNames = readIanaNames();

function readIanaNames(): ReadonlyMap<string, string> {
  const load = createRequire(import.meta.url);
  const data = load('cldr-core/supplemental/windowsZones.json') as {
    readonly supplemental: { readonly windowsZones: { readonly mapTimezones: readonly { readonly mapZone: MapZone }[] } };
  };
  const rows = data.supplemental.windowsZones.mapTimezones.map((row) => row.mapZone).filter((row) => row._territory === '001');
  return new Map(rows.map((row) => [row._other.toLowerCase(), `${row._other}|${row._type}`]));
}

export function windowsZoneIds(): readonly string[] {
  return [...ianaNames.values()].map((pair) => pair.slice(0, pair.indexOf('|')));
}

/** Undefined for an id no Windows server knows. Windows compares them without regard to case. */
export function findZone(id: string): Zone | undefined {
  const pair = ianaNames.get(id.toLowerCase());
  if (pair === undefined) return undefined;
  const [canonical = '', iana = ''] = pair.split('|');
  const known = zones.get(canonical);
  if (known !== undefined) return known;
  const zone = makeZone(canonical, iana);
  zones.set(canonical, zone);
  return zone;
}

export const utcZone: Zone = { id: 'UTC', offsetAt: () => 0, toInstant: (wall) => wall, toWall: (instant) => instant };

function makeZone(id: string, iana: string): Zone {
  const offsetAt = rememberByYear(readOffsets(iana));
  /** A wall time in the spring gap is read with the offset before it, one that comes twice in autumn as the first. */
  const toInstant = (wall: Wall): Instant => {
    const before = offsetAt(wall - DAY);
    const after = offsetAt(wall + DAY);
    const later = wall - after;
    if (before === after) return later;
    const earlier = wall - before;
    const isAfterChange = offsetAt(earlier) === after && offsetAt(later) === after;
    return isAfterChange ? later : earlier;
  };
  return { id, offsetAt, toInstant, toWall: (instant) => instant + offsetAt(instant) };
}

function readOffsets(iana: string): (instant: Instant) => number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: iana, timeZoneName: 'longOffset' });
  return (instant) => {
    const text = format.format(instant);
    const match = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(text);
    const seconds = Number(match?.[2] ?? 0) * 3600 + Number(match?.[3] ?? 0) * 60 + Number(match?.[4] ?? 0);
    return (match?.[1] === '-' ? -seconds : seconds) * 1000;
  };
}

/** Intl takes microseconds an answer; each year's few changes are therefore looked up once and kept. */
function rememberByYear(read: (instant: Instant) => number): (instant: Instant) => number {
  const years = new Map<number, readonly { readonly from: Instant; readonly offset: number }[]>();
  return (instant) => {
    const year = new Date(instant).getUTCFullYear();
    let changes = years.get(year);
    if (changes === undefined) {
      changes = changesIn(year, read);
      years.set(year, changes);
    }
    let offset = 0;
    for (const change of changes) {
      if (change.from > instant) break;
      offset = change.offset;
    }
    return offset;
  };
}

function changesIn(year: number, read: (instant: Instant) => number): readonly { readonly from: Instant; readonly offset: number }[] {
  const start = Date.UTC(year, 0, 1);
  const end = Date.UTC(year + 1, 0, 1);
  const changes = [{ from: start, offset: read(start) }];
  for (let at = start; at < end; at += 10 * DAY) {
    const next = Math.min(at + 10 * DAY, end);
    const offset = changes.at(-1)?.offset ?? 0;
    const after = read(next);
    if (after === offset) continue;
    changes.push({ from: firstInstantWith(after, at, next, read), offset: after });
  }
  return changes;
}

function firstInstantWith(offset: number, before: Instant, after: Instant, read: (instant: Instant) => number): Instant {
  let low = before;
  let high = after;
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000;
    if (read(middle) === offset) high = middle;
    else low = middle;
  }
  return high;
}
