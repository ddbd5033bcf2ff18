import type { Dispatcher } from 'undici';
import { TransportFailure, type HttpReply } from './EwsTransport.ts';
import { readReply } from './readReply.ts';
import type { OutgoingRequest } from './Sender.ts';
import { transportFailure } from './transportFailure.ts';

/** A listing of 500 items has half a megabyte; an answer this large is no answer of Exchange. */
const LARGEST_ANSWER = 64 * 1024 * 1024;

/**
 * One request on a connection of the dispatcher. undici reports when the first byte is about to leave (`onRequestStart`), which its simpler
 * interfaces hide: only so is it known whether a failed request can have reached the server.
 */
export function sendRequest(
  dispatcher: Dispatcher,
  path: string,
  { headers, body, signal }: OutgoingRequest,
  method: 'GET' | 'POST' = 'POST',
): Promise<HttpReply> {
  const { promise, resolve, reject } = Promise.withResolvers<HttpReply>();
  let controller: Dispatcher.DispatchController | null = null;
  let answer: { readonly status: number; readonly headers: Readonly<Record<string, string | string[] | undefined>> } | null = null;
  const chunks: Buffer[] = [];
  let size = 0;

  const fail = (error: unknown): void => {
    signal.removeEventListener('abort', onAbort);
    reject(transportFailure(error, controller !== null));
  };
  const onAbort = (): void => {
    const reason: unknown = signal.reason;
    controller?.abort(reason instanceof Error ? reason : new Error('aborted'));
    fail(reason);
  };
  const handler: Dispatcher.DispatchHandler = {
    onRequestStart: (started) => {
      // Given up while it waited for a free connection: not a byte leaves.
      if (signal.aborted) started.abort(new Error('aborted'));
      else controller = started;
    },
    onResponseStart: (_controller, status, responseHeaders) => {
      answer = { status, headers: responseHeaders };
    },
    onResponseData: (running, chunk) => {
      size += chunk.length;
      if (size > LARGEST_ANSWER) running.abort(new TransportFailure('ANSWER_TOO_LARGE', true, 'the answer is larger than 64 MiB'));
      else chunks.push(chunk);
    },
    onResponseEnd: () => {
      signal.removeEventListener('abort', onAbort);
      if (answer === null) reject(new TransportFailure('TRUNCATED', true, 'the answer has no head'));
      else resolve(readReply(answer.status, answer.headers, Buffer.concat(chunks), LARGEST_ANSWER));
    },
    onResponseError: (_controller, error) => fail(error),
  };
  if (signal.aborted) onAbort();
  else {
    signal.addEventListener('abort', onAbort, { once: true });
    dispatcher.dispatch({ method, path, headers, ...(method === 'POST' ? { body } : {}) }, handler);
  }
  return promise;
}
