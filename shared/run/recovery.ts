import type { ErrorCode } from '../contract/errors.ts';
import { responseRule } from './responseRules.ts';

/** A request that brought no answers, or answers that say the moment is wrong. */
export interface Trouble {
  /** in-doubt: the request left us, and nobody knows what became of it. */
  readonly outcome: 'not-executed' | 'in-doubt';
  readonly responseCode: string;
  readonly message: string;
  /** What the server asked to wait; null when it did not say. */
  readonly backOffMs: number | null;
  /** Whose trouble it is. */
  readonly scope: 'mailbox' | 'server' | 'login';
}

/** How things stand when it happens. */
export interface Standing {
  /** Troubles in a row, this one included. */
  readonly attempt: number;
  /** What has been waited for already since the last clean answer. */
  readonly waitedMs: number;
  /** The server has let us in once during this run: what fails now may pass. */
  readonly hasConnected: boolean;
}

export type Recovery =
  | { readonly do: 'wait'; readonly milliseconds: number; readonly who: 'everybody' | 'mailbox'; readonly slowDown: boolean }
  | { readonly do: 'stop-mailbox'; readonly error: ErrorCode }
  | { readonly do: 'stop-run'; readonly error: ErrorCode };

/** A moved mailbox, a server in maintenance, a night without network: six hours, then somebody must look. */
const PATIENCE_MS = 6 * 3_600_000;
const LONGEST_WAIT_MS = 5 * 60_000;
/** What a server may ask for; a broken clock behind Retry-After must not stop the night. */
const LONGEST_ASKED_MS = 15 * 60_000;
/** More failed sign-ins in a row would lock the account. */
const MOST_SIGN_INS = 3;
/** A server that takes connections and answers none of so many requests is none. */
const MOST_FIRST_REQUESTS = 3;

/** Milliseconds to wait before try number `attempt` (1-based): what the server asked, else 2^n x 2 s up to 5 minutes. */
export function backOffMs(attempt: number, asked: number | null): number {
  if (asked !== null) return Math.min(asked, LONGEST_ASKED_MS);
  return Math.min(2000 * 2 ** (attempt - 1), LONGEST_WAIT_MS);
}

/**
 * What to do about trouble. Before the server has answered once, what nobody but the operator can mend fails at once: a wrong address, a
 * wrong password, no network. Afterwards the same may pass, and is waited for.
 */
export function recovery(
  { responseCode, backOffMs: asked, scope, outcome }: Trouble,
  { attempt, waitedMs, hasConnected }: Standing,
): Recovery {
  const { action, error } = responseRule(responseCode);
  const wait = (who: 'everybody' | 'mailbox', slowDown = false): Recovery =>
    waitedMs >= PATIENCE_MS
      ? { do: action === 'network' ? 'stop-run' : 'stop-mailbox', error }
      : { do: 'wait', milliseconds: backOffMs(attempt, asked), who, slowDown };
  switch (action) {
    case 'stop-run':
    case 'stop-mailbox':
      return { do: action, error };
    case 'item':
      // Asked for no item in particular, it is about the mailbox.
      return { do: 'stop-mailbox', error };
    case 'sign-in':
      return !hasConnected || attempt >= MOST_SIGN_INS ? { do: 'stop-run', error } : wait('everybody');
    case 'network':
      return hasConnected ? wait('everybody') : { do: 'stop-run', error };
    case 'lost':
      return hasConnected || (outcome === 'in-doubt' && attempt < MOST_FIRST_REQUESTS) ? wait('mailbox') : { do: 'stop-run', error };
    case 'slow-down':
      return wait(scope === 'mailbox' ? 'mailbox' : 'everybody', scope !== 'mailbox');
    case 'shrink':
    case 'park':
      return wait('mailbox');
  }
}
