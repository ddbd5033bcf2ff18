import type { Phase } from '../../shared/run/living/MeetingState.ts';
import type { Clock } from '../ports/Clock.ts';
import type { ExchangeTarget } from '../ports/ExchangeTarget.ts';
import type { LedgerStore } from '../ports/LedgerStore.ts';
import type { PlanReader } from '../ports/PlanStore.ts';
import type { Connections } from './Connections.ts';
import type { ItemSource } from './ItemSource.ts';
import type { Pause } from './pause.ts';
import type { LedgerQueue } from './LedgerQueue.ts';
import type { LaneSlots } from './LaneSlots.ts';
import type { Settlements } from './Settlements.ts';
import type { Turns } from './Turns.ts';

/** What a run tells while it goes on. Counts are of this event, not totals. */
export type RunEvent =
  | { readonly type: 'run'; readonly runId: string; readonly mailboxes: number; readonly items: number }
  | { readonly type: 'mailbox'; readonly mailbox: string; readonly state: 'started' | 'done' }
  | {
      readonly type: 'mailbox';
      readonly mailbox: string;
      readonly state: 'stopped';
      readonly code: string;
      readonly sentence: string;
      readonly remedy: string;
      /** The other side's own words. */
      readonly detail: string;
    }
  | { readonly type: 'written'; readonly mailbox: string; readonly items: number }
  | { readonly type: 'adopted'; readonly mailbox: string; readonly items: number }
  | {
      readonly type: 'failed';
      readonly mailbox: string;
      readonly key: string;
      readonly subject: string;
      readonly code: string;
      readonly message: string;
    }
  /** In Exchange, but not as the plan wants it: written from an earlier plan, or for another mailbox or folder. */
  | {
      readonly type: 'waiting';
      readonly mailbox: string;
      readonly key: string;
      readonly subject: string;
      readonly reason: 'moved' | 'changed' | 'crossing' | 'not-inside' | 'closed';
      readonly detail: string;
    }
  | { readonly type: 'detached'; readonly mailbox: string; readonly key: string; readonly subject: string; readonly originalStart: string }
  /** A living meeting is through, failed, or is left to the next run. */
  | {
      readonly type: 'meeting';
      readonly mailbox: string;
      readonly key: string;
      readonly subject: string;
      readonly phase: Phase;
      readonly guests: number;
    }
  | { readonly type: 'in-doubt'; readonly mailbox: string; readonly items: number; readonly code: string }
  | { readonly type: 'back-off'; readonly mailbox: string; readonly code: string; readonly milliseconds: number }
  | { readonly type: 'removed'; readonly mailbox: string; readonly key: string }
  | { readonly type: 'extra'; readonly mailbox: string; readonly key: string; readonly what: string };

/** What whoever asks Exchange for something needs: to wait, to be told to stop, to hold a mailbox. */
export interface AskContext {
  readonly target: ExchangeTarget;
  readonly connections: Connections;
  readonly slots: LaneSlots;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** How waiting is done; in real time, unless a test has none. */
  readonly pause: Pause;
  readonly runId: string;
  readonly holder: string;
  readonly projectId: string;
  /** The service account, for sentences. */
  readonly account: string;
  emit(event: RunEvent): void;
}

/** What all lanes of one run share. */
export interface RunContext extends AskContext {
  readonly ledger: LedgerStore;
  /** For entries on the way of a request. */
  readonly ledgerQueue: LedgerQueue;
  readonly plan: PlanReader;
  readonly items: ItemSource;
  readonly settlements: Settlements;
  /** Chunks that are made while all connections are busy. */
  readonly bench: Turns;
  /** Lanes that convert while they are opened: one at a time, so that answers are read in between. */
  readonly preparing: Turns;
  /** Mailboxes this run writes. */
  readonly mailboxes: ReadonlySet<string>;
  /** How long after a request began the server may still be working on it. */
  readonly inDoubtMs: number;
}
