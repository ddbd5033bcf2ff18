import type { Answers, ItemAnswer } from '../../../ports/ExchangeTarget.ts';
import { backOffOf, type Soap, type SoapRequest } from '../Soap.ts';
import { child, childText, type XmlNode } from '../xml/readXml.ts';

/** `<m:ResponseMessages>`: one message an item, in the request's order. */
function messagesOf(response: XmlNode): readonly XmlNode[] {
  return child(response, 'ResponseMessages')?.children ?? [];
}

/** How one response message reads; `done` names codes that mean the work is done already. */
function answerOf<T>(message: XmlNode, read: (message: XmlNode) => T | null, done: ReadonlyMap<string, T>): ItemAnswer<T> {
  const responseCode = childText(message, 'ResponseCode') ?? '';
  const text = childText(message, 'MessageText') ?? '';
  if (message.attributes['ResponseClass'] === 'Success') {
    const value = read(message);
    if (value !== null) return { outcome: 'done', value };
    return { outcome: 'refused', responseCode: 'UNREADABLE', message: 'the answer lacks what it should hold', backOffMs: null };
  }
  const already = done.get(responseCode);
  if (already !== undefined) return { outcome: 'done', value: already };
  // A warning with ErrorBatchProcessingStopped stands for an item the server never looked at.
  const outcome = responseCode === 'ErrorBatchProcessingStopped' ? 'not-executed' : 'refused';
  return { outcome, responseCode, message: text, backOffMs: backOffOf(message) };
}

/** Asks a batch operation; answers are aligned with the request, and one the server left out was not executed. */
export async function askBatch<T>(
  soap: Soap,
  request: SoapRequest,
  size: number,
  read: (message: XmlNode) => T | null,
  done: ReadonlyMap<string, T> = new Map<string, T>(),
): Promise<Answers<T>> {
  const reply = await soap.ask(request);
  if (!reply.ok) return reply;
  const messages = messagesOf(reply.value);
  const answers = Array.from({ length: size }, (_, index): ItemAnswer<T> => {
    const message = messages[index];
    if (message !== undefined) return answerOf(message, read, done);
    return {
      outcome: 'not-executed',
      responseCode: 'ErrorBatchProcessingStopped',
      message: 'the answer has no message for it',
      backOffMs: null,
    };
  });
  return { ok: true, answers };
}

/** For operations whose success says nothing more. */
export function withoutValue(reply: Answers<true>): Answers<null> {
  if (!reply.ok) return reply;
  return { ok: true, answers: reply.answers.map((answer) => (answer.outcome === 'done' ? { outcome: 'done', value: null } : answer)) };
}
