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

/**
 * The Windows zone that tells the same time as `zone` at the event's own instants (without any: over the years); of several the
 * one preferred, then the one that agrees most over the years, then the commonest. Without a perfect one, the one that agrees
 * most often.
 */
export function fitWindowsZone(zone: TimeZone, preferred: readonly string[], instants: readonly Instant[]): WindowsFit {
  const own = instants.length > 0 ? instants : GRID;
  const order = [...new Set([...preferred, ...COMMON, ...allWindowsIds()])];
  const exact = order.filter((id) => agreesWithWindows(zone, id, own));
  const favourite = exact.find((id) => preferred.includes(id));
  if (favourite !== undefined) return { windowsId: favourite, isExact: true };
  const ranked = exact.length > 0 ? exact : order;
  const score = (id: string): number => agreement(zone, id, own) * GRID.length + agreement(zone, id, GRID);
  const scores = ranked.map((id) => ({ id, score: score(id) }));
  const best = scores.reduce((leader, candidate) => (candidate.score > leader.score ? candidate : leader));
  return { windowsId: best.id, isExact: exact.length > 0 };
}

/** At how many of the instants both tell the same time. */
function agreement(zone: TimeZone, windowsId: string, instants: readonly Instant[]): number {
  const windows = windowsTimeZone(windowsId);
  return windows === null ? 0 : instants.filter((instant) => windows.offsetAt(instant) === zone.offsetAt(instant)).length;
}
