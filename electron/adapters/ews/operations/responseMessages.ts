import type { Answer, Answers, ItemAnswer, RequestFailure } from '../../../ports/ExchangeTarget.ts';
import type { Soap, SoapRequest } from '../Soap.ts';
import { backOffOf, innerCodeOf, lostAnswer } from '../soapFailure.ts';
import { UnreadableXml, child, childText, type XmlNode } from '../xml/readXml.ts';

/** `<m:ResponseMessages>`: one message an item, in the request's order. */
function messagesOf(response: XmlNode): readonly XmlNode[] {
  return child(response, 'ResponseMessages')?.children ?? [];
}

/** Reads what a success holds; null when it does not hold it. */
function readSuccess<T>(message: XmlNode, read: (message: XmlNode) => T | null): T | null {
  try {
    return read(message);
  } catch (error) {
    if (error instanceof UnreadableXml) return null;
    throw error;
  }
}

/** How one response message reads; `done` names codes that mean the work is done already. */
function answerOf<T>(message: XmlNode, read: (message: XmlNode) => T | null, done: ReadonlyMap<string, T>): ItemAnswer<T> {
  const responseCode = innerCodeOf(message, childText(message, 'ResponseCode') ?? '');
  const text = childText(message, 'MessageText') ?? '';
  if (message.attributes['ResponseClass'] === 'Success') {
    const value = readSuccess(message, read);
    if (value !== null) return { outcome: 'done', value };
    return { outcome: 'refused', responseCode: 'UNREADABLE', message: 'the answer lacks what it should hold', backOffMs: null };
  }
  const already = done.get(responseCode);
  if (already !== undefined) return { outcome: 'done', value: already };
  // A warning with ErrorBatchProcessingStopped stands for an item the server never looked at.
  const outcome = responseCode === 'ErrorBatchProcessingStopped' ? 'not-executed' : 'refused';
  return { outcome, responseCode, message: text, backOffMs: backOffOf(message) };
}

/** Several things were asked and one error came: the server refused them all before it began. */
function refusalOfAll(messages: readonly XmlNode[]): RequestFailure {
  const [message] = messages;
  if (messages.length !== 1 || message?.attributes['ResponseClass'] !== 'Error') {
    return lostAnswer(`the answer has ${String(messages.length)} messages, not one for each item`);
  }
  const responseCode = innerCodeOf(message, childText(message, 'ResponseCode') ?? '');
  const text = childText(message, 'MessageText') ?? '';
  return { outcome: 'not-executed', scope: 'mailbox', responseCode, message: text, backOffMs: backOffOf(message) };
}

/** Asks a batch operation; answers are aligned with the request. */
export function askBatch<T>(
  soap: Soap,
  request: SoapRequest,
  size: number,
  read: (message: XmlNode) => T | null,
  done: ReadonlyMap<string, T> = new Map<string, T>(),
): Promise<Answers<T>> {
  return answersOf(soap.ask(request), size, read, done);
}

async function answersOf<T>(
  coming: Promise<Answer<XmlNode>>,
  size: number,
  read: (message: XmlNode) => T | null,
  done: ReadonlyMap<string, T>,
): Promise<Answers<T>> {
  const reply = await coming;
  if (!reply.ok) return reply;
  const messages = messagesOf(reply.value);
  if (messages.length !== size) return { ok: false, failure: refusalOfAll(messages) };
  return { ok: true, answers: messages.map((message) => answerOf(message, read, done)) };
}

/** For operations whose success says nothing more. */
export function withoutValue(reply: Answers<true>): Answers<null> {
  if (!reply.ok) return reply;
  return { ok: true, answers: reply.answers.map((answer) => (answer.outcome === 'done' ? { outcome: 'done', value: null } : answer)) };
}
