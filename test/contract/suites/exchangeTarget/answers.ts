import type { Answer, Answers, CreateRequest, ExchangeTarget, RequestFailure } from '../../../../electron/ports/ExchangeTarget.ts';
import type { EwsCalendarItem } from '../../../../shared/ews/item.ts';

/** What was answered. */
export function valueOf<T>(answer: Answer<T>): T {
  if (answer.ok) return answer.value;
  throw new Error(`${answer.failure.responseCode}: ${answer.failure.message}`);
}

/** What was answered for each. */
export function answersOf<T>(reply: Answers<T>): Extract<Answers<T>, { ok: true }>['answers'] {
  if (reply.ok) return reply.answers;
  throw new Error(`${reply.failure.responseCode}: ${reply.failure.message}`);
}

/** How each fared, in words. */
export function outcomes<T>(reply: Answers<T>): readonly string[] {
  return answersOf(reply).map((answer) => (answer.outcome === 'done' ? 'done' : `${answer.outcome} ${answer.responseCode}`));
}

/** Why the whole request failed. */
export function failureOf(reply: Answers<unknown> | Answer<unknown>): RequestFailure {
  if (!reply.ok) return reply.failure;
  throw new Error('the request did not fail');
}

/** Ids of new items in the default calendar. */
export async function create(target: ExchangeTarget, mailbox: string, requests: readonly CreateRequest[]): Promise<readonly string[]> {
  const { id } = valueOf(await target.openCalendar(mailbox));
  return answersOf(await target.createItems(mailbox, id, requests)).map((answer) => {
    if (answer.outcome === 'done') return answer.value.id;
    throw new Error(`${answer.responseCode}: ${answer.message}`);
  });
}

/** An item as the server holds it. */
export async function readBack(target: ExchangeTarget, mailbox: string, id: string): Promise<EwsCalendarItem> {
  const [answer] = answersOf(await target.readItems(mailbox, [id]));
  if (answer?.outcome === 'done') return answer.value.item;
  throw new Error('the item cannot be read');
}

/** Keys of the marked items in the default calendar. */
export async function keysIn(target: ExchangeTarget, mailbox: string): Promise<readonly string[]> {
  const { id } = valueOf(await target.openCalendar(mailbox));
  const { items } = valueOf(await target.listMarked(mailbox, id, 0));
  return items.map(({ marker }) => marker.key).sort();
}
