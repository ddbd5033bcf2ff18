import { note } from '../../domain/note.ts';
import { RECURRENCE_NOTES } from '../../domain/notes/recurrence.ts';
import type { ICalRecur } from '../../ical/model.ts';
import { DAY_MS } from '../../ews/patternCalendar.ts';
import type { DayNumber } from '../../ews/patternCalendar.ts';
import { claimOf } from './draft.ts';
import type { Draft, DraftSeries } from './draft.ts';
import { draftSeries, seriesBetween } from './draftSeries.ts';
import { laneDays } from './lane.ts';
import type { RangedLane } from './rangeLanes.ts';
import { ruleEnd, ruleLanes } from './ruleLanes.ts';
import { separateOverlaps } from './separateOverlaps.ts';
import { laneText, patternText } from './ruleText.ts';
import type { Stretch } from './segments.ts';
import type { SeriesContext } from './seriesContext.ts';

/** Says each rule in series where it can; true where some rule, or part of one, is left to be written instance by instance. */
export function draftRules(draft: Draft, stretches: readonly Stretch[], context: SeriesContext): boolean {
  let isIncomplete = false;
  for (const rule of usableRules(context.master.rrules, draft)) {
    const found = ruleLanes(rule, context);
    explainRule(draft, rule, found === null ? null : found.lanes, found?.seriesClass ?? 'expanded', context);
    if (found === null) {
      isIncomplete = true;
      continue;
    }
    for (const lane of found.lanes) isIncomplete = !addLane(draft, lane, stretches, context) || isIncomplete;
  }
  return isIncomplete;
}

/** RFC 7529 calendars: the source's own expansion does not follow them either. */
function usableRules(rules: readonly ICalRecur[], draft: Draft): readonly ICalRecur[] {
  return rules.filter((rule) => {
    const isGregorian = rule.rscale === null || rule.rscale.toUpperCase() === 'GREGORIAN';
    if (!isGregorian) draft.notes.push(note(RECURRENCE_NOTES, 'rule-calendar-unknown', 'RRULE', rule.text));
    return isGregorian;
  });
}

/** One series for each stretch the lane passes through. False where one of them cannot follow its move. */
function addLane(draft: Draft, ranged: RangedLane, stretches: readonly Stretch[], context: SeriesContext): boolean {
  let isComplete = true;
  for (const stretch of stretches) {
    if (stretch.isGone) continue;
    const pieces = stretches.length === 1 ? [ranged] : stretchPieces(ranged, stretch);
    isComplete = isComplete && pieces !== null;
    for (const piece of pieces ?? []) {
      const series = draftSeries(piece, stretch.segment, context, stretch.suffix);
      isComplete = isComplete && series !== null;
      const distinct = series === null ? null : withoutDuplicates(draft, series, context);
      if (distinct !== null) draft.series.push(distinct);
    }
  }
  return isComplete;
}

/** The lane within a stretch; several where the stretch's instances last longer than the lane waits, null where that is no use. */
function stretchPieces(ranged: RangedLane, stretch: Stretch): readonly RangedLane[] | null {
  const piece = cut(ranged, stretch);
  if (piece === null) return [];
  const lanes = separateOverlaps(piece.lane, stretch.segment.length);
  if (lanes?.length === 1) return [piece];
  if (lanes === null || piece.gaps.length > 0) return null;
  return lanes.flatMap((lane) => {
    const days = laneDays(lane, piece.first * DAY_MS + lane.timeOfDay, piece.last ?? undefined);
    const first = days.nth(1);
    return first === null ? [] : [{ ...piece, lane, first, last: piece.last === null ? null : days.lastUpTo(piece.last), byCount: false }];
  });
}

function cut(ranged: RangedLane, { from, to }: Stretch): RangedLane | null {
  const { lane } = ranged;
  const days = laneDays(lane, ranged.first * DAY_MS + lane.timeOfDay, ranged.last ?? undefined);
  const dayFrom = (wall: number): number => Math.ceil((wall - lane.timeOfDay) / DAY_MS);
  const [first] = from === null ? [ranged.first] : days.from(dayFrom(from));
  const last = to === null ? ranged.last : days.lastUpTo(dayFrom(to) - 1);
  if (first === undefined || (to !== null && (last === null || last < first))) return null;
  return {
    ...ranged,
    first,
    last,
    byCount: ranged.byCount && to === null && from === null,
    gaps: ranged.gaps.filter((day) => day >= first && (last === null || day <= last)),
  };
}

