import type { MeetingState } from '../../shared/run/living/MeetingState.ts';

/** A message that was removed, or is about to be: recorded before the request, confirmed after it. */
export interface MessageRemoval {
  readonly mailbox: string;
  readonly messageId: string;
  readonly meetingKey: string;
  readonly itemClass: string;
  readonly isRemoved: boolean;
}

/** A guest's copy that Exchange made and no plan names, as it was left. */
export interface GuestCopy {
  readonly mailbox: string;
  readonly itemId: string;
  readonly meetingKey: string;
  readonly changeKey: string;
  /** sha256 over its content as read back. */
  readonly content: string;
}

/** What a run sent: requests that send something, those the gate kept back, and those that left without proof (there must be none). */
export interface RunSending {
  readonly runId: string;
  readonly sending: number;
  readonly refused: number;
  readonly couldSendOutside: number;
}

/**
 * The part of the ledger that knows living meetings. Every method is one transaction, on disk when it returns.
 * Contract: test/contract/suites/meetingLedger.ts.
 */
export interface MeetingLedger {
  /** Null for a meeting nothing has been done about yet. */
  get(key: string): MeetingState | null;
  save(runId: string, state: MeetingState, at: string): void;
  /** By organizer and key. Lazy. */
  all(): Iterable<MeetingState>;
  /** Meeting messages that lay in a mailbox before anything was sent to it; null when it was not listed yet. Listed once, kept for good. */
  messagesBefore(mailbox: string): ReadonlySet<string> | null;
  saveMessagesBefore(runId: string, mailbox: string, messageIds: readonly string[], at: string): void;
  intendRemovals(runId: string, removals: readonly Omit<MessageRemoval, 'isRemoved'>[], at: string): void;
  removed(mailbox: string, messageIds: readonly string[]): void;
  removals(): Iterable<MessageRemoval>;
  saveSending(sending: RunSending): void;
  sendings(): readonly RunSending[];
  saveCopies(copies: readonly GuestCopy[]): void;
  copiesOf(meetingKey: string): readonly GuestCopy[];
  /** Meetings that are gone from Exchange, with the copies known of them: a run that writes them again begins anew. */
  forget(meetingKeys: readonly string[]): void;
}
