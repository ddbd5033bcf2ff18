import type { Attachment, Item } from '../model/Item.ts';
import { encodeId } from '../store/ids.ts';
import { ResponseError } from '../soap/ResponseError.ts';
import { childText, isTrue } from '../xml/XmlElement.ts';
import type { XmlElement } from '../xml/XmlElement.ts';
import { dateTime, t } from '../xml/xmlText.ts';
import type { View } from './View.ts';

export interface NewAttachment {
  readonly name: string;
  readonly contentType: string;
  readonly contentId: string;
  readonly isInline: boolean;
  readonly content: Buffer;
}

/** Reads a t:FileAttachment; attached items are not simulated. */
export function readAttachment(element: XmlElement): NewAttachment {
  const name = childText(element, 'Name') ?? '';
  if (element.name !== 'FileAttachment') throw new ResponseError('ErrorInvalidOperation');
  if (name === '') throw new ResponseError('ErrorRequiredPropertyMissing');
  return {
    name,
    contentType: childText(element, 'ContentType') ?? '',
    contentId: childText(element, 'ContentId') ?? '',
    isInline: isTrue(childText(element, 'IsInline')?.trim()),
    content: Buffer.from(childText(element, 'Content') ?? '', 'base64'),
  };
}

export function attachmentId(item: Pick<Item, 'mailbox'>, attachment: Pick<Attachment, 'id'>, guid: string): string {
  return encodeId({ kind: 'attachment', mailbox: item.mailbox, number: attachment.id }, guid);
}

export function writeAttachments(view: View): string {
  const { item, services } = view;
  if (item.attachments.length === 0) return '';
  const guid = services.store.mailboxes.get(item.mailbox)?.guid ?? '';
  const inner = item.attachments.map((attachment) => writeFile(attachment, attachmentId(item, attachment, guid), '', null));
  return `<t:Attachments>${inner.join('')}</t:Attachments>`;
}

/** `idAttributes` and `content` are wanted by GetAttachment and CreateAttachment only. */
export function writeFile(attachment: Attachment, id: string, idAttributes: string, content: Buffer | null): string {
  const { name, contentType, contentId, size, modifiedAt, isInline } = attachment;
  const inner = [
    `<t:AttachmentId Id="${id}"${idAttributes}/>`,
    t('Name', name),
    contentType === '' ? '' : t('ContentType', contentType),
    contentId === '' ? '' : t('ContentId', contentId),
    t('Size', size) + t('LastModifiedTime', dateTime(modifiedAt)) + t('IsInline', isInline),
    content === null ? '' : t('Content', content.toString('base64')),
  ];
  return `<t:FileAttachment>${inner.join('')}</t:FileAttachment>`;
}
