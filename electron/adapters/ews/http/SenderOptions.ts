import type { SecureContext } from 'node:tls';

export interface SenderOptions {
  readonly address: URL;
  readonly connections: number;
  readonly timeoutMs: number;
  /** Absent over plain HTTP. */
  readonly secureContext?: SecureContext;
}
