import type { Instant, Wall } from '../../domain/timeZone.ts';
import { ruleWalls } from '../../ical/expandRule.ts';
import { dateOf } from '../../ical/expandStarts.ts';
import type { ICalRecur } from '../../ical/model.ts';
import { DAY_MS, LAST_DAY } from '../../ews/patternCalendar.ts';
import type { DayNumber } from '../../ews/patternCalendar.ts';
import { laneDays } from './lane.ts';
import type { Lane, RuleShape } from './lane.ts';
import { FIRST_DAY, rangeLanes } from './rangeLanes.ts';
import type { RangedLane, RuleEnd } from './rangeLanes.ts';
import { separateOverlaps } from './separateOverlaps.ts';
import type { SeriesContext } from './seriesContext.ts';
import { clampedLane, shapeRule } from './shapeRule.ts';

/** What a rule becomes: series, or null where it must be written instance by instance. */
export interface RuleLanes {
  readonly lanes: readonly RangedLane[];
  readonly seriesClass: 'native' | 'rewritten' | 'split';
}

/** So many series for one rule are no harder to live with than one. */
const FEW_LANES = 3;
/** So many are still better than an endless rule that stops at the horizon. */
const MANY_LANES = 12;
/** A finite rule with no more instances is better written one by one than as many series. */
const FEW_INSTANCES = 60;
/** Exchange is troubled by more than 256 exceptions. */
const MANY_GAPS = 200;
/** Ends the search for days of a rule that never matches. */
const WORK = 300_000;

/** Chooses among the ways to say a rule: one pattern, few, one with days taken out, many; null = none of them. */
export function ruleLanes(rule: ICalRecur, context: SeriesContext): RuleLanes | null {
  const { start, timing } = context;
  const end = ruleEnd(rule, context);
  const shape = shapeRule(rule, start, timing.isAllDay);
  const lanes = shape.kind === 'lanes' ? separated(shape.lanes, context) : null;
  if (shape.kind === 'lanes' && lanes !== null && lanes.length <= FEW_LANES) {
    const kind = lanes.length > 1 ? 'split' : shape.isNative ? 'native' : 'rewritten';
    return { lanes: rangeLanes(lanes, start, end), seriesClass: kind };
  }
  const isFinite = end.count !== null || end.until !== null;
  const thinned = isFinite ? thinnedLane(shape, rule, end, context) : null;
  if (thinned !== null) return { lanes: [thinned], seriesClass: 'rewritten' };
  if (lanes === null) return null;
  const ranged = rangeLanes(lanes, start, end);
  const isFew = isFinite && ranged.reduce((sum, lane) => sum + countDays(lane), 0) <= FEW_INSTANCES;
  const differOnlyInTime = new Set(lanes.map((lane) => lane.pattern)).size <= FEW_LANES;
  return isFew || !(lanes.length <= MANY_LANES || differOnlyInTime) ? null : { lanes: ranged, seriesClass: 'split' };
}

export function countDays({ lane, first, last }: RangedLane): number {
  return laneDays(lane, first * DAY_MS + lane.timeOfDay).countUpTo(last ?? LAST_DAY);
}

function separated(lanes: readonly Lane[], context: SeriesContext): readonly Lane[] | null {
  const duration = wallLength(context);
  const all = lanes.map((lane) => separateOverlaps(lane, duration));
  return all.every((one) => one !== null) ? all.flat() : null;
}

/** How long an instance is, as the clock on the wall counts on an ordinary day. */
export function wallLength({ timing, master, start }: Pick<SeriesContext, 'timing' | 'master' | 'start'>): number {
  if (timing.isAllDay || master.duration === null) return timing.endOf(start) - timing.zone.toInstant(start);
  return Math.max(0, master.duration.days * DAY_MS + master.duration.milliseconds);
}

/** The end of a rule on the wall of its series; an UNTIL so late that Exchange has no date for it is none. */
export function ruleEnd(rule: ICalRecur, { timing, reader }: SeriesContext): RuleEnd {
  const until = rule.until === null ? null : untilWall(rule.until, timing.isAllDay, reader);
  return { count: rule.count, until: until !== null && until >= LAST_DAY * DAY_MS ? null : until };
}

function untilWall(until: NonNullable<ICalRecur['until']>, isAllDay: boolean, reader: SeriesContext['reader']): Wall {
  if (isAllDay) return dateOf(until, reader);
  if (until.isDate) return until.wall + DAY_MS - 1;
  if (until.tzid === null) return until.wall;
  const last: Instant = reader.zoneOf(until.tzid).toInstant(until.wall);
  return reader.timing.zone.toWall(last);
}

/** A pattern with too many days, less the days that are too many: possible where the rule ends and most days stay. */
function thinnedLane(shape: RuleShape, rule: ICalRecur, end: RuleEnd, context: SeriesContext): RangedLane | null {
  const { start, timing } = context;
  const clamped = shape.kind === 'thinned' ? shape : clampedLane(rule, start);
  if (clamped.kind !== 'thinned') return null;
  const { lane } = clamped;
  if (separateOverlaps(lane, wallLength(context))?.length !== 1) return null;
  const kept = keptDays(rule, end, lane, context);
  const [first] = kept ?? [];
  const last = kept?.at(-1);
  if (kept === null || first === undefined || last === undefined || first < FIRST_DAY) return null;
  const wanted = new Set(kept);
  const all = laneDays(lane, first * DAY_MS + (timing.isAllDay ? 0 : lane.timeOfDay), last);
  if (all.countUpTo(last) - kept.length > Math.min(MANY_GAPS, kept.length) || kept.some((day) => !all.has(day))) return null;
  return {
    lane,
    first,
    last,
    byCount: false,
    gaps: [...all].filter((day) => !wanted.has(day)),
    holdsStart: first * DAY_MS + lane.timeOfDay === start,
  };
}

/** The days of a rule that ends, or null when it goes on for too long to be thinned. */
function keptDays(rule: ICalRecur, end: RuleEnd, lane: Lane, { start, timing }: SeriesContext): readonly DayNumber[] | null {
  const most = 4 * MANY_GAPS;
  const days: DayNumber[] = [];
  const range = { from: start, through: end.until ?? LAST_DAY * DAY_MS };
  let count = 1;
  for (const wall of ruleWalls(rule, start, timing.isAllDay, range, { left: WORK })) {
    if (wall !== start && end.count !== null && ++count > end.count) return days;
    if (days.push((wall - lane.timeOfDay) / DAY_MS) > most) return null;
  }
  return days;
}
