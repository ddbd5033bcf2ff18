import type { Answers, OccurrenceRef } from '../../../ports/ExchangeTarget.ts';
import type { Soap } from '../Soap.ts';
import { escapeXml } from '../xml/writeXml.ts';
import { askBatch, withoutValue } from './responseMessages.ts';

/** Codes that say what we want is so already. */
const GONE = new Map([
  ['ErrorItemNotFound', true],
  ['ErrorCalendarOccurrenceIsDeletedFromRecurrence', true],
] as const);

type DeleteType = 'HardDelete' | 'SoftDelete';

async function deleteItem(
  soap: Soap,
  mailbox: string,
  ids: readonly string[],
  how: DeleteType,
  signal?: AbortSignal,
): Promise<Answers<null>> {
  const body =
    `<m:DeleteItem DeleteType="${how}" SendMeetingCancellations="SendToNone">` + `<m:ItemIds>${ids.join('')}</m:ItemIds></m:DeleteItem>`;
  const request = { operation: 'DeleteItem', body, mailbox, ...(signal === undefined ? {} : { signal }) };
  return withoutValue(await askBatch<true>(soap, request, ids.length, () => true, GONE));
}

/** DeleteItem, without mail; `SoftDelete` leaves it where its owner can recover it. Deleting twice is no error. */
export function deleteItems(
  soap: Soap,
  mailbox: string,
  ids: readonly string[],
  how: DeleteType,
  signal?: AbortSignal,
): Promise<Answers<null>> {
  return deleteItem(
    soap,
    mailbox,
    ids.map((id) => `<t:ItemId Id="${escapeXml(id)}"/>`),
    how,
    signal,
  );
}

/** DeleteItem of single occurrences, by their place in the pattern. */
export function deleteOccurrences(
  soap: Soap,
  mailbox: string,
  refs: readonly OccurrenceRef[],
  signal?: AbortSignal,
): Promise<Answers<null>> {
  return deleteItem(soap, mailbox, refs.map(occurrenceId), 'HardDelete', signal);
}

/** `<t:OccurrenceItemId>`: 1-based, counting deleted occurrences too. */
export function occurrenceId({ masterId, instanceIndex }: OccurrenceRef): string {
  return `<t:OccurrenceItemId RecurringMasterId="${escapeXml(masterId)}" InstanceIndex="${String(instanceIndex)}"/>`;
}
