import type { Content, Exception, Recurrence } from '../model/Item.ts';
import { ResponseError } from '../soap/ResponseError.ts';
import { DAY, dayOf } from './civil.ts';
import { nextOccurrence, occurrenceOn, previousOccurrence, rangeDays, seriesOf } from './series.ts';
import type { Series } from './series.ts';

const FIVE_YEARS = 5 * 366 * DAY;
/** Enough neighbours to meet the shortest gap of any pattern. */
const GAPS_LOOKED_AT = 64;

export function checkTimes(content: Pick<Content, 'start' | 'end'>): void {
  if (content.end < content.start) throw new ResponseError('ErrorCalendarEndDateIsEarlierThanStartDate');
  if (content.end - content.start > FIVE_YEARS) throw new ResponseError('ErrorCalendarDurationIsTooLong');
}

/** No occurrence may reach into the next. */
export function checkSeries(item: { readonly content: Content; readonly recurrence: Recurrence }): void {
  const series = seriesOf({ content: item.content, exceptions: [], deleted: [] }, item.recurrence);
  const length = series.endOffset - series.startOffset;
  let previous: number | undefined;
  let looked = 0;
  for (const day of rangeDays(item.recurrence)) {
    if (previous !== undefined && previous * DAY + length > day * DAY) throw new ResponseError('ErrorOccurrenceTimeSpanTooBig');
    previous = day;
    if (++looked > GAPS_LOOKED_AT) return;
  }
}

/**
 * [MS-OXCICAL] 2.1.3.1.1.20.20 and the EWS response codes: a moved occurrence may neither pass its neighbours nor share a local day with
 * one (ErrorOccurrenceCrossingBoundary), nor overlap one (ErrorOccurrenceTimeSpanTooBig).
 */
export function checkNeighbours(series: Series, exception: Exception): void {
  const moved = occurrenceOn({ ...series, exceptions: new Map([[exception.day, exception]]) }, exception.day);
  const before = previousOccurrence(series, exception.day);
  const after = nextOccurrence(series, exception.day);
  const localDay = (instant: number): number => dayOf(series.zone.toWall(instant));
  const movedDay = localDay(moved.start);
  if (before !== undefined && movedDay <= localDay(before.start)) throw new ResponseError('ErrorOccurrenceCrossingBoundary');
  if (after !== undefined && movedDay >= localDay(after.start)) throw new ResponseError('ErrorOccurrenceCrossingBoundary');
  if (before !== undefined && moved.start < before.end) throw new ResponseError('ErrorOccurrenceTimeSpanTooBig');
  if (after !== undefined && moved.end > after.start) throw new ResponseError('ErrorOccurrenceTimeSpanTooBig');
}
