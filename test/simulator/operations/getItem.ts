import { occurrences, occurrencesBetween, seriesOf } from '../calendar/series.ts';
import type { Occurrence, Series } from '../calendar/series.ts';
import type { RequestContext } from '../context.ts';
import { itemById, resolveItem } from '../items/resolveItem.ts';
import { readInstant } from '../properties/readTime.ts';
import { readShape, writeItem } from '../properties/shape.ts';
import { occurrenceView } from '../properties/View.ts';
import type { View } from '../properties/View.ts';
import { ResponseError } from '../soap/ResponseError.ts';
import { child, isTrue, requiredChild } from '../xml/XmlElement.ts';
import type { XmlElement } from '../xml/XmlElement.ts';
import { answerEach } from './answer.ts';
import type { Operation } from './Operation.ts';

const LONG_AGO = Date.UTC(1601, 0, 1);
const FAR_AHEAD = Date.UTC(4500, 8, 1);
/** Occurrences one range may ask for. */
const MOST = 1000;

export const getItem: Operation = {
  name: 'GetItem',
  run: (request, context) => {
    const shape = readShape(requiredChild(request, 'ItemShape'), false, context);
    const ids = requiredChild(request, 'ItemIds').children;
    return answerEach({ operation: 'GetItem', empty: '<m:Items/>' }, ids, context, (id) => {
      const views = id.name === 'RecurringMasterItemIdRanges' ? occurrencesInRanges(id, context) : [resolveItem(id, context)];
      return `<m:Items>${views.map((view) => writeItem(view, shape)).join('')}</m:Items>`;
    });
  },
};

/** Exchange 2013 and later: occurrences by time, without knowing their index. */
function occurrencesInRanges(element: XmlElement, context: RequestContext): readonly View[] {
  const { item } = itemById(element.attributes['Id'] ?? '', context);
  if (item.recurrence === null) throw new ResponseError('ErrorCalendarCannotUseIdForRecurringMasterId');
  const series = seriesOf(item, item.recurrence);
  const ranges = child(element, 'Ranges')?.children ?? [];
  const found = ranges.flatMap((range) => occurrencesInRange(series, range, context));
  return found.map((occurrence) => occurrenceView(context.services, item, occurrence));
}

function occurrencesInRange(series: Series, range: XmlElement, context: RequestContext): readonly Occurrence[] {
  const { Start, End, Count, CompareOriginalStartTime } = range.attributes;
  const from = Start === undefined ? LONG_AGO : readInstant(Start, context);
  const to = End === undefined ? FAR_AHEAD : readInstant(End, context);
  const most = Math.min(Number(Count ?? MOST), MOST);
  if (!isTrue(CompareOriginalStartTime)) return occurrencesBetween(series, from, Math.min(to, from + 20 * 366 * 86_400_000)).slice(0, most);
  const found: Occurrence[] = [];
  for (const occurrence of occurrences(series)) {
    if (occurrence.originalStart >= to || found.length >= most) break;
    if (occurrence.originalStart >= from) found.push(occurrence);
  }
  return found;
}
