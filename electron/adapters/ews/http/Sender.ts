import type { HttpReply } from './EwsTransport.ts';

export interface OutgoingRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
}

/** Connections to one address that know how to sign in. An answer 401 comes back when they know no further. */
export interface Sender {
  send(request: OutgoingRequest): Promise<HttpReply>;
  statistics(): { readonly connections: number; readonly handshakes: number };
  close(): Promise<void>;
}
