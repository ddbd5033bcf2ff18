import { isCalendarItem } from '../model/Item.ts';
import type { RequestContext } from '../context.ts';
import { refuseIfFull } from '../items/access.ts';
import { attachFiles } from '../items/attachFiles.ts';
import { buildCalendarItem } from '../items/buildItem.ts';
import { readNewItem } from '../items/readDraft.ts';
import { defaultFolder, resolveTargetFolder } from '../items/resolveFolder.ts';
import { respondToMeeting } from '../messaging/respondToMeeting.ts';
import { cancelMeeting } from '../messaging/cancelMeeting.ts';
import { sendInvitations } from '../messaging/sendInvitations.ts';
import { writeAttachments } from '../properties/attachments.ts';
import { elementOf, idXml, viewOf } from '../properties/View.ts';
import { ResponseError } from '../soap/ResponseError.ts';
import type { Folder } from '../store/FolderStore.ts';
import { child, requiredChild } from '../xml/XmlElement.ts';
import type { XmlElement } from '../xml/XmlElement.ts';
import { answerEach } from './answer.ts';
import type { Operation } from './Operation.ts';

const RESPONSES: Readonly<Record<string, 'Accept' | 'Tentative' | 'Decline'>> = {
  AcceptItem: 'Accept',
  TentativelyAcceptItem: 'Tentative',
  DeclineItem: 'Decline',
};

/** Creates calendar items, and answers and cancels meetings, which EWS says by «creating» a response object. */
export const createItem: Operation = {
  name: 'CreateItem',
  run: (request, context) => {
    const target = child(request, 'SavedItemFolderId');
    const folder = target === undefined ? undefined : (): Folder => savedItemFolder(target, context);
    const items = requiredChild(request, 'Items').children;
    const isOneAnswerOnly = context.services.settings.behaviour.answersInBatch === 'first';
    return answerEach({ operation: 'CreateItem', empty: '<m:Items/>' }, items, context, (element) => {
      const response = RESPONSES[element.name];
      if (response !== undefined && isOneAnswerOnly && element !== items[0]) throw new ResponseError('ErrorInvalidRequest');
      if (response !== undefined) return respondToMeeting(element, response, request, context);
      if (element.name === 'CancelCalendarItem') return cancelMeeting(element, request, context);
      if (element.name !== 'CalendarItem') throw new ResponseError('ErrorInvalidOperation');
      return createCalendarItem(element, folder?.() ?? defaultFolder('calendar', context), request, context);
    });
  },
};

function savedItemFolder(target: XmlElement, context: RequestContext): Folder {
  try {
    return resolveTargetFolder(target, context);
  } catch (error) {
    // A folder id that leads nowhere has a code of its own here.
    if (error instanceof ResponseError && error.code === 'ErrorFolderNotFound') throw new ResponseError('ErrorSavedItemFolderNotFound');
    throw error;
  }
}

function createCalendarItem(element: XmlElement, folder: Folder, request: XmlElement, context: RequestContext): string {
  const sending = request.attributes['SendMeetingInvitations'];
  if (sending === undefined) throw new ResponseError('ErrorSendMeetingInvitationsRequired');
  if (!/^IPF\.Appointment/i.test(folder.folderClass)) throw new ResponseError('ErrorCannotCreateCalendarItemInNonCalendarFolder');
  refuseIfFull(folder.mailbox, context);
  const draft = readNewItem(element, context);
  const built = buildCalendarItem(draft, folder, context);
  refuseDuplicate(built.mailbox, built.globalObjectId, draft.uid, context);
  const { services } = context;
  const stored = attachFiles(services.store.items.insert(built), draft.attachments, context);
  const item = sending === 'SendToNone' ? stored : sendInvitations(stored, null, sending === 'SendToAllAndSaveCopy', context.services);
  const view = viewOf(services, item);
  return `<m:Items><t:${elementOf(item)}>${idXml(view)}${writeAttachments(view)}</t:${elementOf(item)}></m:Items>`;
}

/** Whether a second item with the same UID is taken or refused differs in reports; both can be tried. */
function refuseDuplicate(mailbox: number, globalObjectId: string, uid: string | undefined, context: RequestContext): void {
  const { store, settings } = context.services;
  if (uid === undefined || settings.duplicateUid === 'accept') return;
  if (store.items.ofMeeting(mailbox, globalObjectId).some(isCalendarItem)) throw new ResponseError('ErrorItemSave');
}
