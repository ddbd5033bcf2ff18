import { note } from '../../domain/note.ts';
import { RECURRENCE_NOTES } from '../../domain/notes/recurrence.ts';
import type { ICalRecur } from '../../ical/model.ts';
import { DAY_MS } from '../../ews/patternCalendar.ts';
import { claimOf } from './draft.ts';
import type { Draft, DraftSeries } from './draft.ts';
import { draftSeries } from './draftSeries.ts';
import { laneDays } from './lane.ts';
import type { RangedLane } from './rangeLanes.ts';
import { ruleLanes } from './ruleLanes.ts';
import { laneText } from './ruleText.ts';
import type { Stretch } from './segments.ts';
import type { SeriesContext } from './seriesContext.ts';

/** Says each rule in series where it can; true where some rule, or part of one, is left to be written instance by instance. */
export function draftRules(draft: Draft, stretches: readonly Stretch[], context: SeriesContext): boolean {
  let isIncomplete = false;
  for (const rule of distinctRules(context.master.rrules, draft)) {
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

function distinctRules(rules: readonly ICalRecur[], draft: Draft): readonly ICalRecur[] {
  if (rules.length < 2) return rules;
  const known = new Set<string>();
  return rules.filter((rule) => {
    const key = JSON.stringify({ ...rule, text: '' });
    if (known.has(key)) draft.notes.push(note(RECURRENCE_NOTES, 'rule-duplicate', 'RRULE', rule.text));
    return known.size !== known.add(key).size;
  });
}

/** One series for each stretch the lane passes through. False where one of them cannot follow its move. */
function addLane(draft: Draft, ranged: RangedLane, stretches: readonly Stretch[], context: SeriesContext): boolean {
  let isComplete = true;
  for (const stretch of stretches) {
    const piece = stretches.length === 1 ? ranged : cut(ranged, stretch);
    if (piece === null || stretch.isGone) continue;
    const series = draftSeries(piece, stretch.segment, context, stretch.suffix);
    if (series === null) isComplete = false;
    else draft.series.push(withoutDuplicates(draft, series, context));
  }
  return isComplete;
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
    gaps: ranged.gaps.filter((day) => day >= first),
  };
}

/** What an earlier rule already gives is taken out of a later one: to its end, or to the horizon. */
function withoutDuplicates(draft: Draft, series: DraftSeries, context: SeriesContext): DraftSeries {
  if (draft.series.length === 0 || context.master.rrules.length < 2) return series;
  const through = Math.floor(context.options.horizon / DAY_MS);
  for (const day of series.days) {
    if (day > through) break;
    if (claimOf(draft, day * DAY_MS + series.originalTimeOfDay) !== null) series.deletions.add(day);
  }
  return series;
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
  if (became.length === 0) return;
  if (seriesClass === 'rewritten') draft.notes.push(note(RECURRENCE_NOTES, 'rule-rewritten', 'RRULE', rule.text, became.join(' + ')));
  if (seriesClass === 'split') draft.notes.push(note(RECURRENCE_NOTES, 'rule-split', 'RRULE', rule.text, became.join(' + ')));
}
