import { note } from '../../domain/note.ts';
import { ICAL_NOTES } from '../../domain/notes/ical.ts';
import { RECURRENCE_NOTES } from '../../domain/notes/recurrence.ts';
import type { Wall } from '../../domain/timeZone.ts';
import { DAY_MS, dateOf } from '../../ews/patternCalendar.ts';
import { instanceId, placeOverrides } from '../../ical/expandOverrides.ts';
import type { InstanceId, PlacedOverride } from '../../ical/expandOverrides.ts';
import { seriesStarts } from '../../ical/expandStarts.ts';
import type { SeriesStart } from '../../ical/expandStarts.ts';
import { midnightOf } from '../../ical/expandSpan.ts';
import { claimOf, claimsOnDay } from './draft.ts';
import type { Claim, Draft } from './draft.ts';
import { FIRST_DAY } from './rangeLanes.ts';
import { singlePart } from './partNames.ts';
import type { SeriesContext } from './seriesContext.ts';
import { ownSpan, spanBetween } from './spans.ts';

/** Starts of the set that no series holds: DTSTART beside its rule, and RDATEs. By wall. */
type Extras = Map<Wall, SeriesStart>;

/** Puts DTSTART, RDATE, EXDATE and overrides into the draft. With `isIncomplete`, overrides of no series are left for later. */
export function draftExceptions(draft: Draft, context: SeriesContext, isIncomplete: boolean): void {
  const extras = extraStarts(draft, context);
  const excluded = exclude(draft, extras, context, isIncomplete);
  // Without a series DTSTART is the event itself.
  const standsAlone = draft.series.length === 0 && !isIncomplete;
  for (const override of placeOverrides(context.object.overrides, context.reader))
    place({ draft, extras, override, context, isIncomplete, standsAlone });
  moveInstead(draft, extras, excluded, context);
  for (const extra of extras.values()) addExtra(draft, extra, context, standsAlone);
}

function extraStarts(draft: Draft, context: SeriesContext): Extras {
  const { master, timing, reader, start } = context;
  const extras: Extras = new Map();
  const isBare = master.rdates.length === 0 && master.exrules.length === 0;
  if (isBare && claimOf(draft, start) !== null) return extras;
  const { starts } = seriesStarts({
    master: { ...master, rrules: [] },
    timing,
    zoneOf: reader.zoneOf,
    dateZoneTzid: reader.dateZoneTzid,
    range: { from: start, through: master.rdates.reduce((latest, rdate) => Math.max(latest, rdate.start.wall + 2 * DAY_MS), start) },
    isWanted: () => true,
    limit: Number.MAX_SAFE_INTEGER,
    work: { left: 1_000_000 },
  });
  for (const one of starts) {
    const claim = claimOf(draft, one.wall);
    if (claim === null) extras.set(one.wall, one);
    else if (one.end !== null) setException(claim, one, context);
  }
  return extras;
}

/** An RDATE with a length of its own on a date of the rule. */
function setException({ series, day }: Claim, start: SeriesStart, context: SeriesContext): void {
  const end = start.end ?? context.timing.endOf(start.wall);
  const span = spanBetween(series.segment.event, series.segment.isAllDay, context.zones, start.instant, end);
  series.exceptions.set(day, { event: series.segment.event, span, original: start.instant });
}

/** What an id names: a time the one at its wall, wherever that is; a date, or a midnight at which nothing starts, all of its day. */
function named(
  draft: Draft,
  extras: Extras,
  id: InstanceId,
): { readonly claims: readonly Claim[]; readonly alone: readonly SeriesStart[] } {
  if (!id.isDate) {
    const claim = claimOf(draft, id.wall);
    if (claim !== null) return { claims: [claim], alone: [] };
    const extra = extras.get(id.wall);
    if (extra !== undefined) return { claims: [], alone: [extra] };
  }
  if (id.day === null) return { claims: [], alone: [] };
  return { claims: claimsOnDay(draft, id.day, id.wall), alone: [...extras.values()].filter(({ wall }) => midnightOf(wall) === id.day) };
}

/** Deletes what EXDATEs name; returns the occurrences so deleted. */
function exclude(draft: Draft, extras: Extras, context: SeriesContext, isIncomplete: boolean): readonly Claim[] {
  const deleted: Claim[] = [];
  let unmatched = 0;
  for (const exdate of context.master.exdates) {
    const id = instanceId(exdate, context.reader);
    const { claims, alone } = named(draft, extras, id);
    for (const { series, day } of claims) {
      series.deletions.add(day);
      series.exceptions.delete(day);
    }
    deleted.push(...claims);
    for (const extra of alone) extras.delete(extra.wall);
    if (claims.length + alone.length === 0) unmatched += 1;
  }
  if (unmatched > 0 && !isIncomplete) draft.notes.push(note(RECURRENCE_NOTES, 'exdate-unmatched', 'EXDATE', `${unmatched} dates`));
  return deleted;
}

