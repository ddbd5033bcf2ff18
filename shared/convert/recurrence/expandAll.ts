import { note } from '../../domain/note.ts';
import { RECURRENCE_NOTES } from '../../domain/notes/recurrence.ts';
import { DAY_MS, dateOf } from '../../ews/patternCalendar.ts';
import type { SourceInstance } from '../../ical/model.ts';
import { sourceInstances } from './compareInstances.ts';
import { wholeWindow } from './comparisonWindows.ts';
import type { Draft } from './draft.ts';
import { addSingle } from './repair.ts';
import type { SeriesContext } from './seriesContext.ts';

/** What Calendar Server itself allows one object (MaxAllowedInstances). */
const MOST_SINGLES = 3000;
/** A series that ends is written to its end where that is no more than this. */
const FEW_INSTANCES = 60;
const SEARCHED = 30 * 366 * DAY_MS;

/** Writes the whole object instance by instance: to its end where that is near, else to the horizon, and says so. */
export function expandAll(draft: Draft, context: SeriesContext): void {
  const { instances, isCut, isLate } = allInstances(context);
  const kept = instances.slice(-MOST_SINGLES);
  draft.series = [];
  draft.singles.clear();
  for (const instance of kept) addSingle(draft, instance, context);
  if (kept.length < instances.length || isLate) draft.notes.push(note(RECURRENCE_NOTES, 'past-left-out', 'RRULE', '', dateAt(kept[0])));
  describeExpansion(draft, kept.length, isCut ? dateAt(kept.at(-1)) : null, context);
}

/** Notes that some or all of an object became single appointments. `until`: the last one of a rule that goes on. */
export function describeExpansion(draft: Draft, count: number, until: string | null, { master }: SeriesContext): void {
  const rules = master.rrules.map((rule) => rule.text).join(' ');
  const became = `${count} single appointments`;
  draft.notes.push(note(RECURRENCE_NOTES, 'rule-expanded', 'RRULE', rules, became));
  if (until !== null) draft.notes.push(note(RECURRENCE_NOTES, 'rule-cut-at-horizon', 'RRULE', rules, until));
  draft.explanation.push(`${rules} -> ${became}${until === null ? '' : ` until ${until}`}`);
}

export function dateAt(instance: SourceInstance | undefined): string {
  return instance === undefined ? '' : dateOf(Math.floor(instance.start / DAY_MS));
}

interface AllInstances {
  readonly instances: readonly SourceInstance[];
  /** There are later ones. */
  readonly isCut: boolean;
  /** There are earlier ones. */
  readonly isLate: boolean;
}

function allInstances(context: SeriesContext): AllInstances {
  const window = wholeWindow(context);
  if (context.master.rrules.every((rule) => rule.count !== null || rule.until !== null)) {
    const all = sourceInstances(context, { from: window.from, to: window.to + SEARCHED }, FEW_INSTANCES);
    if (!all.isTruncated) return { instances: all.instances, isCut: false, isLate: false };
  }
  let { from } = window;
  let found = sourceInstances(context, window);
  while (found.isTruncated && window.to - from > DAY_MS) {
    from = (from + window.to) / 2;
    found = sourceInstances(context, { from, to: window.to });
  }
  return { instances: found.instances, isCut: found.isTruncated || goesOn(context), isLate: from !== window.from };
}

function goesOn(context: SeriesContext): boolean {
  const { horizon } = context.options;
  return sourceInstances(context, { from: horizon, to: horizon + SEARCHED }, 1).instances.length > 0;
}
