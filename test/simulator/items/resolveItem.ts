import { dayAtIndex, isPatternDay, occurrenceOn, seriesOf } from '../calendar/series.ts';
import type { RequestContext } from '../context.ts';
import type { Item } from '../model/Item.ts';
import { occurrenceView, viewOf } from '../properties/View.ts';
import type { View } from '../properties/View.ts';
import { ResponseError } from '../soap/ResponseError.ts';
import { decodeChangeKey, decodeId } from '../store/ids.ts';
import type { XmlElement } from '../xml/XmlElement.ts';
import { mayOpen, refuseIfMoving } from './access.ts';

/** The item or occurrence one of the id elements names. */
export function resolveItem(element: XmlElement, context: RequestContext): View {
  checkChangeKey(element);
  switch (element.name) {
    case 'OccurrenceItemId':
      return occurrenceByIndex(element, context);
    case 'RecurringMasterItemId':
      return masterOf(element.attributes['OccurrenceId'] ?? '', context);
    default:
      return itemById(element.attributes['Id'] ?? '', context);
  }
}

export function itemById(id: string, context: RequestContext): View {
  const { item, day } = find(id, context);
  if (day === null) return viewOf(context.services, item);
  if (item.recurrence === null || item.deleted.includes(day) || !isPatternDay(item.recurrence, day))
    throw new ResponseError('ErrorItemNotFound');
  return viewOfOccurrence(item, day, context);
}

function occurrenceByIndex(element: XmlElement, context: RequestContext): View {
  const { item, day } = find(element.attributes['RecurringMasterId'] ?? '', context);
  if (day !== null || item.recurrence === null) throw new ResponseError('ErrorCalendarCannotUseIdForOccurrenceId');
  const found = dayAtIndex(item.recurrence, Number(element.attributes['InstanceIndex']));
  if (found === undefined) throw new ResponseError('ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange');
  if (item.deleted.includes(found)) throw new ResponseError('ErrorCalendarOccurrenceIsDeletedFromRecurrence');
  return viewOfOccurrence(item, found, context);
}

function masterOf(occurrenceId: string, context: RequestContext): View {
  const { item, day } = find(occurrenceId, context);
  if (day === null && item.recurrence === null) throw new ResponseError('ErrorCalendarCannotUseIdForRecurringMasterId');
  return viewOf(context.services, item);
}

function viewOfOccurrence(item: Item, day: number, context: RequestContext): View {
  if (item.recurrence === null) throw new ResponseError('ErrorCalendarCannotUseIdForOccurrenceId');
  return occurrenceView(context.services, item, occurrenceOn(seriesOf(item, item.recurrence), day));
}

function find(id: string, context: RequestContext): { readonly item: Item; readonly day: number | null } {
  if (id === '') throw new ResponseError('ErrorInvalidIdEmpty');
  const target = decodeId(id);
  if (target === undefined) throw new ResponseError('ErrorInvalidIdMalformed');
  if (target.kind === 'folder') throw new ResponseError('ErrorCannotUseFolderIdForItemId');
  const mailbox = context.services.store.mailboxes.get(target.mailbox);
  const item = context.services.store.items.find(target.number);
  if (mailbox === undefined || item?.mailbox !== target.mailbox || !mayOpen(mailbox, context)) throw new ResponseError('ErrorItemNotFound');
  refuseIfMoving(mailbox, context);
  return { item, day: target.kind === 'occurrence' ? target.day : null };
}

function checkChangeKey(element: XmlElement): void {
  const changeKey = element.attributes['ChangeKey'];
  if (changeKey !== undefined && changeKey !== '' && decodeChangeKey(changeKey) === undefined)
    throw new ResponseError('ErrorInvalidChangeKey');
}

/** True where the client's ChangeKey is not the item's any more. */
export function isStale(element: XmlElement, item: Item): boolean {
  const changeKey = element.attributes['ChangeKey'] ?? '';
  return changeKey !== '' && decodeChangeKey(changeKey) !== item.version;
}
