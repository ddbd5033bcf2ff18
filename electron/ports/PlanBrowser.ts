import type { ItemKind } from '../../shared/domain/plan.ts';
import type { PlanRow, PlanSkippedRow } from './PlanStore.ts';

/** Which rows of a plan a person wants to see. Absent = all. */
export interface PlanFilter {
  readonly mailboxes?: readonly string[];
  readonly kinds?: readonly ItemKind[];
  /** Rows with at least one of these notes. */
  readonly noteCodes?: ReadonlySet<string>;
  /** In the title, whatever the case; or the row's mailbox is one of `orMailboxes`. */
  readonly text?: string;
  readonly orMailboxes?: readonly string[];
  /** Plain dates: from this day on, before that one, in the item's own time. */
  readonly from?: string;
  readonly to?: string;
}

/**
 * A plan as a person leafs through it. A choice gives the numbers of its rows in order of their start (in their own local time, as calendars
 * show them), so that pages can be cut from it; a plan of half a million rows takes some hundred milliseconds once.
 */
export interface PlanBrowser {
  choose(planId: number, filter: PlanFilter): Int32Array;
  /** Rows by number, in the order asked for; numbers that do not exist are left out. */
  rows(planId: number, seqs: readonly number[]): readonly PlanRow[];
  chooseSkipped(planId: number, filter: { readonly owners?: readonly string[]; readonly reasons?: readonly string[] }): Int32Array;
  skippedRows(planId: number, seqs: readonly number[]): readonly PlanSkippedRow[];
  /** Items by mailbox and kind. */
  countByMailbox(planId: number): readonly { readonly mailbox: string; readonly kind: string; readonly items: number }[];
  /** Mailboxes of each meeting that has more than one; where there are living ones, of these: only they must not be torn apart. */
  meetings(planId: number): readonly (readonly string[])[];
}
