import type { Instant, Wall } from '../domain/timeZone.ts';
import { ruleWalls, visitRuleWalls } from './expandRule.ts';
import type { ExpansionWork, WallRange } from './expandRule.ts';
import { DAY } from './expandRuleDays.ts';
import { afterDuration, endInstant, midnightOf } from './expandSpan.ts';
import type { EventTiming, ZoneOf } from './expandSpan.ts';
import type { ICalDateTime, ICalEvent, ICalRDate, ICalRecur } from './model.ts';

/** A place in the recurrence set; `end` only where an RDATE period brings its own. */
export interface SeriesStart {
  readonly wall: Wall;
  readonly instant: Instant;
  readonly end: Instant | null;
}

export interface SeriesStarts {
  readonly starts: readonly SeriesStart[];
  /** The set goes on in the range, but was not followed further. */
  readonly truncated: boolean;
}

export interface StartsRequest {
  readonly master: ICalEvent;
  readonly timing: EventTiming;
  readonly zoneOf: ZoneOf;
  /** The zone that tells which date a UTC value means for an all-day series. */
  readonly dateZoneTzid: string | null;
  readonly range: WallRange;
  /** Walls outside of it are dropped unless named. */
  readonly isWanted: (wall: Wall) => boolean;
  /** So many walls of one rule from `countedFrom` on are enough. */
  readonly limit: number;
  readonly countedFrom?: Wall;
  readonly work: ExpansionWork;
}

/** The recurrence set of a master before EXDATE and overrides: DTSTART, RRULEs and RDATEs, less EXRULEs. Ascending. */
export function seriesStarts(request: StartsRequest): SeriesStarts {
  const { master, timing } = request;
  const found: SeriesStart[] = [];
  let isInOrder = master.exrules.length === 0;
  let latest = -Infinity;
  const add = (wall: Wall, end: Instant | null): void => {
    const instant = timing.zone.toInstant(wall);
    isInOrder &&= instant > latest;
    latest = instant;
    found.push({ wall, instant, end });
  };
  if (request.isWanted(timing.start)) add(timing.start, null);
  const complete = master.rrules.map((rule) => addRule(request, rule, (wall) => add(wall, null)));
  for (const rdate of master.rdates) {
    const { wall, end } = placeOf(rdate, request);
    if (request.isWanted(wall)) add(wall, end);
  }
  // One rule gives its walls in order; whatever else there is has to be put in order, and told apart.
  const starts = isInOrder ? found : ordered(found, request);
  return { starts, truncated: complete.includes(false) || request.work.left < 0 };
}

/** Of a wall that came several times the last; of walls that are one instant (02:30 does not exist and means 03:30) the one that exists. */
function ordered(found: readonly SeriesStart[], request: StartsRequest): readonly SeriesStart[] {
  const byWall = new Map(found.map((start) => [start.wall, start]));
  for (const rule of request.master.exrules) for (const wall of excludedWalls(request, rule)) byWall.delete(wall);
  const starts = [...byWall.values()].sort((a, b) => a.instant - b.instant || a.wall - b.wall);
  return starts.filter((start, index) => starts[index + 1]?.instant !== start.instant);
}

/** RFC 7529 calendars other than the Gregorian: which days they mean is not known here. */
function isForeignCalendar(rule: ICalRecur): boolean {
  return rule.rscale !== null && rule.rscale.toUpperCase() !== 'GREGORIAN';
}

/** DTSTART is the first of COUNT even where the rule does not match it (RFC 5545 §3.8.5.3). False when cut short. */
function addRule(request: StartsRequest, rule: ICalRecur, add: (wall: Wall) => void): boolean {
  if (isForeignCalendar(rule)) return false;
  const { timing, range, work } = request;
  const isPast = pastUntil(rule, request);
  const from = rule.count === null ? range.from : timing.start;
  const most = rule.count ?? Infinity;
  const countedFrom = request.countedFrom ?? -Infinity;
  let count = 1;
  let kept = 0;
  visitRuleWalls(rule, timing.start, timing.isAllDay, { from, through: range.through }, work, (wall) => {
    if (isPast(wall)) return true;
    if (wall === timing.start) return false;
    count += 1;
    if (count > most) return true;
    if (request.isWanted(wall)) {
      if (wall >= countedFrom) kept += 1;
      if (kept <= request.limit) add(wall);
      return kept > request.limit;
    }
    work.left -= 1;
    return work.left < 0;
  });
  return kept <= request.limit && work.left >= 0;
}

/** An EXRULE's own COUNT counts what it matches. */
function* excludedWalls(request: StartsRequest, rule: ICalRecur): Generator<Wall> {
  if (isForeignCalendar(rule)) return;
  const { timing, range, work } = request;
  const isPast = pastUntil(rule, request);
  const from = rule.count === null ? range.from : timing.start;
  let count = 0;
  for (const wall of ruleWalls(rule, timing.start, timing.isAllDay, { from, through: range.through }, work)) {
    if (isPast(wall) || (rule.count !== null && ++count > Math.max(1, rule.count))) return;
    yield wall;
  }
}

/** UNTIL in every form found: a date includes its whole day, a floating time is one of the series' zone, `Z` is an instant. */
function pastUntil(rule: ICalRecur, request: StartsRequest): (wall: Wall) => boolean {
  const { until } = rule;
  const { timing } = request;
  if (until === null) return () => false;
  if (timing.isAllDay) {
    const last = dateOf(until, request);
    return (wall) => wall > last;
  }
  if (until.isDate) return (wall) => wall >= until.wall + DAY;
  if (until.tzid === null) return (wall) => wall > until.wall;
  const last = request.zoneOf(until.tzid).toInstant(until.wall);
  return (wall) => timing.zone.toInstant(wall) > last;
}

/**
 * The date a value means for an all-day series. Exchange writes local midnight as UTC, so `Z` is read in the calendar's zone;
 * but 00:00:00Z is how a plain date looks when a client added a time to it.
 */
export function dateOf(value: ICalDateTime, request: Pick<StartsRequest, 'zoneOf' | 'dateZoneTzid'>): Wall {
  const midnight = midnightOf(value.wall);
  if (value.isDate || value.tzid !== 'UTC' || midnight === value.wall) return midnight;
  return midnightOf(request.zoneOf(request.dateZoneTzid).toWall(value.wall));
}

/** Where an RDATE stands on the series' own wall. A date on a timed series means that day at the usual time. */
function placeOf(rdate: ICalRDate, request: StartsRequest): { readonly wall: Wall; readonly end: Instant | null } {
  const { timing, zoneOf } = request;
  const { start } = rdate;
  if (timing.isAllDay) return { wall: dateOf(start, request), end: null };
  const wall = seriesWall(start, request);
  const zone = start.tzid === null ? timing.zone : zoneOf(start.tzid);
  if (rdate.end !== null) return { wall, end: Math.max(timing.zone.toInstant(wall), endInstant(rdate.end, zone, zoneOf)) };
  return { wall, end: rdate.duration === null ? null : afterDuration(start.wall, rdate.duration, zone) };
}

/** A value on the wall of a timed series; floating values are meant in its zone. */
export function seriesWall(value: ICalDateTime, request: Pick<StartsRequest, 'timing' | 'zoneOf'>): Wall {
  const { timing } = request;
  if (value.isDate) return value.wall + (timing.start - midnightOf(timing.start));
  if (value.tzid === null) return value.wall;
  const zone = request.zoneOf(value.tzid);
  return zone === timing.zone ? value.wall : timing.zone.toWall(zone.toInstant(value.wall));
}
