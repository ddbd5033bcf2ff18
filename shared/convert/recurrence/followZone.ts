import { note } from '../../domain/note.ts';
import { RECURRENCE_NOTES } from '../../domain/notes/recurrence.ts';
import type { Wall } from '../../domain/timeZone.ts';
import { DAY_MS, dateOf } from '../../ews/patternCalendar.ts';
import { daysOfPattern } from '../../ews/expandPattern.ts';
import type { Draft, DraftSeries } from './draft.ts';
import { shiftLane, startingPlainly } from './draftSeries.ts';
import type { SeriesContext } from './seriesContext.ts';
import { zoneRuns, zonesAgree } from './zoneRuns.ts';
import type { ZoneRun } from './zoneRuns.ts';

/** Two changes a year for twenty years; what lies before becomes single appointments. */
const MOST_RUNS = 40;

/**
 * Where the source's zone once had other offsets than the Windows zone that stands for it, the series is split at the change, and
 * the earlier part told in Exchange's own clock: nine in Almaty was eight in today's Almaty.
 */
export function followZone(draft: Draft, context: SeriesContext): void {
  draft.series = draft.series.flatMap((series) => {
    const runs = runsOf(series, context);
    if (runs.length <= 1 && (runs[0]?.shift ?? 0) === 0) return [series];
    draft.notes.push(note(RECURRENCE_NOTES, 'zone-history-differs', 'DTSTART', series.segment.zone.zone.id, series.segment.zone.windowsId));
    return runs
      .map((run, index) => pieceOf(series, run, runs[index + 1] ?? null))
      .slice(-MOST_RUNS)
      .filter((piece) => piece !== null);
  });
}

const AGREEING: readonly ZoneRun[] = [{ from: 0, shift: 0 }];

function runsOf(series: DraftSeries, { options }: SeriesContext): readonly ZoneRun[] {
  const { exchangeZone, zone } = series.segment;
  const from = series.first * DAY_MS - 2 * DAY_MS;
  if (exchangeZone === null || zonesAgree(zone.zone, exchangeZone, from, options.horizon)) return AGREEING;
  return zoneRuns(zone.zone, exchangeZone, wallsUntil(series, options.horizon));
}

function* wallsUntil(series: DraftSeries, horizon: number): Generator<Wall> {
  for (const day of series.days) {
    yield day * DAY_MS + series.lane.timeOfDay;
    // One more: how an endless series goes on must be known, however seldom it comes.
    if (day * DAY_MS > horizon) return;
  }
}

function pieceOf(series: DraftSeries, run: ZoneRun, next: ZoneRun | null): DraftSeries | null {
  const { segment } = series;
  const first = Math.floor(run.from / DAY_MS);
  const last = next === null ? series.last : series.days.lastUpTo(Math.floor(next.from / DAY_MS) - 1);
  const shifted = series.lane.timeOfDay + run.shift;
  const byDays = Math.floor(shifted / DAY_MS);
  const lane = shiftLane(series.lane, byDays, shifted - byDays * DAY_MS);
  if (lane === null || (next !== null && last === null)) return null;
  const isInPiece = (day: number): boolean => day >= first && (last === null || day <= last);
  return startingPlainly({
    ...series,
    part: first === series.first ? series.part : `${series.splitPart};FROM=${dateOf(first).replaceAll('-', '')}`,
    segment: { ...segment, place: (wall) => segment.place(wall) + run.shift },
    lane,
    first: first + byDays,
    last: last === null ? null : last + byDays,
    byCount: series.byCount && next === null && first === series.first,
    days: daysOfPattern(lane.pattern, lane.anchor, first + byDays, last === null ? undefined : last + byDays),
    movedByDays: series.movedByDays + byDays,
    deletions: new Set([...series.deletions].filter(isInPiece).map((day) => day + byDays)),
    // None yet: they are drafted afterwards, on the pieces.
    exceptions: new Map(),
  });
}
