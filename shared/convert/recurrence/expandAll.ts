import { note } from '../../domain/note.ts';
import { RECURRENCE_NOTES } from '../../domain/notes/recurrence.ts';
import { DAY_MS, dateOf } from '../../ews/patternCalendar.ts';
import { expandObject } from '../../ical/expandObject.ts';
import type { SourceInstance } from '../../ical/model.ts';
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
  const { instances, isCut } = allInstances(context);
  draft.series = [];
  draft.singles.clear();
  for (const instance of instances) if (!(instance.cancelled && instance.isOverride)) addSingle(draft, instance, context);
  describeExpansion(draft, instances.length, isCut ? lastDate(instances) : null, context);
}

/** Notes that some or all of an object became single appointments. `until`: the last one of a rule that goes on. */
export function describeExpansion(draft: Draft, count: number, until: string | null, { master }: SeriesContext): void {
  const rules = master.rrules.map((rule) => rule.text).join(' ');
  const became = `${count} single appointments`;
  draft.notes.push(note(RECURRENCE_NOTES, 'rule-expanded', 'RRULE', rules, became));
  if (until !== null) draft.notes.push(note(RECURRENCE_NOTES, 'rule-cut-at-horizon', 'RRULE', rules, until));
  draft.explanation.push(`${rules} -> ${became}${until === null ? '' : ` until ${until}`}`);
}

export function lastDate(instances: readonly SourceInstance[]): string {
  return dateOf(Math.floor((instances.at(-1)?.start ?? 0) / DAY_MS));
}

function allInstances(context: SeriesContext): { readonly instances: readonly SourceInstance[]; readonly isCut: boolean } {
  const { object, reader, master } = context;
  const window = wholeWindow(context);
  const isFinite = master.rrules.every((rule) => rule.count !== null || rule.until !== null);
  if (isFinite) {
    const all = expandObject(object, reader.zoneOf, { from: window.from, to: window.to + SEARCHED }, { maxInstances: FEW_INSTANCES });
    if (!all.truncated) return { instances: all.instances, isCut: false };
  }
  const found = expandObject(object, reader.zoneOf, window, { maxInstances: MOST_SINGLES });
  return { instances: found.instances, isCut: found.truncated || !isFinite || goesOn(context) };
}

function goesOn({ object, reader, options }: SeriesContext): boolean {
  const later = expandObject(object, reader.zoneOf, { from: options.horizon, to: options.horizon + SEARCHED }, { maxInstances: 1 });
  return later.instances.length > 0;
}