interface Placement {
  readonly draft: Draft;
  readonly extras: Extras;
  readonly override: PlacedOverride;
  readonly context: SeriesContext;
  readonly isIncomplete: boolean;
  readonly standsAlone: boolean;
}

/** An override beats an EXDATE of its instance (Calendar Server removes such an EXDATE). */
function place({ draft, extras, override, context, isIncomplete, standsAlone }: Placement): void {
  const { event, id } = override;
  const isGone = event.hidden || event.status === 'CANCELLED';
  const original = context.timing.zone.toInstant(id.wall);
  const { claims, alone } = named(draft, extras, id);
  const claim = claims.find(({ series, day }) => (series.exceptions.get(day)?.event.recurrenceId ?? null) === null);
  if (claim !== undefined) {
    const { series, day } = claim;
    series.exceptions.delete(day);
    series.deletions.delete(day);
    // The change of all that follows is itself the first of what follows.
    if (event.thisAndFuture && series.segment.event === event) return;
    if (isGone) series.deletions.add(day);
    else series.exceptions.set(day, { event, span: ownSpan(event, context.zones), original });
    return;
  }
  const [extra] = alone;
  if (extra !== undefined) extras.delete(extra.wall);
  if (isGone || (isIncomplete && extra === undefined)) return;
  const date = dateOf(Math.floor(id.wall / DAY_MS));
  // Made up of the owner's reminder or travel time alone: without an occurrence there is nothing it could belong to.
  if (extra === undefined && event.synthesized) {
    draft.notes.push(note(ICAL_NOTES, 'per-user-instance-without-series', 'X-CALENDARSERVER-PERINSTANCE', date));
    return;
  }
  const start = extra?.instant ?? original;
  const part = extra?.wall === context.start && standsAlone ? 'master' : singlePart(start, context.timing.isAllDay);
  if (extra === undefined) draft.notes.push(note(RECURRENCE_NOTES, 'override-unmatched', 'RECURRENCE-ID', date));
  draft.singles.set(part, { part, event, span: ownSpan(event, context.zones) });
}

/** [MS-OXCICAL] 2.1.3.1.1.20.22: an RDATE beside an EXDATE is that occurrence, moved. */
function moveInstead(draft: Draft, extras: Extras, excluded: readonly Claim[], context: SeriesContext): void {
  const free = excluded.filter(({ series, day }) => series.deletions.has(day));
  for (const extra of [...extras.values()]) {
    if (extra.wall === context.start || free.length === 0) continue;
    const target = Math.floor(extra.wall / DAY_MS);
    const [nearest] = free
      .filter(({ series, day }) => {
        const [next] = series.days.from(day + 1);
        return (series.days.lastUpTo(day - 1) ?? -Infinity) < target && target < (next ?? Infinity);
      })
      .sort((a, b) => Math.abs(a.day - target) - Math.abs(b.day - target) || a.day - b.day);
    if (nearest === undefined) continue;
    free.splice(free.indexOf(nearest), 1);
    extras.delete(extra.wall);
    nearest.series.deletions.delete(nearest.day);
    setException(nearest, extra, context);
    draft.notes.push(note(RECURRENCE_NOTES, 'date-moved', 'RDATE', dateOf(nearest.day), dateOf(target)));
  }
}

function addExtra(draft: Draft, extra: SeriesStart, context: SeriesContext, standsAlone: boolean): void {
  const { master, timing, zones, start } = context;
  if (master.hidden) return;
  const isStart = extra.wall === start;
  if (isStart && draft.series.length > 0 && start < FIRST_DAY * DAY_MS) {
    draft.notes.push(note(RECURRENCE_NOTES, 'start-before-1901', 'DTSTART', dateOf(Math.floor(start / DAY_MS))));
    return;
  }
  const part = isStart && standsAlone ? 'master' : singlePart(extra.instant, timing.isAllDay);
  const span =
    isStart && extra.end === null
      ? ownSpan(master, zones)
      : spanBetween(master, timing.isAllDay, zones, extra.instant, extra.end ?? timing.endOf(extra.wall));
  draft.singles.set(part, { part, event: master, span });
  const date = dateOf(Math.floor(extra.wall / DAY_MS));
  if (!isStart) draft.notes.push(note(RECURRENCE_NOTES, 'date-added', 'RDATE', date));
  else if (draft.series.length > 0) draft.notes.push(note(RECURRENCE_NOTES, 'start-outside-rule', 'DTSTART', date));
}
