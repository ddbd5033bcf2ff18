import { occurrencesBetween, seriesOf, touches } from '../calendar/series.ts';
import type { RequestContext } from '../context.ts';
import type { Item } from '../model/Item.ts';
import { isCalendarItem } from '../model/Item.ts';
import { readInstant } from '../properties/readTime.ts';
import { writeItem } from '../properties/shape.ts';
import type { ItemShape } from '../properties/shape.ts';
import { occurrenceView, viewOf } from '../properties/View.ts';
import type { View } from '../properties/View.ts';
import { ResponseError } from '../soap/ResponseError.ts';
import type { Folder } from '../store/FolderStore.ts';
import { child } from '../xml/XmlElement.ts';
import type { XmlElement } from '../xml/XmlElement.ts';

/** EWSFindCountLimit: no answer of FindItem is longer. */
export const FIND_LIMIT = 1000;

/** FindItem with a CalendarView: single items and the occurrences of series in a span of at most two years, by start. */
export function calendarView(folder: Folder, view: XmlElement, request: XmlElement, shape: ItemShape, context: RequestContext): string {
  if (!/^IPF\.Appointment/i.test(folder.folderClass)) throw new ResponseError('ErrorCalendarFolderIsInvalidForCalendarView');
  if (child(request, 'Restriction') !== undefined || child(request, 'SortOrder') !== undefined)
    throw new ResponseError('ErrorInvalidOperation', {
      message: 'Restrictions and sort order may not be specified for a CalendarView.',
    });
  const from = readInstant(view.attributes['StartDate'] ?? '', context);
  const to = readInstant(view.attributes['EndDate'] ?? '', context);
  if (to < from) throw new ResponseError('ErrorCalendarEndDateIsEarlierThanStartDate');
  if (to > addYears(from, 2)) throw new ResponseError('ErrorCalendarViewRangeTooBig');
  const found = viewsBetween(folder, from, to, context);
  const wanted = Number(view.attributes['MaxEntriesReturned'] ?? FIND_LIMIT);
  if (wanted < 1) throw new ResponseError('ErrorInvalidPagingMaxRows');
  const shown = found.slice(0, Math.min(wanted, FIND_LIMIT));
  const items = shown.map((one) => writeItem(one, shape)).join('');
  const isComplete = shown.length === found.length;
  return `<m:RootFolder TotalItemsInView="${found.length}" IncludesLastItemInRange="${isComplete}"><t:Items>${items}</t:Items></m:RootFolder>`;
}

/** All that lies in a calendar folder between two instants, series expanded. */
export function viewsBetween(folder: Pick<Folder, 'id'>, from: number, to: number, context: RequestContext): readonly View[] {
  const { services } = context;
  const viewsOf = (item: Item): readonly View[] => {
    if (!isCalendarItem(item)) return [];
    if (item.recurrence === null) return touches(item.content, from, to) ? [viewOf(services, item)] : [];
    const inside = occurrencesBetween(seriesOf(item, item.recurrence), from, to);
    return inside.map((occurrence) => occurrenceView(services, item, occurrence));
  };
  const views = services.store.items.touching(folder.id, from, to).flatMap(viewsOf);
  return views.sort((left, right) => left.content.start - right.content.start || left.item.id - right.item.id);
}

function addYears(instant: number, years: number): number {
  const date = new Date(instant);
  date.setUTCFullYear(date.getUTCFullYear() + years);
  return date.getTime();
}
