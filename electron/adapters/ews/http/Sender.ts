import type { HttpReply } from './EwsTransport.ts';

export interface OutgoingRequest {
  readonly headers: Readonly<Record<string, string>>;
  /** Encoded once: as bytes a request of a hundred items takes a quarter of the memory while it is under way. */
  readonly body: Buffer<ArrayBuffer>;
  readonly signal: AbortSignal;
}

/** Connections to one address that know how to sign in. An answer 401 comes back when they know no further. */
export interface Sender {
  send(request: OutgoingRequest): Promise<HttpReply>;
  statistics(): { readonly connections: number; readonly handshakes: number };
  close(): Promise<void>;
}
