import { randomUUID } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { Pool, type Dispatcher } from 'undici';
import { TransportFailure, type EwsTransport, type HttpReply, type PostOptions } from './EwsTransport.ts';
import { CookieJar } from './CookieJar.ts';
import type { SignIn } from './SignIn.ts';
import { transportFailure } from './transportFailure.ts';

export interface HttpTransportOptions {
  readonly url: string;
  readonly signIn: SignIn;
  readonly connections: number;
  readonly timeoutMs: number;
  /** PEM of the certificate authority that signed the server's certificate. */
  readonly ca?: string;
  readonly userAgent: string;
}

const LARGEST_ANSWER = 64 * 1024 * 1024;

function flat(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), Array.isArray(value) ? value.join('\n') : (value ?? '')]),
  );
}

async function readBody({ body, headers }: Dispatcher.ResponseData): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_ANSWER) throw new TransportFailure('TRUNCATED', true, 'the answer is larger than 64 MiB');
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  if (headers['content-encoding'] !== 'gzip') return bytes.toString('utf8');
  return gunzipSync(bytes, { maxOutputLength: LARGEST_ANSWER }).toString('utf8');
}

/** HTTP over undici: a bounded pool of kept-alive connections, sign-in by header. */
export function httpTransport(options: HttpTransportOptions): EwsTransport {
  const { url, signIn, timeoutMs } = options;
  const address = new URL(url);
  const pool = new Pool(address.origin, {
    connections: options.connections,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connect: { timeout: Math.min(timeoutMs, 30_000), ...(options.ca === undefined ? {} : { ca: options.ca }) },
  });
  const cookies = new CookieJar();
  const counts = { requests: 0, connections: 0 };
  pool.on('connect', () => {
    counts.connections += 1;
  });

  async function once(body: string, { mailbox, signal }: PostOptions): Promise<HttpReply> {
    counts.requests += 1;
    const stop = AbortSignal.timeout(timeoutMs);
    const cookie = mailbox === null ? '' : cookies.header(mailbox);
    const reply = await pool.request({
      method: 'POST',
      path: address.pathname + address.search,
      signal: signal === undefined ? stop : AbortSignal.any([stop, signal]),
      headers: {
        'content-type': 'text/xml; charset=utf-8',
        'accept-encoding': 'gzip',
        'user-agent': options.userAgent,
        'client-request-id': randomUUID(),
        'return-client-request-id': 'true',
        authorization: await signIn.authorization(),
        ...(mailbox === null ? {} : { 'x-anchormailbox': mailbox }),
        ...(cookie === '' ? {} : { cookie }),
      },
      body,
    });
    const headers = flat(reply.headers);
    if (mailbox !== null) cookies.keep(mailbox, headers['set-cookie']);
    return { status: reply.statusCode, headers, body: await readBody(reply) };
  }

  return {
    url,
    post: async (body, postOptions) => {
      try {
        const reply = await once(body, postOptions);
        if (reply.status !== 401) return reply;
        // A token may have run out, a node may not know us yet: once more with fresh credentials, then it counts.
        signIn.renew();
        return await once(body, postOptions);
      } catch (error) {
        throw transportFailure(error);
      }
    },
    statistics: () => ({ requests: counts.requests, connections: counts.connections, handshakes: counts.connections }),
    close: () => pool.destroy(),
  };
}
