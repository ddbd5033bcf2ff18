import { note } from '../../domain/note.ts';
import { RECURRENCE_NOTES } from '../../domain/notes/recurrence.ts';
import type { ExpansionWindow, InstantSpan } from '../../ews/expandSeries.ts';
import type { DayNumber } from '../../ews/patternCalendar.ts';
import type { SourceInstance } from '../../ical/model.ts';
import { draftInstances, plainOccurrences, sourceInstances } from './compareInstances.ts';
import { claimOf } from './draft.ts';
import type { Draft, DraftSeries } from './draft.ts';
import { singlePart } from './partNames.ts';
import type { SeriesContext } from './seriesContext.ts';
import { instanceSpan } from './spans.ts';

/** More occurrences at other times than this, and it is no longer the same series. */
const MOST_MOVED = 200;
/** So many deletions are twelve series; what an EXRULE takes out can be that much. */
const MOST_DELETED = 2400;
/** What Calendar Server itself allows one object (MaxAllowedInstances). */
export const MOST_SINGLES = 3000;

/**
 * Makes the draft show what the source shows, occurrence by occurrence: other times become exceptions, occurrences the source
 * does not have are deleted, those no series has become single appointments. False when that is too much for a series.
 */
export function repair(draft: Draft, context: SeriesContext, window: ExpansionWindow): boolean {
  const { instances: source, isTruncated } = sourceInstances(context, window);
  if (isTruncated) return false;
  const byOccurrence = new Map<DraftSeries, Map<DayNumber, SourceInstance>>();
  for (const instance of source) {
    const claim = claimOf(draft, instance.originalWall);
    if (claim === null) continue;
    const known = byOccurrence.get(claim.series) ?? new Map<DayNumber, SourceInstance>();
    byOccurrence.set(claim.series, known.set(claim.day, instance));
  }
  const isDone = draft.series.every((series) => correct({ draft, series, source: byOccurrence.get(series), context, window }));
  return isDone && addMissing(draft, source, context, window);
}

interface Correction {
  readonly draft: Draft;
  readonly series: DraftSeries;
  readonly source: ReadonlyMap<DayNumber, SourceInstance> | undefined;
  readonly context: SeriesContext;
  readonly window: ExpansionWindow;
}

function correct({ draft, series, source, context, window }: Correction): boolean {
  let deleted = 0;
  let compared = 0;
  let moved = 0;
  for (const { day, start, end } of plainOccurrences(series, window)) {
    compared += 1;
    const instance = source?.get(day);
    if (instance?.start === start && instance.end === end) continue;
    if (instance === undefined) {
      series.deletions.add(day);
      deleted += 1;
    } else {
      moved += 1;
      series.exceptions.set(day, { event: instance.event, span: instanceSpan(instance, context.zones), original: instance.originalStart });
    }
  }
  const isOther = moved + deleted > 10 && (moved + deleted) * 2 > compared;
  if (moved > MOST_MOVED || deleted > MOST_DELETED || isOther) return false;
  if (deleted > 0) {
    const rules = context.master.exrules.map((rule) => rule.text).join(' ');
    draft.notes.push(note(RECURRENCE_NOTES, 'dates-deleted', rules === '' ? 'RRULE' : 'EXRULE', rules, `${deleted} dates`));
  }
  if (moved > 0)
    draft.notes.push(note(RECURRENCE_NOTES, 'occurrence-time-kept', 'DTSTART', `${moved} occurrences`, series.segment.zone.windowsId));
  return true;
}

function addMissing(draft: Draft, source: readonly SourceInstance[], context: SeriesContext, window: ExpansionWindow): boolean {
  const missing: SourceInstance[] = [];
  const key = ({ start, end }: InstantSpan): string => `${start} ${end}`;
  const shown = new Map<string, number>();
  for (const one of draftInstances(draft, window)) shown.set(key(one), (shown.get(key(one)) ?? 0) + 1);
  for (const instance of source) {
    const count = shown.get(key(instance)) ?? 0;
    if (count > 0) shown.set(key(instance), count - 1);
    else missing.push(instance);
  }
  if (missing.length > MOST_SINGLES) return false;
  for (const instance of missing) addSingle(draft, instance, context);
  return true;
}

/** An instance of the source as an appointment of its own. */
export function addSingle(draft: Draft, instance: SourceInstance, context: SeriesContext): void {
  const { isAllDay } = context.timing;
  const usual = singlePart(instance.originalStart, isAllDay);
  const part = draft.singles.has(usual) ? singlePart(instance.start, isAllDay) : usual;
  draft.singles.set(part, { part, event: instance.event, span: instanceSpan(instance, context.zones) });
}
