import type { RequestContext } from '../context.ts';
import { deleteOccurrence } from '../items/changeOccurrence.ts';
import { disposeItem } from '../items/disposeItem.ts';
import { resolveItem } from '../items/resolveItem.ts';
import { sendCancellations } from '../messaging/sendCancellations.ts';
import { isCalendarItem } from '../model/Item.ts';
import { ResponseError } from '../soap/ResponseError.ts';
import { requiredChild } from '../xml/XmlElement.ts';
import type { XmlElement } from '../xml/XmlElement.ts';
import { answerEach } from './answer.ts';
import type { Operation } from './Operation.ts';

export const deleteItem: Operation = {
  name: 'DeleteItem',
  run: (request, context) => {
    const ids = requiredChild(request, 'ItemIds').children;
    return answerEach({ operation: 'DeleteItem', empty: '' }, ids, context, (id) => deleteOne(id, request, context));
  },
};

function deleteOne(id: XmlElement, request: XmlElement, context: RequestContext): string {
  const view = resolveItem(id, context);
  const sending = request.attributes['SendMeetingCancellations'];
  if (sending === undefined && isCalendarItem(view.item)) throw new ResponseError('ErrorSendMeetingCancellationsRequired');
  const { services } = context;
  const saved = view.occurrence === null ? null : services.store.items.update(deleteOccurrence(view.item, view, services.now()));
  if (sending !== undefined && sending !== 'SendToNone' && isCalendarItem(view.item))
    sendCancellations(view, sending === 'SendToAllAndSaveCopy', context.services);
  if (saved === null) disposeItem(view.item, request.attributes['DeleteType'] ?? 'HardDelete', context.services);
  return '';
}
