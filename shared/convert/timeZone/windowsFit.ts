import type { Instant, TimeZone } from '../../domain/timeZone.ts';
import { allWindowsIds, windowsTimeZone } from '../../ews/windowsZones.ts';

/** Both sides of every change of the years whose events matter most. */
const GRID: readonly Instant[] = Array.from({ length: 24 * 14 }, (_unused, index) =>
  Date.UTC(2015 + Math.floor(index / 24), Math.floor((index % 24) / 2), index % 2 === 0 ? 1 : 15, 12),
);

/** Asked first where several zones agree: the ones most people live in. */
const COMMON: readonly string[] = [
  'UTC',
  'W. Europe Standard Time',
  'GMT Standard Time',
  'Eastern Standard Time',
  'Central Standard Time',
  'Mountain Standard Time',
  'Pacific Standard Time',
  'Tokyo Standard Time',
  'India Standard Time',
  'China Standard Time',
  'AUS Eastern Standard Time',
  'FLE Standard Time',
];

/** Whether a Windows zone tells the same time as `zone` at all these instants. */
export function agreesWithWindows(zone: TimeZone, windowsId: string, instants: readonly Instant[]): boolean {
  const windows = windowsTimeZone(windowsId);
  return windows !== null && (windows === zone || instants.every((instant) => windows.offsetAt(instant) === zone.offsetAt(instant)));
}

const agreementByPair = new Map<string, boolean>();

/** The same over the usual years: then no single event need be looked at. */
export function agreesOverYears(zone: TimeZone, windowsId: string): boolean {
  const key = `${zone.id} = ${windowsId}`;
  let agrees = agreementByPair.get(key);
  if (agrees === undefined) {
    agrees = agreesWithWindows(zone, windowsId, GRID);
    agreementByPair.set(key, agrees);
  }
  return agrees;
}

export interface WindowsFit {
  readonly windowsId: string;
  /** False: the best there is, but not the same at every instant. */
  readonly isExact: boolean;
}

const YEAR = 366 * 86_400_000;

/**
 * The Windows zone that tells the same time as `zone` at the event's own instants (without any: over the years); of several the
 * one preferred, then the one that agrees most over the years, then the commonest. Where none agrees throughout, what is to come
 * matters more than what was: a preferred one that is right for the last year, else the one that is right since longest.
 */
export function fitWindowsZone(zone: TimeZone, preferred: readonly string[], instants: readonly Instant[]): WindowsFit {
  const own = instants.length > 0 ? [...instants].sort((a, b) => a - b) : GRID;
  const order = [...new Set([...preferred, ...COMMON, ...allWindowsIds()])];
  const right = order.map((windowsId) => ({ windowsId, since: rightSince(zone, windowsId, own) }));
  const earliest = Math.min(...right.map(({ since }) => since));
  const lastYear = own.findIndex((instant) => instant >= (own.at(-1) ?? 0) - YEAR);
  const latest = earliest === 0 ? 0 : Math.max(earliest, lastYear);
  const favourite = right.find(({ windowsId, since }) => preferred.includes(windowsId) && since <= latest)?.windowsId;
  const best = right.filter(({ since }) => since === earliest).map(({ windowsId }) => windowsId);
  return { windowsId: favourite ?? mostAgreeing(zone, best), isExact: earliest === 0 };
}

/** The index from which on a Windows zone tells the right time at every instant. */
function rightSince(zone: TimeZone, windowsId: string, instants: readonly Instant[]): number {
  const windows = windowsTimeZone(windowsId);
  if (windows === null) return instants.length;
  return instants.findLastIndex((instant) => windows.offsetAt(instant) !== zone.offsetAt(instant)) + 1;
}

function mostAgreeing(zone: TimeZone, windowsIds: readonly string[]): string {
  const scores = windowsIds.map((id) => {
    const windows = windowsTimeZone(id);
    return { id, score: GRID.filter((instant) => windows?.offsetAt(instant) === zone.offsetAt(instant)).length };
  });
  return scores.reduce((leader, candidate) => (candidate.score > leader.score ? candidate : leader)).id;
}
