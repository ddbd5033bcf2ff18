import type { RequestContext } from '../context.ts';
import { ResponseError } from '../soap/ResponseError.ts';
import type { Folder } from '../store/FolderStore.ts';
import { decodeId } from '../store/ids.ts';
import type { StoredMailbox } from '../store/MailboxStore.ts';
import { child, childText, onlyChild } from '../xml/XmlElement.ts';
import type { XmlElement } from '../xml/XmlElement.ts';
import { mayOpen, refuseIfMoving } from './access.ts';

/** The folder of a t:FolderId or t:DistinguishedFolderId. */
export function resolveFolder(element: XmlElement, context: RequestContext): Folder {
  const id = element.attributes['Id'] ?? '';
  return element.name === 'DistinguishedFolderId' ? distinguishedFolder(id, element, context) : folderById(id, context);
}

/** The folder of an element that holds one folder id (ParentFolderId, ToFolderId, SavedItemFolderId …). */
export function resolveTargetFolder(element: XmlElement, context: RequestContext): Folder {
  return resolveFolder(onlyChild(element), context);
}

export function defaultFolder(name: string, context: RequestContext): Folder {
  return distinguishedFolder(name, undefined, context);
}

function folderById(id: string, context: RequestContext): Folder {
  if (id === '') throw new ResponseError('ErrorInvalidIdEmpty');
  const target = decodeId(id);
  if (target === undefined) throw new ResponseError('ErrorInvalidIdMalformed');
  if (target.kind !== 'folder') throw new ResponseError('ErrorCannotUseItemIdForFolderId');
  const mailbox = context.services.store.mailboxes.get(target.mailbox);
  const folder = context.services.store.folders.find(target.number);
  if (mailbox === undefined || folder === undefined || !mayOpen(mailbox, context)) throw new ResponseError('ErrorFolderNotFound');
  refuseIfMoving(mailbox, context);
  return folder;
}

function distinguishedFolder(name: string, element: XmlElement | undefined, context: RequestContext): Folder {
  const mailbox = mailboxOf(element, context);
  if (!mayOpen(mailbox, context)) throw new ResponseError('ErrorAccessDenied');
  refuseIfMoving(mailbox, context);
  const folder = context.services.store.folders.distinguished(mailbox.id, name);
  if (folder === undefined) throw new ResponseError('ErrorFolderNotFound');
  return folder;
}

function mailboxOf(element: XmlElement | undefined, context: RequestContext): StoredMailbox {
  const given = childText(child(element, 'Mailbox'), 'EmailAddress');
  if (given === undefined) {
    if (context.mailbox === null) throw new ResponseError('ErrorMissingEmailAddress');
    return context.mailbox;
  }
  const { directory, store } = context.services;
  const mailbox = store.mailboxes.find(directory.mailbox(given)?.address ?? given);
  if (mailbox === undefined) throw new ResponseError('ErrorNonExistentMailbox');
  return mailbox;
}
