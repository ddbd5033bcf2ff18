import type { Instant } from '../../domain/timeZone.ts';
import { note } from '../../domain/note.ts';
import { RECURRENCE_NOTES } from '../../domain/notes/recurrence.ts';
import { DAY_MS, dateOf } from '../../ews/patternCalendar.ts';
import type { ICalRecur, SourceInstance } from '../../ical/model.ts';
import { sourceInstances, startingInstances } from './compareInstances.ts';
import type { SourceInstances } from './compareInstances.ts';
import { wholeWindow } from './comparisonWindows.ts';
import type { Draft } from './draft.ts';
import { MOST_SINGLES, addSingle } from './repair.ts';
import type { SeriesContext } from './seriesContext.ts';
import { ownSpan } from './spans.ts';

/** Of rules by minutes or seconds: nobody meets that often. */
const MOST_BY_MINUTES = 366;
/** A series that ends is written to its end where that is no more than this. */
const FEW_INSTANCES = 60;
const NOT_LOOKED_AT: SourceInstances = { instances: [], isTruncated: true };
const SEARCHED = 30 * 366 * DAY_MS;

/** Writes the whole object instance by instance: to its end where that is near, else to the horizon, and says so. */
export function expandAll(draft: Draft, context: SeriesContext): void {
  const { instances, isCut, isLate } = allInstances(context);
  draft.series = [];
  draft.singles.clear();
  for (const instance of instances) addSingle(draft, instance, context);
  const [first] = instances;
  // Nothing may be lost for being too much: the event itself stays.
  if (first === undefined && isLate)
    draft.singles.set('master', { part: 'master', event: context.master, span: ownSpan(context.master, context.zones) });
  if (isLate) draft.notes.push(note(RECURRENCE_NOTES, 'past-left-out', 'RRULE', '', dateAt(first)));
  describeExpansion(draft, instances.length, isCut ? dateAt(instances.at(-1)) : null, context);
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
  const { rrules } = context.master;
  const window = wholeWindow(context);
  if (rrules.every((rule) => rule.count !== null || rule.until !== null)) {
    const all = sourceInstances(context, { from: window.from, to: window.to + SEARCHED }, FEW_INSTANCES);
    if (!all.isTruncated) return { instances: all.instances, isCut: false, isLate: false };
  }
  const most = rrules.some(isEndlessByMinutes) ? MOST_BY_MINUTES : MOST_SINGLES;
  const now = Math.min(Math.max(context.options.asOf, window.from), window.to);
  const future = startingInstances(context, { from: now, to: window.to }, most);
  const coming = future.instances;
  const room = most - coming.length;
  const past = room === 0 ? NOT_LOOKED_AT : latestBefore(now, window.from, context, room);
  const kept = past.instances.slice(Math.max(0, past.instances.length - room));
  return {
    instances: [...kept, ...coming],
    isCut: future.isTruncated || goesOn(context),
    isLate: past.isTruncated || kept.length < past.instances.length,
  };
}

function isEndlessByMinutes({ freq, count, until }: ICalRecur): boolean {
  return (freq === 'MINUTELY' || freq === 'SECONDLY') && count === null && until === null;
}

/** The instances that start before `now`; where they are too many to be seen, the latest, and no fewer than wanted. */
function latestBefore(now: Instant, start: Instant, context: SeriesContext, wanted: number): SourceInstances {
  const since = (from: Instant): SourceInstances => startingInstances(context, { from, to: now }, 3 * wanted);
  const all = since(start);
  if (!all.isTruncated) return all;
  // Where even a day holds too many, none is more worth keeping than another.
  if (since(Math.max(start, now - DAY_MS)).isTruncated) return NOT_LOOKED_AT;
  let [early, late] = [start, now];
  let found: readonly SourceInstance[] = [];
  while (found.length < wanted && late - early > DAY_MS) {
    const middle = (early + late) / 2;
    const seen = since(middle);
    if (seen.isTruncated) early = middle;
    else {
      late = middle;
      found = seen.instances;
    }
  }
  return { instances: found, isTruncated: true };
}

/** Whether there are instances after the horizon. */
export function goesOn(context: SeriesContext): boolean {
  const { horizon } = context.options;
  const later = sourceInstances(context, { from: horizon, to: horizon + SEARCHED }, 1);
  return later.instances.length > 0 || later.isTruncated;
}
