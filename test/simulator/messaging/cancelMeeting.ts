import type { RequestContext } from '../context.ts';
import { deleteOccurrence } from '../items/changeOccurrence.ts';
import { disposeItem } from '../items/disposeItem.ts';
import { resolveItem } from '../items/resolveItem.ts';
import { isCalendarItem } from '../model/Item.ts';
import { ResponseError } from '../soap/ResponseError.ts';
import { child } from '../xml/XmlElement.ts';
import type { XmlElement } from '../xml/XmlElement.ts';
import { sendCancellations } from './sendCancellations.ts';

/** CancelCalendarItem: tells the guests and removes the meeting from the organizer's calendar. */
export function cancelMeeting(element: XmlElement, request: XmlElement, context: RequestContext): string {
  const reference = child(element, 'ReferenceItemId');
  if (reference === undefined) throw new ResponseError('ErrorInvalidRequest');
  const view = resolveItem(reference, context);
  if (!isCalendarItem(view.item)) throw new ResponseError('ErrorInvalidOperation');
  if (!view.meeting.isOrganizer) throw new ResponseError('ErrorCalendarIsNotOrganizer');
  const disposition = request.attributes['MessageDisposition'];
  if (disposition === undefined) throw new ResponseError('ErrorMessageDispositionRequired');
  if (disposition !== 'SaveOnly') sendCancellations(view, disposition === 'SendAndSaveCopy', context.services);
  const { services } = context;
  if (view.occurrence === null) disposeItem(view.item, 'MoveToDeletedItems', context.services);
  else services.store.items.update(deleteOccurrence(view.item, view, services.now()));
  return '<m:Items/>';
}
