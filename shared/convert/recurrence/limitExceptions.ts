import { note } from '../../domain/note.ts';
import { RECURRENCE_NOTES } from '../../domain/notes/recurrence.ts';
import { dateOf } from '../../ews/patternCalendar.ts';
import type { DayNumber } from '../../ews/patternCalendar.ts';
import type { Draft, DraftSeries } from './draft.ts';
import { seriesBetween } from './draftSeries.ts';

/** Exchange is troubled by more than 256 changed and deleted occurrences in one series. */
const MOST_EXCEPTIONS = 200;

/** Cuts a series with too many exceptions into several that follow each other. */
export function limitExceptions(draft: Draft): void {
  draft.series = draft.series.flatMap((series) => {
    const changed = [...series.deletions, ...series.exceptions.keys()].sort((a, b) => a - b);
    if (changed.length <= MOST_EXCEPTIONS) return [series];
    draft.notes.push(note(RECURRENCE_NOTES, 'series-split-by-exceptions', 'RRULE', `${changed.length} exceptions`));
    return piecesOf(series, changed);
  });
}

function piecesOf(series: DraftSeries, changed: readonly DayNumber[]): readonly DraftSeries[] {
  const starts = [series.first, ...changed.filter((_day, index) => index > 0 && index % MOST_EXCEPTIONS === 0)];
  return starts.map((first, index) => {
    const next = starts[index + 1];
    const last = next === undefined ? series.last : series.days.lastUpTo(next - 1);
    const piece = seriesBetween(series, first, last);
    return index === 0
      ? { ...piece, part: series.part }
      : { ...piece, part: `${series.splitPart};FROM=${dateOf(first).replaceAll('-', '')}` };
  });
}
