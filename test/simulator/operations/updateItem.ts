import type { RequestContext } from '../context.ts';
import { changeItem } from '../items/buildItem.ts';
import { changeOccurrence } from '../items/changeOccurrence.ts';
import { readUpdates } from '../items/readDraft.ts';
import { isStale, resolveItem } from '../items/resolveItem.ts';
import { sendInvitations } from '../messaging/sendInvitations.ts';
import type { Item } from '../model/Item.ts';
import { isCalendarItem } from '../model/Item.ts';
import { elementOf, idXml, viewOf, viewOfDay } from '../properties/View.ts';
import type { View } from '../properties/View.ts';
import { ResponseError } from '../soap/ResponseError.ts';
import { requiredChild } from '../xml/XmlElement.ts';
import type { XmlElement } from '../xml/XmlElement.ts';
import { answerEach } from './answer.ts';
import type { Operation } from './Operation.ts';

export const updateItem: Operation = {
  name: 'UpdateItem',
  run: (request, context) => {
    const changes = requiredChild(request, 'ItemChanges').children;
    return answerEach({ operation: 'UpdateItem', empty: '<m:Items/>' }, changes, context, (change) => update(change, request, context));
  },
};

function update(change: XmlElement, request: XmlElement, context: RequestContext): string {
  const [id] = change.children;
  if (id === undefined) throw new ResponseError('ErrorInvalidRequest');
  const view = resolveItem(id, context);
  const sending = request.attributes['SendMeetingInvitationsOrCancellations'];
  if (sending === undefined && isCalendarItem(view.item)) throw new ResponseError('ErrorSendMeetingInvitationsOrCancellationsRequired');
  checkConflict(id, view, request);
  refuseUpdateInDeletedItems(view, sending, context);
  const draft = readUpdates(requiredChild(change, 'Updates'), view.content, context);
  const changed =
    view.occurrence === null ? changeItem(view.item, draft, context) : changeOccurrence(view.item, view.occurrence, draft, context);
  const stored = context.services.store.items.update(changed);
  const item = sends(sending)
    ? sendInvitations(stored, view, sending.endsWith('SaveCopy'), context.services, sending.includes('Changed'))
    : stored;
  return `${updatedElement(item, view, context)}<m:ConflictResults><t:Count>0</t:Count></m:ConflictResults>`;
}

function sends(sending: string | undefined): sending is string {
  return sending !== undefined && sending !== 'SendToNone';
}

function updatedElement(item: Item, view: View, context: RequestContext): string {
  const shown = view.occurrence === null ? viewOf(context.services, item) : viewOfDay(context.services, item, view.occurrence.day);
  return `<m:Items><t:${elementOf(item)}>${idXml(shown)}</t:${elementOf(item)}></m:Items>`;
}

/** AutoResolve gives way only to whoever changed the same thing, which nobody can tell from outside; NeverOverwrite always. */
function checkConflict(id: XmlElement, view: View, request: XmlElement): void {
  const resolution = request.attributes['ConflictResolution'];
  if (resolution !== 'NeverOverwrite') return;
  if ((id.attributes['ChangeKey'] ?? '') === '') throw new ResponseError('ErrorChangeKeyRequired');
  if (isStale(id, view.item)) throw new ResponseError('ErrorIrresolvableConflict');
}

function refuseUpdateInDeletedItems(view: View, sending: string | undefined, context: RequestContext): void {
  if (!sends(sending)) return;
  if (context.services.store.folders.find(view.item.folder)?.distinguished !== 'deleteditems') return;
  throw new ResponseError('ErrorCalendarCannotUpdateDeletedItem');
}
