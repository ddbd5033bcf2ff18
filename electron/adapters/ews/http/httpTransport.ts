import { randomUUID } from 'node:crypto';
import { CookieJar } from './CookieJar.ts';
import type { EwsTransport, HttpReply, PostOptions } from './EwsTransport.ts';
import type { Sender } from './Sender.ts';
import { transportFailure } from './transportFailure.ts';

export interface HttpTransportOptions {
  readonly url: string;
  readonly sender: Sender;
  /** Over everything a request does: waiting for a connection, signing in, being sent, being answered. */
  readonly timeoutMs: number;
  readonly userAgent: string;
}

/** How long a refusal is everybody's answer; a directory that was down for a moment deserves another try. */
const REFUSAL_HOLDS_MS = 30_000;

/**
 * Lets one request go first: a wrong password sent by ten connections at once locks the account. Once one was let in, all go; once one
 * was refused, the refusal is everybody's answer for a while.
 */
function goFirst(): (send: () => Promise<HttpReply>) => Promise<HttpReply> {
  let isAccepted = false;
  let refusal: { readonly reply: HttpReply; readonly at: number } | null = null;
  let first: Promise<unknown> | null = null;
  return async (send) => {
    while (!isAccepted && first !== null) await first;
    if (isAccepted) return send();
    if (refusal !== null && performance.now() - refusal.at < REFUSAL_HOLDS_MS) return refusal.reply;
    const going = send();
    first = going
      .catch(() => undefined)
      .finally(() => {
        first = null;
      });
    const reply = await going;
    refusal = reply.status === 401 ? { reply, at: performance.now() } : null;
    // 200 and 500 (a SOAP fault) come from behind the door; 503 and the like may come from in front of it.
    if (reply.status === 200 || reply.status === 500) isAccepted = true;
    return reply;
  };
}

/** HTTP as EWS wants it. Redirects are not followed: credentials go to the address the operator named and nowhere else. */
export function httpTransport({ url, sender, timeoutMs, userAgent }: HttpTransportOptions): EwsTransport {
  const cookies = new CookieJar();
  const gate = goFirst();
  let requests = 0;

  async function once(body: Buffer<ArrayBuffer>, mailbox: string | null, signal: AbortSignal): Promise<HttpReply> {
    requests += 1;
    const cookie = mailbox === null ? '' : cookies.header(mailbox);
    const headers = {
      'content-type': 'text/xml; charset=utf-8',
      'accept-encoding': 'gzip',
      'user-agent': userAgent,
      'client-request-id': randomUUID(),
      'return-client-request-id': 'true',
      ...(mailbox === null ? {} : { 'x-anchormailbox': mailbox }),
      ...(cookie === '' ? {} : { cookie }),
    };
    const reply = await sender.send({ headers, body, signal });
    if (mailbox !== null) cookies.keep(mailbox, reply.headers['set-cookie']);
    return reply;
  }

  async function post(body: Buffer<ArrayBuffer>, { mailbox, signal }: PostOptions): Promise<HttpReply> {
    const limit = AbortSignal.timeout(timeoutMs);
    const either = signal === undefined ? limit : AbortSignal.any([limit, signal]);
    try {
      return await gate(() => once(body, mailbox, either));
    } catch (error) {
      signal?.throwIfAborted();
      // Everything that broke on a connection is a TransportFailure already; what else ran out of time was still waiting for one.
      throw limit.aborted ? transportFailure(error, false) : error;
    }
  }

  return {
    url,
    post: (body, options) => post(Buffer.from(body), options),
    statistics: () => ({ requests, ...sender.statistics() }),
    close: () => sender.close(),
  };
}
