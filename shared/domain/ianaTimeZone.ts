import { timeZoneFromOffsets, utcTimeZone } from './timeZone.ts';
import type { Instant, TimeZone } from './timeZone.ts';

/** Offset from `from` until the next change of the same block. */
interface Change {
  readonly from: Instant;
  readonly offset: number;
}

/** Time is cut into blocks of 2^35 ms (398 days); each is searched for changes once, when first asked about. */
const BLOCK = 2 ** 35;
/** Shorter than any two changes of the tz database lie apart (Africa/Freetown 1939: four days; else a week). */
const STEP = 3 * 86_400_000;
const LAST_INSTANT = 8.64e15;

const zonesByName = new Map<string, TimeZone | null>();
const zonesByCanonicalName = new Map<string, TimeZone>([['UTC', utcTimeZone]]);

/**
 * The zone of the tz database with that name (any letter case, links included), or null when there is none. Offsets are those
 * of the runtime's own data. One object per canonical name, so that its findings are shared by everyone.
 */
export function ianaTimeZone(name: string): TimeZone | null {
  const known = zonesByName.get(name);
  if (known !== undefined) return known;
  const canonical = canonicalZoneName(name);
  const zone = canonical === null ? null : zoneOf(canonical);
  zonesByName.set(name, zone);
  return zone;
}

/** The name Intl prefers for a zone (`US/Eastern` → `America/New_York`), or null when it knows no such zone. */
export function canonicalZoneName(name: string): string | null {
  // Newer engines also take `+01:00`, which is no name of the tz database.
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(name) || isForeignAbbreviation(name)) return null;
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

/** ICU adds abbreviations the tz database does not have, and with meanings few would guess (AST is Anchorage, BST Dhaka). */
function isForeignAbbreviation(name: string): boolean {
  if (/^SystemV\//i.test(name)) return true;
  return /^[a-z]{3}$/i.test(name) && !/^(?:UTC|GMT|UCT|CET|MET|EET|WET|EST|MST|HST|PRC|ROC|ROK)$/i.test(name);
}

function zoneOf(canonical: string): TimeZone {
  const known = zonesByCanonicalName.get(canonical);
  if (known !== undefined) return known;
  const zone = timeZoneFromOffsets(canonical, offsetsOf(canonical));
  zonesByCanonicalName.set(canonical, zone);
  return zone;
}

function offsetsOf(canonical: string): (instant: Instant) => number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: canonical, timeZoneName: 'longOffset' });
  const blocks = new Map<number, readonly Change[]>();
  const blockOf = (index: number): readonly Change[] => {
    let changes = blocks.get(index);
    if (changes === undefined) {
      changes = changesWithin(index * BLOCK, (index + 1) * BLOCK, (at) => readOffset(format, at));
      blocks.set(index, changes);
    }
    return changes;
  };
  // Most questions are about the same months as the one before.
  let [from, through, last] = [Infinity, -Infinity, 0];
  return (instant) => {
    if (instant >= from && instant < through) return last;
    const index = Math.floor(instant / BLOCK);
    [from, through, last] = [index * BLOCK, (index + 1) * BLOCK, 0];
    for (const change of blockOf(index)) {
      if (change.from > instant) {
        through = change.from;
        break;
      }
      [from, last] = [change.from, change.offset];
    }
    return last;
  };
}

function changesWithin(start: Instant, end: Instant, offsetAt: (instant: Instant) => number): readonly Change[] {
  const changes: Change[] = [{ from: start, offset: offsetAt(start) }];
  let low = start;
  let offset = offsetAt(start);
  while (low < end - 1) {
    const high = Math.min(low + STEP, end - 1);
    const next = offsetAt(high);
    if (next !== offset) changes.push({ from: changeBetween(low, high, offset, offsetAt), offset: next });
    low = high;
    offset = next;
  }
  return changes;
}

/** The first instant after `low` (not later than `high`) with another offset than at `low`. */
function changeBetween(low: Instant, high: Instant, offset: number, offsetAt: (instant: Instant) => number): Instant {
  let same = low;
  let other = high;
  while (other - same > 1) {
    const middle = Math.floor((same + other) / 2);
    if (offsetAt(middle) === offset) same = middle;
    else other = middle;
  }
  return other;
}

/** Reads `…, GMT+05:30` or `…, GMT-00:01:15` off a formatted date; Intl offers offsets in no other way. */
function readOffset(format: Intl.DateTimeFormat, instant: Instant): number {
  const text = format.format(Math.max(-LAST_INSTANT, Math.min(LAST_INSTANT, instant)));
  const parts = /([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(text);
  if (parts === null) return 0;
  const minutes = Number(parts[2]) * 60 + Number(parts[3]) + Number(parts[4] ?? 0) / 60;
  return parts[1] === '-' ? -minutes : minutes;
}
