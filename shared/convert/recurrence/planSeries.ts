import { note } from '../../domain/note.ts';
import type { Note } from '../../domain/note.ts';
import type { Wall } from '../../domain/timeZone.ts';
import { RECURRENCE_NOTES } from '../../domain/notes/recurrence.ts';
import { instanceId } from '../../ical/expandOverrides.ts';
import type { ICalEvent, ICalObject } from '../../ical/model.ts';
import type { EventSpan, SeriesClass, SeriesPart, SeriesPlan, ZoneResolver } from '../model.ts';
import { isoDate } from '../isoTime.ts';
import { buildParts } from './buildParts.ts';
import { draftExceptions } from './draftExceptions.ts';
import { draftRules } from './draftRules.ts';
import { tellApart } from './draftSeries.ts';
import type { Draft } from './draft.ts';
import { followZone } from './followZone.ts';
import { limitExceptions } from './limitExceptions.ts';
import { limitTimes } from './limitTimes.ts';
import { orphanPart } from './partNames.ts';
import { seriesContext } from './seriesContext.ts';
import type { PlanSeriesOptions, SeriesContext } from './seriesContext.ts';
import { stretchesOf } from './segments.ts';
import { settle } from './settle.ts';
import { ownSpan } from './spans.ts';
import { eventSpan } from '../timeZone/eventSpan.ts';

/**
 * The Exchange items one object's times become: series and single appointments that together show exactly the source's
 * instances, with the occurrences that differ. Prefers one native series, then the same rule said otherwise, then several
 * series, then single appointments; what comes out was compared with the source's own expansion. Never throws.
 */
export function planSeries(object: ICalObject, zones: ZoneResolver, options: PlanSeriesOptions): SeriesPlan {
  const { master } = object;
  if (master === null) return planOrphans(object, zones);
  if (isSingle(object, master)) return finish('single', [single(master, zones)], [], []);
  return planRecurring(seriesContext(object, master, zones, options));
}

/** The same with what zones and ends of its events had to say. */
export function planTimes(object: ICalObject, zones: ZoneResolver, options: PlanSeriesOptions): SeriesPlan {
  const { master, overrides } = object;
  if (master !== null && isSingle(object, master)) {
    const { span, notes } = eventSpan(master, zones);
    return finish('single', [singleAt(master, span, 'master')], notes, []);
  }
  const plan = planSeries(object, zones, options);
  const notes = [...(master === null ? [] : [master]), ...overrides].flatMap((event) => eventSpan(event, zones).notes);
  return notes.length === 0 ? plan : { ...plan, notes: [...notes, ...plan.notes] };
}

function isSingle({ overrides }: ICalObject, { rrules, rdates, exrules, exdates, hidden }: ICalEvent): boolean {
  return !hidden && rrules.length + rdates.length + exrules.length + exdates.length + overrides.length === 0;
}

function single(event: ICalEvent, zones: ZoneResolver, part = 'master'): SeriesPart {
  return singleAt(event, ownSpan(event, zones), part);
}

function singleAt(event: ICalEvent, span: EventSpan, part: string): SeriesPart {
  return { part, event, span, recurrence: null, exceptions: [], deletions: [] };
}

/** Overrides without a master: their owner was invited to these instances only, and has never seen a series. */
function planOrphans(object: ICalObject, zones: ZoneResolver): SeriesPlan {
  const parts = new Map<string, SeriesPart>();
  for (const event of object.overrides) {
    if (event.hidden || event.status === 'CANCELLED') continue;
    const { timing, reader } = seriesContext(object, event, zones, { asOf: 0, horizon: 0 });
    const original = timing.zone.toInstant(instanceId(event.recurrenceId ?? event.dtstart, reader).wall);
    const part = orphanPart(original, timing.isAllDay);
    const rival = parts.get(part);
    if (rival === undefined || rival.event.sequence <= event.sequence) parts.set(part, single(event, zones, part));
  }
  // Tasks and the like: no event, so nothing is missing either.
  if (object.overrides.length === 0) return { seriesClass: 'nothing', parts: [], notes: [], explanation: [] };
  return finish('single', [...parts.values()], [], []);
}

function planRecurring(context: SeriesContext): SeriesPlan {
  const draft: Draft = { series: [], singles: new Map(), notes: [], explanation: [] };
  const stretches = stretchesOf(context);
  for (const { from } of stretches) if (from !== null) draft.notes.push(changeNote(from));
  const isIncomplete = draftRules(draft, stretches, context);
  followZone(draft, context);
  draft.series = [...tellApart(draft.series)];
  draftExceptions(draft, context, isIncomplete);
  const outcome = settle(draft, context, isIncomplete);
  limitExceptions(draft);
  const parts = buildParts(draft);
  return finish(classOf(draft, parts, outcome), parts, draft.notes, draft.explanation);
}

function changeNote(from: Wall): Note {
  return note(RECURRENCE_NOTES, 'series-split-by-change', 'RECURRENCE-ID', isoDate(from));
}

function classOf(draft: Draft, parts: readonly SeriesPart[], outcome: 'kept' | 'mended' | 'expanded'): SeriesClass {
  const series = parts.filter((part) => part.recurrence !== null).length;
  if (outcome === 'expanded') return 'expanded';
  if (series === 0) return parts.length <= 1 ? 'single' : 'detached';
  if (series > 1) return 'split';
  if (series < parts.length) return 'detached';
  return draft.notes.some(({ code }) => code === 'rule-rewritten') ? 'rewritten' : 'native';
}

function finish(
  seriesClass: SeriesClass,
  planned: readonly SeriesPart[],
  notes: readonly Note[],
  explanation: readonly string[],
): SeriesPlan {
  const parts = limitTimes(planned);
  if (parts.length > 0) return { seriesClass, parts, notes, explanation };
  const reason = planned.length > 0 ? [] : [note(RECURRENCE_NOTES, 'no-occurrence-left', 'EXDATE')];
  return { seriesClass: 'nothing', parts, notes: [...notes, ...reason], explanation };
}
