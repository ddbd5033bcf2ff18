/** What a lane knows when it asks what comes next. Nothing of its own is under way then. */
export interface LaneView {
  /** Whether the mailbox was listed in this run, and whether anything was written or taken since. */
  readonly listing: 'none' | 'old' | 'current';
  /** Items that can be created, series whose occurrences can be written. */
  readonly writable: number;
  /** Until when the server may still work on something whose answer was lost; null when nothing is in doubt. */
  readonly doubtfulUntil: number | null;
  /** Items that wait for items of other mailboxes. */
  readonly waiting: number;
  /** Listings made so far. */
  readonly rounds: number;
}

/**
 * - list: read what the mailbox holds and bring the ledger in line
 * - write: create items, change and delete occurrences
 * - settle: wait until nothing can be under way any more
 * - wait: for other lanes
 * - close: everything is there, and seen there
 * - give-up: a mailbox that keeps losing what was committed is not written for ever
 */
export type LaneStep = 'list' | 'write' | 'settle' | 'wait' | 'close' | 'give-up';

/** Doubts of a poisonous item are settled one by one (MOST_STRIKES), with room for a failover or two. */
const MOST_ROUNDS = 12;

/** The next step of a lane: doubts are settled before others are waited for, and the last word is always a listing. */
export function laneStep({ listing, writable, doubtfulUntil, waiting, rounds }: LaneView): LaneStep {
  if (listing === 'none') return 'list';
  if (rounds > MOST_ROUNDS) return 'give-up';
  if (writable > 0) return 'write';
  if (doubtfulUntil !== null) return 'settle';
  if (waiting > 0) return 'wait';
  return listing === 'old' ? 'list' : 'close';
}
