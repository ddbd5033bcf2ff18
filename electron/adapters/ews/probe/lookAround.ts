import type { SecureContext } from 'node:tls';
import { Client } from 'undici';
import type { HttpReply } from '../http/EwsTransport.ts';
import { connectOptions } from '../http/connectOptions.ts';
import { sendRequest } from '../http/sendRequest.ts';

export interface LookAroundOptions {
  readonly timeoutMs: number;
  readonly userAgent: string;
  readonly secureContext: SecureContext;
  readonly signal: AbortSignal | undefined;
}

/** GET without signing in: what a server tells strangers. Throws TransportFailure. */
export async function lookAround(url: URL, { timeoutMs, userAgent, secureContext, signal }: LookAroundOptions): Promise<HttpReply> {
  const limit = AbortSignal.timeout(timeoutMs);
  const client = new Client(url.origin, { allowH2: false, connect: connectOptions(timeoutMs, secureContext) });
  try {
    const request = {
      headers: { 'user-agent': userAgent },
      body: Buffer.alloc(0),
      signal: signal === undefined ? limit : AbortSignal.any([limit, signal]),
    };
    return await sendRequest(client, url.pathname + url.search, request, 'GET');
  } finally {
    await client.destroy();
  }
}
