import { checkNeighbours, checkTimes } from '../calendar/checkTimes.ts';
import { occurrences, seriesOf } from '../calendar/series.ts';
import { snapAllDay } from '../calendar/snapAllDay.ts';
import type { RequestContext } from '../context.ts';
import type { Exception, Item } from '../model/Item.ts';
import { applyExtended } from '../properties/ItemDraft.ts';
import type { ItemDraft } from '../properties/ItemDraft.ts';
import { occurrenceView } from '../properties/View.ts';
import type { View } from '../properties/View.ts';
import { ResponseError } from '../soap/ResponseError.ts';
import { propertyError } from './readDraft.ts';
import type { Occurrence } from '../calendar/series.ts';

/** The master with this occurrence changed into, or further changed as, an exception. */
export function changeOccurrence(item: Item, occurrence: Occurrence, draft: ItemDraft, context: RequestContext): Item {
  if (draft.uid !== undefined) throw propertyError('ErrorInvalidPropertySet', 'calendar:UID');
  if (draft.recurrence !== undefined) throw propertyError('ErrorInvalidPropertySet', 'calendar:Recurrence');
  if (draft.itemClass !== undefined) throw propertyError('ErrorInvalidPropertySet', 'item:ItemClass');
  const { recurrence } = item;
  if (recurrence === null) throw new ResponseError('ErrorCalendarCannotUseIdForOccurrenceId');
  const shown = { ...occurrenceView(context.services, item, occurrence).content, ...draft.content };
  checkTimes(shown);
  const series = seriesOf(item, recurrence);
  const times = shown.isAllDay ? snapAllDay(shown, series.zone) : shown;
  const exception: Exception = {
    day: occurrence.day,
    content: { ...occurrence.exception?.content, ...draft.content, start: times.start, end: times.end },
    extended: applyExtended(occurrence.exception?.extended ?? {}, draft),
    meeting: occurrence.exception?.meeting ?? {},
  };
  if (times.start !== occurrence.start || times.end !== occurrence.end) checkNeighbours(series, exception);
  return withException({ ...item, modifiedAt: context.services.now() }, exception);
}

export function withException(item: Item, exception: Exception): Item {
  const others = item.exceptions.filter((one) => one.day !== exception.day);
  return { ...item, exceptions: [...others, exception].sort((left, right) => left.day - right.day) };
}

/** The master without this occurrence. The last one left cannot go: a series has at least one. */
export function deleteOccurrence(item: Item, view: View, now: number): Item {
  const { occurrence } = view;
  if (occurrence === null || item.recurrence === null) throw new ResponseError('ErrorCalendarCannotUseIdForOccurrenceId');
  const deleted = [...item.deleted, occurrence.day].sort((left, right) => left - right);
  const exceptions = item.exceptions.filter((one) => one.day !== occurrence.day);
  const changed: Item = { ...item, deleted, exceptions, modifiedAt: now };
  const left = occurrences(seriesOf(changed, item.recurrence)).next();
  if (left.done === true) throw new ResponseError('ErrorRecurrenceHasNoOccurrence');
  return changed;
}
