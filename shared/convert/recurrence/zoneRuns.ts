import type { TimeZone, Wall } from '../../domain/timeZone.ts';
import { DAY_MS } from '../../ews/patternCalendar.ts';

/** Two zones have the same offsets all along: asked twice a day once, remembered by year. */
const agreements = new WeakMap<TimeZone, WeakMap<TimeZone, Map<number, boolean>>>();

/** Whether two zones have the same offsets from one instant to another. */
export function zonesAgree(source: TimeZone, target: TimeZone, from: number, to: number): boolean {
  if (source === target) return true;
  const byTarget = agreements.get(source) ?? new WeakMap<TimeZone, Map<number, boolean>>();
  agreements.set(source, byTarget);
  const byYear = byTarget.get(target) ?? new Map<number, boolean>();
  byTarget.set(target, byYear);
  for (let year = new Date(from).getUTCFullYear(); Date.UTC(year, 0, 1) < to; year += 1) {
    let agrees = byYear.get(year);
    if (agrees === undefined) {
      agrees = agreesInYear(source, target, year);
      byYear.set(year, agrees);
    }
    if (!agrees) return false;
  }
  return true;
}

function agreesInYear(source: TimeZone, target: TimeZone, year: number): boolean {
  for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += DAY_MS / 2) {
    if (source.offsetAt(at) !== target.offsetAt(at)) return false;
  }
  return true;
}

/** From this wall on, Exchange's clock shows `shift` more than the source's. */
export interface ZoneRun {
  readonly from: Wall;
  readonly shift: number;
}

/**
 * The stretches in which a series keeps one distance between the source's clock and Exchange's, as seen by its own occurrences
 * (`walls`, ascending). One stretch without shift where the zones agree.
 */
export function zoneRuns(source: TimeZone, target: TimeZone, walls: Iterable<Wall>): readonly ZoneRun[] {
  const runs: ZoneRun[] = [];
  for (const wall of walls) {
    const shift = target.toWall(source.toInstant(wall)) - wall;
    if (runs.at(-1)?.shift !== shift) runs.push({ from: wall, shift });
  }
  return runs;
}
