import type { PlannedItem } from '../../shared/domain/plan.ts';
import type { Trouble } from '../../shared/run/recovery.ts';
import type { PlanRow } from '../ports/PlanStore.ts';

/**
 * - open: nothing of it in Exchange, as far as anybody knows; in its queue
 * - waiting: for an item that must exist first
 * - running: in a request
 * - doubt: its request's answer was lost
 * - written: there; `series` says what is left of its occurrences
 * - refused: not taken, as it is
 * - changed: there, but written from an earlier plan
 */
export type LaneItemState = 'open' | 'waiting' | 'running' | 'doubt' | 'written' | 'refused' | 'changed';

/** One item of a lane. The lane alone changes it. */
export interface LaneItem {
  readonly row: PlanRow;
  state: LaneItemState;
  /** How often it was in a request that broke. */
  strikes: number;
  /** Into a chunk no larger than this. */
  limit: number;
  lastTrouble: Pick<Trouble, 'responseCode' | 'message'> | null;
  /** Until when the server may be at work on it, by the steady clock (`performance.now()`); null when this run never lost its answer. */
  doubtfulUntil: number | null;
  /** Kept while it is about to be needed again; null = to be converted. */
  planned: PlannedItem | null;
}

/** A series whose exceptions and deletions are not all written. */
export interface OpenSeries {
  readonly item: LaneItem;
  readonly itemId: string;
  /** Just created: nothing of its occurrences can be there yet. */
  readonly isNew: boolean;
}
