import type { Answer, RequestFailure } from '../../../ports/ExchangeTarget.ts';
import type { Soap, SoapRequest } from '../Soap.ts';
import type { XmlNode } from '../xml/readXml.ts';
import { askBatch } from './responseMessages.ts';

/** Asks an operation about one thing; its item-level error becomes the request's failure. */
export async function askOne<T>(soap: Soap, request: SoapRequest, read: (message: XmlNode) => T | null): Promise<Answer<T>> {
  const reply = await askBatch(soap, request, 1, read);
  if (!reply.ok) return reply;
  const [answer] = reply.answers;
  if (answer?.outcome === 'done') return { ok: true, value: answer.value };
  const failure: RequestFailure = {
    outcome: 'not-executed',
    scope: 'mailbox',
    responseCode: answer?.responseCode ?? 'UNREADABLE',
    message: answer?.message ?? 'the answer is empty',
    backOffMs: answer?.backOffMs ?? null,
  };
  return { ok: false, failure };
}
