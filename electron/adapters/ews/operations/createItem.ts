import type { Answers, CreateRequest, TargetItemId } from '../../../ports/ExchangeTarget.ts';
import { writeItem } from '../items/writeItem.ts';
import type { Soap } from '../Soap.ts';
import { child, find, type XmlNode } from '../xml/readXml.ts';
import { escapeXml } from '../xml/writeXml.ts';
import { askBatch } from './responseMessages.ts';

/** `<t:ItemId Id ChangeKey>` of a response message. */
export function itemIdOf(message: XmlNode): TargetItemId | null {
  const { Id: id, ChangeKey: changeKey } = find(child(message, 'Items') ?? message, 'ItemId')?.attributes ?? {};
  return id === undefined ? null : { id, changeKey: changeKey ?? '' };
}

/** CreateItem (learn.microsoft.com …/ews-reference/createitem-operation-calendar-item), a batch into one folder, sending nothing. */
export function createItems(
  soap: Soap,
  mailbox: string,
  folderId: string,
  requests: readonly CreateRequest[],
  signal?: AbortSignal,
): Promise<Answers<TargetItemId>> {
  // Appended, not joined: the whole request is copied into one piece once, when it is ready.
  let items = '';
  for (const request of requests) items += writeItem(request, mailbox);
  const body =
    '<m:CreateItem MessageDisposition="SaveOnly" SendMeetingInvitations="SendToNone">' +
    `<m:SavedItemFolderId><t:FolderId Id="${escapeXml(folderId)}"/></m:SavedItemFolderId>` +
    `<m:Items>${items}</m:Items></m:CreateItem>`;
  return askBatch(soap, { operation: 'CreateItem', body, mailbox, ...(signal === undefined ? {} : { signal }) }, requests.length, itemIdOf);
}
