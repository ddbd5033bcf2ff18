import { Client } from 'undici';
import { TransportFailure, type HttpReply } from '../http/EwsTransport.ts';
import { KEEP_ALIVE, connectOptions } from '../http/connectOptions.ts';
import type { OutgoingRequest } from '../http/Sender.ts';
import type { SenderOptions } from '../http/SenderOptions.ts';
import { sendRequest } from '../http/sendRequest.ts';
import type { NtlmHandshake } from './ntlmMessages.ts';

/** The value of one scheme in `WWW-Authenticate`, which a server may give as several lines or as one list. */
function challengeOf(reply: HttpReply): string | null {
  const header = reply.headers['www-authenticate'] ?? '';
  return /(?:^|[\n,]\s*)(NTLM [A-Za-z0-9+/=]+)/.exec(header)?.[1] ?? null;
}

/** One connection that is signed in by NTLM: the server knows the connection, not the request. One request at a time. */
export class NtlmConnection {
  readonly #client: Client;
  readonly #path: string;
  readonly #handshake: NtlmHandshake;
  #isSignedIn = false;
  #connections = 0;
  #handshakes = 0;

  constructor({ address, timeoutMs, secureContext }: SenderOptions, handshake: NtlmHandshake) {
    this.#handshake = handshake;
    this.#path = address.pathname + address.search;
    this.#client = new Client(address.origin, {
      ...KEEP_ALIVE,
      allowH2: false,
      pipelining: 1,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      connect: connectOptions(timeoutMs, secureContext),
    });
    this.#client.on('connect', () => {
      this.#connections += 1;
      this.#isSignedIn = false;
    });
    this.#client.on('disconnect', () => {
      this.#isSignedIn = false;
    });
  }

  get statistics(): { readonly connections: number; readonly handshakes: number } {
    return { connections: this.#connections, handshakes: this.#handshakes };
  }

  async send(request: OutgoingRequest): Promise<HttpReply> {
    if (this.#isSignedIn) {
      const reply = await this.#post(request, {});
      // The server forgot us, or the connection was replaced under us; a 401 means that nothing was done.
      if (reply.status !== 401) return reply;
    }
    return this.#signIn(request);
  }

  close(): Promise<void> {
    return this.#client.destroy();
  }

  /** The request goes with the last message; the one before has no body, because the server would throw it away. */
  async #signIn(request: OutgoingRequest, isAgain = false): Promise<HttpReply> {
    this.#isSignedIn = false;
    const opening = await this.#open(request);
    const connection = this.#connections;
    const challenge = opening.status === 401 ? challengeOf(opening) : null;
    const answer = challenge === null ? null : this.#handshake.answer(challenge);
    if (answer === null) return opening;
    this.#handshakes += 1;
    const reply = await this.#post(request, { authorization: answer });
    // A connection lost between challenge and answer makes the answer worthless, not the password.
    if (reply.status === 401 && connection !== this.#connections && !isAgain) return this.#signIn(request, true);
    this.#isSignedIn = reply.status !== 401;
    return reply;
  }

  /** Whatever breaks here, the request itself has not been sent. */
  async #open(request: OutgoingRequest): Promise<HttpReply> {
    try {
      return await this.#post({ ...request, body: Buffer.alloc(0) }, { authorization: this.#handshake.open });
    } catch (error) {
      if (!(error instanceof TransportFailure)) throw error;
      throw new TransportFailure(error.code, false, error.message, error.cause);
    }
  }

  #post(request: OutgoingRequest, signIn: Readonly<Record<string, string>>): Promise<HttpReply> {
    return sendRequest(this.#client, this.#path, { ...request, headers: { ...request.headers, ...signIn } });
  }
}
