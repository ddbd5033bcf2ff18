import type { ExchangeTarget } from '../../../../electron/ports/ExchangeTarget.ts';

/** What a server can be told to do wrong. */
export type Trouble =
  | { readonly kind: 'busy'; readonly backOffMs: number }
  | { readonly kind: 'busyItems'; readonly backOffMs: number; readonly fromItem: number }
  | { readonly kind: 'stopBatch'; readonly atItem: number; readonly code: string }
  | { readonly kind: 'soapFault'; readonly code: string }
  | { readonly kind: 'http'; readonly status: number; readonly retryAfterSeconds: number | null }
  | { readonly kind: 'dropBefore' | 'dropAfter' | 'dropMidway' | 'truncate' }
  | { readonly kind: 'slowReply' | 'lateCommit'; readonly ms: number };

/** An Exchange to try the port on, and its other side. */
export interface ExchangeWorld {
  open(options?: { readonly timeoutMs?: number; readonly password?: string }): ExchangeTarget;
  /** The next request of that operation meets this trouble. */
  trouble(operation: string, trouble: Trouble): Promise<void>;
  setEwsEnabled(isEnabled: boolean): Promise<void>;
  /** Bodies of all requests so far, as they went over the wire. */
  requests(): readonly string[];
  mailsSent(): Promise<number>;
  /** What the server's schema has to say about our requests and its answers. */
  violations(): Promise<readonly string[]>;
  /** Puts an appointment without our marker into the default calendar. */
  addForeignItem(mailbox: string): Promise<void>;
  /** A mailbox nobody has used yet, whose owner has this name. */
  freshMailbox(): string;
  stop(): Promise<void>;
}

/** One the account may not act for. */
export const LOCKED_MAILBOX = 'locked@contoso.com';
/** One that is not there. */
export const MISSING_MAILBOX = 'nobody@contoso.com';
