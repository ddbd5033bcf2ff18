import { utcTimeZone } from '../../domain/timeZone.ts';
import type { Wall } from '../../domain/timeZone.ts';
import { note } from '../../domain/note.ts';
import { RECURRENCE_NOTES } from '../../domain/notes/recurrence.ts';
import { occurrenceOn } from '../../ews/expandSeries.ts';
import { DAY_MS, dateOf } from '../../ews/patternCalendar.ts';
import type { DayNumber } from '../../ews/patternCalendar.ts';
import type { RecurrenceRange } from '../../ews/item.ts';
import type { EventSpan, SeriesPart, ZonedTime } from '../model.ts';
import type { Draft, DraftSeries, Segment } from './draft.ts';
import { seriesTimes } from './compareInstances.ts';
import { patternText } from './ruleText.ts';

/** NumberedRecurrence takes no more. */
const MOST_COUNTED = 999;

/** The draft as parts: series in the order they were found, then single appointments by time. */
export function buildParts(draft: Draft): readonly SeriesPart[] {
  const singles = [...draft.singles.values()].map((single): SeriesPart => ({ ...single, recurrence: null, exceptions: [], deletions: [] }));
  const series = draft.series.flatMap((one) => buildSeries(one, draft) ?? []);
  return [
    ...series.filter(({ part }) => part === 'master'),
    ...series.filter(({ part }) => part !== 'master'),
    ...singles.sort((a, b) => a.span.start.instant - b.span.start.instant || (a.part < b.part ? -1 : 1)),
  ];
}

function buildSeries(series: DraftSeries, draft: Draft): SeriesPart | null {
  const { part, segment, lane, first } = series;
  const left = series.last === null ? Infinity : series.days.countUpTo(series.last) - series.deletions.size;
  if (left <= 0) return null;
  if (left === 1) return buildOnlyOccurrence(series, draft);
  return {
    part,
    event: segment.event,
    span: spanOn(series, first),
    recurrence: { pattern: lane.pattern, range: rangeOf(series, draft) },
    exceptions: [...series.exceptions]
      .sort(([a], [b]) => a - b)
      .map(([day, { event, span }]) => ({ original: exchangeTime(segment, day * DAY_MS + lane.timeOfDay), span, event })),
    deletions: [...series.deletions].sort((a, b) => a - b).map((day) => exchangeTime(segment, day * DAY_MS + lane.timeOfDay)),
  };
}

/** A series of one is refused once its other occurrences are deleted, and is no series to anyone. */
function buildOnlyOccurrence(series: DraftSeries, draft: Draft): SeriesPart | null {
  const [exception] = series.exceptions.values();
  const { part } = series;
  if (series.deletions.size > 0) {
    draft.notes.push(note(RECURRENCE_NOTES, 'one-occurrence-left', 'RRULE', patternText(series.lane.pattern)));
  }
  const none = { recurrence: null, exceptions: [], deletions: [] };
  if (exception !== undefined) return { part, event: exception.event, span: exception.span, ...none };
  for (const day of series.days) {
    if (!series.deletions.has(day)) return { part, event: series.segment.event, span: spanOn(series, day), ...none };
  }
  return null;
}

function rangeOf({ first, last, byCount, days }: DraftSeries, draft: Draft): RecurrenceRange {
  const startDate = dateOf(first);
  if (last === null) return { type: 'NoEnd', startDate };
  const count = days.countUpTo(last);
  if (byCount && count <= MOST_COUNTED) return { type: 'Numbered', startDate, numberOfOccurrences: count };
  if (byCount) draft.notes.push(note(RECURRENCE_NOTES, 'count-as-end-date', 'RRULE', `COUNT=${count}`, dateOf(last)));
  return { type: 'EndDate', startDate, endDate: dateOf(last) };
}

/** The times of a plain occurrence as Exchange will show them. */
function spanOn(series: DraftSeries, day: DayNumber): EventSpan {
  const { segment, lane } = series;
  const start = exchangeTime(segment, day * DAY_MS + lane.timeOfDay);
  if (segment.exchangeZone === null) return { start, end: exchangeTime(segment, start.wall + segment.length), isAllDay: true };
  const { end } = occurrenceOn(seriesTimes(series), day);
  const { zone, windowsId } = segment.endZone;
  return { start, end: { wall: zone.toWall(end), instant: end, zone, windowsId }, isAllDay: false };
}

/** The instant is that of Exchange's own zone data: it is how Exchange knows its occurrences. */
function exchangeTime({ exchangeZone, zone }: Segment, wall: Wall): ZonedTime {
  if (exchangeZone === null) return { wall, instant: wall, zone: utcTimeZone, windowsId: zone.windowsId };
  const instant = exchangeZone.toInstant(wall);
  return { wall, instant, zone: zone.zone.toInstant(wall) === instant ? zone.zone : exchangeZone, windowsId: zone.windowsId };
}