/** What an earlier rule already gives is taken out of a later one, up to the horizon. Null when nothing is left. */
function withoutDuplicates(draft: Draft, series: DraftSeries, context: SeriesContext): DraftSeries | null {
  if (draft.series.length === 0 || context.master.rrules.length < 2) return series;
  const before = draft.series.length;
  draft.series = draft.series.filter((earlier) => !isPartOf(earlier, series, context));
  let firstLeft: DayNumber | null = null;
  const duplicates: DayNumber[] = [];
  for (const day of daysToCompare(series, context)) {
    if (series.deletions.has(day)) continue;
    const original = (day - series.movedByDays) * DAY_MS + series.originalTimeOfDay;
    if (claimOf(draft, original) === null) firstLeft ??= day;
    else duplicates.push(day);
  }
  const isDuplicate = draft.series.length < before || duplicates.length > 0;
  if (isDuplicate) draft.notes.push(note(RECURRENCE_NOTES, 'rule-duplicate', 'RRULE', patternText(series.lane.pattern)));
  if (firstLeft === null) return null;
  for (const day of duplicates) if (day * DAY_MS <= context.options.horizon) series.deletions.add(day);
  return firstLeft === series.first ? series : seriesBetween(series, firstLeft, series.last);
}

/** All of its days are days of the other: the other alone will do. */
function isPartOf(earlier: DraftSeries, later: DraftSeries, context: SeriesContext): boolean {
  if (earlier.segment !== later.segment || earlier.lane.timeOfDay !== later.lane.timeOfDay) return false;
  if (later.last !== null && (earlier.last === null || earlier.last > later.last)) return false;
  for (const day of daysToCompare(earlier, context)) {
    if (!earlier.deletions.has(day) && (!later.days.has(day) || later.deletions.has(day))) return false;
  }
  return true;
}

/** To the end of the series; of an endless one as long after the horizon as the calendar needs to come round. */
function* daysToCompare(series: DraftSeries, { options }: SeriesContext): Generator<DayNumber> {
  const through = Math.max(Math.floor(options.horizon / DAY_MS), series.first) + 28 * 366;
  for (const day of series.days) {
    if (series.last === null && day > through) return;
    yield day;
  }
}

function explainRule(
  draft: Draft,
  rule: ICalRecur,
  lanes: readonly RangedLane[] | null,
  seriesClass: string,
  context: SeriesContext,
): void {
  if (lanes === null) {
    draft.explanation.push(`${rule.text}: no Exchange pattern`);
    return;
  }
  const usual = context.start - Math.floor(context.start / DAY_MS) * DAY_MS;
  const became = lanes.map(({ lane }) => laneText(lane, usual));
  draft.explanation.push(`${rule.text}: ${seriesClass}, ${became.length === 0 ? 'no dates' : became.join(' + ')}`);
  if (became.length === 0) noteEmptyRule(draft, rule, context);
  if (became.length === 0) return;
  if (seriesClass === 'rewritten') draft.notes.push(note(RECURRENCE_NOTES, 'rule-rewritten', 'RRULE', rule.text, became.join(' + ')));
  if (seriesClass === 'split') draft.notes.push(note(RECURRENCE_NOTES, 'rule-split', 'RRULE', rule.text, became.join(' + ')));
}

/** DTSTART stays: it is an instance whatever the rule says. */
function noteEmptyRule(draft: Draft, rule: ICalRecur, context: SeriesContext): void {
  const { until } = ruleEnd(rule, context);
  if (rule.count === 1) return;
  const code = until !== null && until < context.start ? 'rule-ends-before-start' : 'rule-without-dates';
  draft.notes.push(note(RECURRENCE_NOTES, code, 'RRULE', rule.text));
}
