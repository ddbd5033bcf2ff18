import { TransportFailure, type HttpReply } from './EwsTransport.ts';
import { transportFailure } from './transportFailure.ts';
import type { OutgoingRequest, Sender } from './Sender.ts';
import type { SignIn } from './SignIn.ts';

/** `fetch` as Node and Electron's `net` have it. */
export type Fetch = (input: string, init: RequestInit) => Promise<Response>;

/**
 * Failures before a byte of the request can have left, in Chromium's words and in Node's. Anything else may have reached the server: `fetch`
 * does not say when it begins to send.
 */
const NOT_SENT =
  /ERR_(?:NAME_NOT_RESOLVED|NAME_RESOLUTION_FAILED|INTERNET_DISCONNECTED|CONNECTION_REFUSED|ADDRESS_(?:UNREACHABLE|INVALID)|CONNECTION_TIMED_OUT|PROXY_[A-Z_]+|TUNNEL_CONNECTION_FAILED|CERT_[A-Z_]+|SSL_[A-Z_]+)|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT/;

function words(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? error.cause : null;
  const code = cause !== null && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  return [error.message, code, cause?.message ?? ''].filter((text) => text !== '').join(' ');
}

function failureOf(error: unknown): TransportFailure {
  if (error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError')) return transportFailure(error, true);
  const text = words(error);
  const wasSent = !NOT_SENT.test(text);
  if (/ERR_CERT_|ERR_SSL_|CERT_|SELF_SIGNED|UNABLE_TO_/.test(text)) return new TransportFailure('CERTIFICATE', false, text, error);
  const code = /\b(?:ERR_[A-Z_]+|UND_ERR_[A-Z_]+|E[A-Z]{4,})\b/.exec(text)?.[0] ?? 'UNKNOWN';
  return new TransportFailure(code, wasSent, text, error);
}

function headersOf(response: Response): Record<string, string> {
  const headers: Record<string, string> = {};
  response.headers.forEach((value, name) => {
    headers[name.toLowerCase()] = value;
  });
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) headers['set-cookie'] = cookies.join('\n');
  return headers;
}

/** No more requests at once than connections were asked for; the others wait their turn. */
class Turns {
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(most: number) {
    this.#free = most;
  }

  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free += 1;
      else next();
    }
  }
}

/**
 * Sends through the host program's own network stack: in the desktop program that is Chromium's, with the system's proxy and certificates.
 * For sign-in by header only; NTLM needs connections of its own.
 */
export function fetchSender(options: { readonly address: URL; readonly connections: number }, signIn: SignIn, fetch: Fetch): Sender {
  const turns = new Turns(options.connections);
  let requests = 0;

  async function attempt({ headers, body, signal }: OutgoingRequest): Promise<{ authorization: string; reply: HttpReply }> {
    const authorization = await signIn.authorization();
    try {
      requests += 1;
      const response = await fetch(options.address.href, {
        method: 'POST',
        headers: { ...headers, authorization },
        body,
        signal,
        redirect: 'manual',
        credentials: 'omit',
        cache: 'no-store',
      });
      return { authorization, reply: { status: response.status, headers: headersOf(response), body: await response.text() } };
    } catch (error) {
      throw failureOf(error);
    }
  }

  return {
    send: (request) =>
      turns.take(async () => {
        if (request.signal.aborted) throw transportFailure(request.signal.reason, false);
        const first = await attempt(request);
        if (first.reply.status !== 401 || !signIn.renew(first.authorization)) return first.reply;
        return (await attempt(request)).reply;
      }),
    // Connections are the network stack's own affair.
    statistics: () => ({ connections: Math.min(requests, options.connections), handshakes: 0 }),
    close: () => Promise.resolve(),
  };
}
