import type { ErrorCode } from '../../../shared/contract/errors.ts';
import type { KeepReason, StayingMeetings } from '../../../shared/run/undo/stays.ts';
import type { LedgerStore, Trace } from '../../ports/LedgerStore.ts';
import type { MeetingLedger } from '../../ports/MeetingLedger.ts';
import type { MeetingTarget } from '../../ports/MeetingTarget.ts';
import type { AskContext } from '../../run/RunContext.ts';
import type { RunMarkLease } from '../../run/RunMarkLease.ts';
import type { Origin, WrittenPlans } from './WrittenPlans.ts';

/** One item, and what becomes of it. `gone`: it is not there any more. */
export interface UndoneItem {
  readonly mailbox: string;
  readonly key: string;
  readonly subject: string;
  readonly start: string;
  readonly kind: string;
  readonly action: 'remove' | 'keep' | 'gone';
  /** Why it stays; '' for others. */
  readonly reason: KeepReason | '';
  readonly detail: string;
}

/** What an undo tells while it goes on. `item` comes for what stays or is gone; in a dry run for everything. Counts are of this event. */
export type UndoEvent =
  | { readonly type: 'undo'; readonly undoId: string; readonly mailboxes: number; readonly items: number; readonly dryRun: boolean }
  | { readonly type: 'mailbox'; readonly mailbox: string; readonly state: 'looked-at' | 'done' }
  | {
      readonly type: 'mailbox';
      readonly mailbox: string;
      readonly state: 'stopped';
      readonly code: ErrorCode;
      readonly sentence: string;
      readonly remedy: string;
      readonly detail: string;
    }
  | ({ readonly type: 'item' } & UndoneItem)
  | { readonly type: 'removed'; readonly mailbox: string; readonly items: number }
  | { readonly type: 'folder'; readonly mailbox: string; readonly folder: string; readonly action: 'remove' | 'keep' }
  | { readonly type: 'back-off'; readonly mailbox: string; readonly code: string; readonly milliseconds: number };

/** What the parts of one undo share. */
export interface UndoContext extends AskContext {
  readonly ledger: LedgerStore;
  readonly meetingLedger: MeetingLedger;
  readonly meetings: MeetingTarget;
  readonly written: WrittenPlans;
  readonly inDoubtMs: number;
  readonly isDryRun: boolean;
  readonly staying: StayingMeetings;
  /** Whether a row is to be taken back. */
  readonly selects: (trace: Trace) => boolean;
  readonly leases: ReadonlyMap<string, RunMarkLease>;
  readonly tell: (event: UndoEvent) => void;
}

/** Events of one UID go together; what no plan knows any more stands alone. */
export function uidOf({ key }: Pick<Trace, 'key'>, origin: Origin | null): string {
  return origin?.row.uid ?? `key ${key}`;
}

/** An item in the words of an event. */
export function named(
  trace: Pick<Trace, 'key' | 'mailbox'>,
  origin: Origin | null,
): Pick<UndoneItem, 'mailbox' | 'key' | 'subject' | 'start' | 'kind'> {
  const { key, mailbox } = trace;
  const { subject = '', start = '', kind = 'appointment' } = origin?.row ?? {};
  return { mailbox, key, subject, start, kind };
}
