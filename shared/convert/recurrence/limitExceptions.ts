import { note } from '../../domain/note.ts';
import { RECURRENCE_NOTES } from '../../domain/notes/recurrence.ts';
import { dateOf } from '../../ews/patternCalendar.ts';
import type { DayNumber } from '../../ews/patternCalendar.ts';
import type { Draft, DraftSeries } from './draft.ts';
import { isPlainOn, seriesBetween } from './draftSeries.ts';

/** Exchange is troubled by more than 256 changed and deleted occurrences in one series. */
const MOST_EXCEPTIONS = 200;

/** Cuts a series with too many exceptions into several that follow each other. */
export function limitExceptions(draft: Draft): void {
  draft.series = draft.series.flatMap((series) => {
    if (series.deletions.size + series.exceptions.size <= MOST_EXCEPTIONS) return [series];
    const changed = [...series.deletions, ...series.exceptions.keys()].sort((a, b) => a - b);
    draft.notes.push(note(RECURRENCE_NOTES, 'series-split-by-exceptions', 'RRULE', `${changed.length} exceptions`));
    return piecesOf(series, changed);
  });
}

function piecesOf(series: DraftSeries, changed: readonly DayNumber[]): readonly DraftSeries[] {
  const cuts = changed.filter((_day, index) => index > 0 && index % MOST_EXCEPTIONS === 0);
  const starts = [series.first, ...cuts.map((day) => plainStart(series, day))];
  return starts.map((first, index) => {
    const next = starts[index + 1];
    const last = next === undefined ? series.last : series.days.lastUpTo(next - 1);
    const piece = seriesBetween(series, first, last);
    return index === 0
      ? { ...piece, part: series.part }
      : { ...piece, part: `${series.splitPart};FROM=${dateOf(first).replaceAll('-', '')}` };
  });
}

/** The last day up to that one on which a series can begin. */
function plainStart(series: DraftSeries, day: DayNumber): DayNumber {
  const before = isPlainOn(series, day) ? null : series.days.lastUpTo(day - 1);
  return before === null ? day : plainStart(series, before);
}
