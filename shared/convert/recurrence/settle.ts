import { note } from '../../domain/note.ts';
import { RECURRENCE_NOTES } from '../../domain/notes/recurrence.ts';
import { isoDate } from '../isoTime.ts';
import { isFaithful, sourceInstances } from './compareInstances.ts';
import { comparisonWindows, mendingWindow } from './comparisonWindows.ts';
import { detachCrossing } from './detach.ts';
import type { Draft } from './draft.ts';
import { dateAt, describeExpansion, expandAll, goesOn } from './expandAll.ts';
import { repair } from './repair.ts';
import type { SeriesContext } from './seriesContext.ts';

/**
 * Compares the draft with the source over the horizon and mends what differs; where that fails, everything becomes single
 * appointments. Whatever was wrong about a rule, a zone or this program: what is written shows what the source shows.
 */
export function settle(draft: Draft, context: SeriesContext, isIncomplete: boolean): 'kept' | 'mended' | 'expanded' {
  detachCrossing(draft);
  const isFinished = !isIncomplete && context.master.exrules.length === 0;
  if (isFinished && (context.options.proof === 'hash' || isWhole(draft, context))) return 'kept';
  if (draft.series.length > 0 && mend(draft, context, isIncomplete)) return isIncomplete ? 'expanded' : 'mended';
  expandAll(draft, context);
  return 'expanded';
}

function isWhole(draft: Draft, context: SeriesContext): boolean {
  return comparisonWindows(draft, context).every((window) => isFaithful(draft, context, window));
}

function mend(draft: Draft, context: SeriesContext, isIncomplete: boolean): boolean {
  const window = mendingWindow(draft, context);
  const singlesBefore = draft.singles.size;
  if (!repair(draft, context, window)) return false;
  detachCrossing(draft);
  if (!isFaithful(draft, context, window) || !isWhole(draft, context)) return false;
  noteEndlessExclusion(draft, context);
  if (isIncomplete) {
    const until = goesOn(context) ? dateAt(sourceInstances(context, window).instances.at(-1)) : null;
    describeExpansion(draft, draft.singles.size - singlesBefore, until, context);
  }
  return true;
}

function noteEndlessExclusion(draft: Draft, { master, options }: SeriesContext): void {
  const isEndless = draft.series.some(({ last }) => last === null);
  if (!isEndless || master.exrules.length === 0) return;
  const rules = master.exrules.map((rule) => rule.text).join(' ');
  draft.notes.push(note(RECURRENCE_NOTES, 'dates-excluded-until-horizon', 'EXRULE', rules, isoDate(options.horizon)));
}
