import type { RequestContext } from '../context.ts';
import { attachFiles } from '../items/attachFiles.ts';
import { mayOpen } from '../items/access.ts';
import { resolveItem } from '../items/resolveItem.ts';
import type { Attachment, Item } from '../model/Item.ts';
import { attachmentId, readAttachment, writeFile } from '../properties/attachments.ts';
import { ResponseError } from '../soap/ResponseError.ts';
import { decodeId, encodeChangeKey, encodeId } from '../store/ids.ts';
import { requiredChild } from '../xml/XmlElement.ts';
import type { XmlElement } from '../xml/XmlElement.ts';
import { answerEach } from './answer.ts';
import type { Operation } from './Operation.ts';

export const createAttachment: Operation = {
  name: 'CreateAttachment',
  run: (request, context) => {
    const files = requiredChild(request, 'Attachments').children;
    return answerEach({ operation: 'CreateAttachment', empty: '<m:Attachments/>' }, files, context, (element) => {
      const view = resolveItem(requiredChild(request, 'ParentItemId'), context);
      // Files of a single occurrence would need an exception of their own; nothing here writes them.
      if (view.occurrence !== null) throw new ResponseError('ErrorInvalidOperation');
      const item = attachFiles(view.item, [readAttachment(element)], context);
      return `<m:Attachments>${writeIdOnly(item, item.attachments.at(-1), context)}</m:Attachments>`;
    });
  },
};

export const getAttachment: Operation = {
  name: 'GetAttachment',
  run: (request, context) => {
    const ids = requiredChild(request, 'AttachmentIds').children;
    return answerEach({ operation: 'GetAttachment', empty: '<m:Attachments/>' }, ids, context, (id) => {
      const { item, attachment } = resolveAttachment(id, context);
      const content = context.services.store.attachments.contentOf(attachment.id);
      const file = writeFile(attachment, attachmentId(item, attachment, guidOf(item, context)), '', content);
      return `<m:Attachments>${file}</m:Attachments>`;
    });
  },
};

export const deleteAttachment: Operation = {
  name: 'DeleteAttachment',
  run: (request, context) => {
    const { store, now } = context.services;
    const ids = requiredChild(request, 'AttachmentIds').children;
    return answerEach({ operation: 'DeleteAttachment', empty: '' }, ids, context, (id) => {
      const { item, attachment } = resolveAttachment(id, context);
      store.attachments.delete(attachment.id);
      const attachments = item.attachments.filter((one) => one.id !== attachment.id);
      const saved = store.items.update({ ...item, modifiedAt: now(), attachments });
      return `<m:RootItemId${rootAttributes(saved, context)}/>`;
    });
  },
};

function resolveAttachment(element: XmlElement, context: RequestContext): { readonly item: Item; readonly attachment: Attachment } {
  const target = decodeId(element.attributes['Id'] ?? '');
  if (target === undefined) throw new ResponseError('ErrorInvalidIdMalformed');
  if (target.kind !== 'attachment') throw new ResponseError('ErrorInvalidAttachmentId');
  const { store } = context.services;
  const owner = store.attachments.ownerOf(target.number);
  const item = owner === undefined ? undefined : store.items.find(owner);
  const mailbox = item === undefined ? undefined : store.mailboxes.get(item.mailbox);
  const attachment = item?.attachments.find((one) => one.id === target.number);
  if (item === undefined || attachment === undefined || mailbox === undefined || !mayOpen(mailbox, context))
    throw new ResponseError('ErrorItemNotFound');
  return { item, attachment };
}

function writeIdOnly(item: Item, attachment: Attachment | undefined, context: RequestContext): string {
  if (attachment === undefined) return '';
  const id = attachmentId(item, attachment, guidOf(item, context));
  return `<t:FileAttachment><t:AttachmentId Id="${id}"${rootAttributes(item, context)}/></t:FileAttachment>`;
}

function rootAttributes(item: Item, context: RequestContext): string {
  const id = encodeId({ kind: 'item', mailbox: item.mailbox, number: item.id }, guidOf(item, context));
  return ` RootItemId="${id}" RootItemChangeKey="${encodeChangeKey(item.version)}"`;
}

function guidOf(item: Item, context: RequestContext): string {
  return context.services.store.mailboxes.get(item.mailbox)?.guid ?? '';
}
