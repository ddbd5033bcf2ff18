import type { SendPass } from '../gate/SendGate.ts';

/** One HTTP answer, whole. */
export interface HttpReply {
  readonly status: number;
  /** Lower-case names; several values of one name are joined by line breaks. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface PostOptions {
  /** Whose cookies and X-AnchorMailbox; null for requests that concern no mailbox. */
  readonly mailbox: string | null;
  /** The gate's leave, for a request that sends. */
  readonly pass?: SendPass;
  readonly signal?: AbortSignal;
}

/**
 * No whole answer. `wasSent` false means the server cannot have seen the request: only then may it be repeated without asking.
 * `code` is Node's or undici's, or CERTIFICATE, TIMEOUT, TRUNCATED, ANSWER_TOO_LARGE, HTTP_401 (no token to be had).
 */
export class TransportFailure extends Error {
  readonly code: string;
  readonly wasSent: boolean;

  constructor(code: string, wasSent: boolean, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'TransportFailure';
    this.code = code;
    this.wasSent = wasSent;
  }
}

export interface TransportStatistics {
  readonly requests: number;
  readonly connections: number;
  /** How often we signed in: NTLM handshakes; with sign-in by header, connections. */
  readonly handshakes: number;
}

/**
 * Posts to one address: kept-alive connections, one time limit over everything, sign-in, cookies per mailbox, a fresh client-request-id
 * each. Throws TransportFailure when no whole answer came, and the signal's reason when the caller gave up.
 */
export interface EwsTransport {
  readonly url: string;
  post(body: string, options: PostOptions): Promise<HttpReply>;
  statistics(): TransportStatistics;
  close(): Promise<void>;
}
