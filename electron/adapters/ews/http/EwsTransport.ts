/** One HTTP answer, whole. */
export interface HttpReply {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface PostOptions {
  /** Whose cookies and X-AnchorMailbox; null for requests that concern no mailbox. */
  readonly mailbox: string | null;
  readonly signal?: AbortSignal;
}

/**
 * No whole answer. `wasSent` false means the server cannot have seen the request: only then may it be repeated without asking.
 * `code` is Node's or undici's, or CERTIFICATE, TIMEOUT, TRUNCATED.
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
  readonly handshakes: number;
}

/** Posts SOAP envelopes to one address: keep-alive, time-out, sign-in, cookies per mailbox, a fresh client-request-id each. */
export interface EwsTransport {
  readonly url: string;
  post(body: string, options: PostOptions): Promise<HttpReply>;
  statistics(): TransportStatistics;
  close(): Promise<void>;
}
