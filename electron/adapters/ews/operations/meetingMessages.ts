import type { MeetingMessage } from '../../../../shared/run/living/cleanup.ts';
import type { Answer, Answers } from '../../../ports/ExchangeTarget.ts';
import type { Soap } from '../Soap.ts';
import { child, childText, find, type XmlNode } from '../xml/readXml.ts';
import { escapeXml } from '../xml/writeXml.ts';
import { findIds } from './findAll.ts';
import { CLEAN_GLOBAL_OBJECT_ID, GLOBAL_OBJECT_ID, cleanGlobalObjectId, instanceDate, ofMeetings } from './meetingSearch.ts';
import { askBatch, withoutValue } from './responseMessages.ts';

type MessageFolder = MeetingMessage['folder'];
const FOLDERS: readonly MessageFolder[] = ['inbox', 'sentitems', 'deleteditems'];
/** Classes of meeting messages begin so (MS-OXOCAL 2.2.5 and following). */
const MEETING_MESSAGES =
  '<m:Restriction><t:Contains ContainmentMode="Prefixed" ContainmentComparison="IgnoreCase"><t:FieldURI FieldURI="item:ItemClass"/>' +
  '<t:Constant Value="IPM.Schedule.Meeting"/></t:Contains></m:Restriction>';

/** All meeting messages that are there: what must survive, whatever comes. */
export async function listMessages(soap: Soap, mailbox: string, signal?: AbortSignal): Promise<Answer<readonly string[]>> {
  const all: string[] = [];
  for (const folder of FOLDERS) {
    const found = await findIds(soap, { mailbox, folder, restriction: MEETING_MESSAGES, signal });
    if (!found.ok) return found;
    all.push(...found.value);
  }
  return { ok: true, value: all };
}

// FindItem shows names of senders only; GetItem their addresses.
const DETAILS =
  '<m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>' +
  ['item:ItemClass', 'item:DateTimeReceived', 'item:HasAttachments', 'message:From']
    .map((uri) => `<t:FieldURI FieldURI="${uri}"/>`)
    .join('') +
  `${CLEAN_GLOBAL_OBJECT_ID}${GLOBAL_OBJECT_ID}</t:AdditionalProperties></m:ItemShape>`;

function message(node: XmlNode, folder: MessageFolder): MeetingMessage {
  const from = child(node, 'From');
  return {
    id: child(node, 'ItemId')?.attributes['Id'] ?? '',
    folder,
    itemClass: childText(node, 'ItemClass') ?? '',
    globalObjectId: cleanGlobalObjectId(node),
    from: (from === undefined ? '' : (find(from, 'EmailAddress')?.text ?? '')).toLowerCase(),
    receivedAt: Date.parse(childText(node, 'DateTimeReceived') ?? ''),
    hasAttachments: childText(node, 'HasAttachments') === 'true',
    instanceDate: instanceDate(node),
  };
}

async function details(
  soap: Soap,
  mailbox: string,
  folder: MessageFolder,
  ids: readonly string[],
  signal?: AbortSignal,
): Promise<Answer<readonly MeetingMessage[]>> {
  if (ids.length === 0) return { ok: true, value: [] };
  const body = `<m:GetItem>${DETAILS}<m:ItemIds>${ids.map((id) => `<t:ItemId Id="${escapeXml(id)}"/>`).join('')}</m:ItemIds></m:GetItem>`;
  const request = { operation: 'GetItem', mailbox, body, ...(signal === undefined ? {} : { signal }) };
  const reply = await askBatch(soap, request, ids.length, (answer) => {
    const node = child(answer, 'Items')?.children[0];
    return node === undefined ? null : message(node, folder);
  });
  if (!reply.ok) return reply;
  // What went away meanwhile is nobody's to remove.
  return { ok: true, value: reply.answers.flatMap((answer) => (answer.outcome === 'done' ? [answer.value] : [])) };
}

/** Everything of these meetings in inbox, sent and deleted items, with what decides whether it is ours. */
export async function findMessages(
  soap: Soap,
  mailbox: string,
  globalObjectIds: readonly string[],
  signal?: AbortSignal,
): Promise<Answer<readonly MeetingMessage[]>> {
  const all: MeetingMessage[] = [];
  for (const folder of FOLDERS) {
    const ids = await findIds(soap, { mailbox, folder, restriction: ofMeetings(globalObjectIds), signal });
    if (!ids.ok) return ids;
    const found = await details(soap, mailbox, folder, ids.value, signal);
    if (!found.ok) return found;
    all.push(...found.value);
  }
  return { ok: true, value: all };
}

const GONE = new Map([['ErrorItemNotFound', true]] as const);

/** DeleteItem, soft: it can be recovered. What is gone is done. */
export async function removeMessages(soap: Soap, mailbox: string, ids: readonly string[], signal?: AbortSignal): Promise<Answers<null>> {
  const body =
    '<m:DeleteItem DeleteType="SoftDelete" SendMeetingCancellations="SendToNone">' +
    `<m:ItemIds>${ids.map((id) => `<t:ItemId Id="${escapeXml(id)}"/>`).join('')}</m:ItemIds></m:DeleteItem>`;
  const request = { operation: 'DeleteItem', mailbox, body, ...(signal === undefined ? {} : { signal }) };
  return withoutValue(await askBatch<true>(soap, request, ids.length, () => true, GONE));
}
