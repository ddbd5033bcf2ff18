import type { Clock } from '../ports/Clock.ts';
import type { ExchangeTarget } from '../ports/ExchangeTarget.ts';
import type { LedgerStore } from '../ports/LedgerStore.ts';
import type { PlanReader } from '../ports/PlanStore.ts';
import type { Connections } from './Connections.ts';
import type { ItemSource } from './ItemSource.ts';

/** What a run tells while it goes on. Counts are of this event, not totals. */
export type RunEvent =
  | { readonly type: 'run'; readonly runId: string; readonly mailboxes: number; readonly items: number }
  | { readonly type: 'mailbox'; readonly mailbox: string; readonly state: 'started' | 'done' | 'stopped'; readonly detail: string }
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
  | { readonly type: 'in-doubt'; readonly mailbox: string; readonly items: number; readonly code: string }
  | { readonly type: 'back-off'; readonly mailbox: string; readonly code: string; readonly milliseconds: number }
  | { readonly type: 'removed'; readonly mailbox: string; readonly key: string }
  | { readonly type: 'extra'; readonly mailbox: string; readonly key: string; readonly what: string };

/** What all lanes of one run share. */
export interface RunContext {
  readonly target: ExchangeTarget;
  readonly ledger: LedgerStore;
  readonly plan: PlanReader;
  readonly items: ItemSource;
  readonly connections: Connections;
  readonly progress: Progress;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly runId: string;
  readonly holder: string;
  readonly projectId: string;
  /** How long after a request began the server may still be working on it. */
  readonly inDoubtMs: number;
  emit(event: RunEvent): void;
}

/** Lets a lane wait until anything anywhere has moved: an item recorded, a lane ended. */
export class Progress {
  readonly #ended = new Set<string>();
  #waiting: (() => void)[] = [];

  moved(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }

  laneEnded(mailbox: string): void {
    this.#ended.add(mailbox);
    this.moved();
  }

  hasEnded(mailbox: string): boolean {
    return this.#ended.has(mailbox);
  }

  next(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}
