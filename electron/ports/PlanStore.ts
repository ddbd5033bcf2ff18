import type { SealedPlan } from '../../shared/domain/sealedPlan.ts';
import type { ItemKind, WriteMode } from '../../shared/domain/plan.ts';

/** One planned item as the plan keeps it: enough to list, filter and prove it; the item itself is converted again when needed. */
export interface PlanRow {
  readonly seq: number;
  readonly objectId: string;
  readonly uid: string;
  readonly key: string;
  readonly part: string;
  readonly parentKey: string | null;
  readonly kind: ItemKind;
  readonly mode: WriteMode;
  readonly deliveredBy: 'create' | 'exchange';
  readonly mailbox: string;
  readonly folder: string;
  readonly subject: string;
  readonly start: string;
  readonly end: string;
  /** sha256 over the item's canonical JSON: same hash = same item. */
  readonly hash: string;
  readonly noteCodes: readonly string[];
  /** How many occurrences of a series are changed or deleted once it is created. */
  readonly occurrences: number;
}

export interface PlanSkippedRow {
  readonly seq: number;
  readonly objectId: string;
  readonly uid: string;
  readonly owner: string;
  readonly reason: string;
  readonly noteCodes: readonly string[];
}

export interface PlanDecisionRow {
  readonly code: string;
  readonly subject: string;
  readonly objects: number;
}

export interface PlanCounts {
  readonly items: number;
  readonly objects: number;
  readonly skipped: number;
  readonly outOfScope: number;
  readonly crossing: number;
  readonly byKind: Readonly<Record<string, number>>;
  readonly byMode: Readonly<Record<string, number>>;
  readonly byReason: Readonly<Record<string, number>>;
  readonly byNote: Readonly<Record<string, number>>;
  readonly bySeries: Readonly<Record<string, number>>;
  readonly wouldClose: readonly string[];
  /** Who has most messages to send, and how long that takes; `meetings` are those it organizes. */
  readonly slowestSender: {
    readonly mailbox: string;
    readonly meetings: number;
    readonly messages: number;
    readonly minutes: number;
  } | null;
  /** Mails inside, one a recipient. `forExceptions`: so many more where exceptions do not travel with their series. */
  readonly mails: { readonly invitations: number; readonly answers: number; readonly forExceptions: number };
}

export interface PlanInfo {
  readonly planId: number;
  readonly sealed: SealedPlan;
  /** sha256 over what was sealed and every row: equal plans have equal hashes on any workstation. */
  readonly planHash: string;
  readonly counts: PlanCounts;
}

/** What the counts of a plan were added up from. Of no use but to add up the next plan's. */
export interface PlanTally {
  readonly counters: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly decisions: readonly PlanDecisionRow[];
}

/** Read side of one sealed plan. */
export interface PlanReader {
  info(): PlanInfo;
  decisions(): readonly PlanDecisionRow[];
  /** Null for a plan that was sealed before tallies were kept. */
  tally(): PlanTally | null;
  /** Rows in planning order (UID bytes, then copies); `mailbox` narrows to one. Lazy. */
  rows(filter?: { readonly mailbox?: string }): Iterable<PlanRow>;
  skipped(filter?: { readonly owner?: string }): Iterable<PlanSkippedRow>;
  /** UIDs that have an item in the mailbox or a skipped object of the owner, in planning order. */
  uids(filter?: { readonly mailbox: string; readonly owners: readonly string[] }): Iterable<string>;
  rowsOf(uid: string): readonly PlanRow[];
  rowByKey(key: string): PlanRow | null;
  mailboxes(): readonly string[];
  /** Rows by mailbox, in the order of `mailboxes`. */
  mailboxSizes(): ReadonlyMap<string, number>;
}

/** Write side. Nothing is visible until `seal`; a plan that was not sealed is removed by the next `begin`. */
export interface PlanWriter {
  add(rows: readonly PlanRow[], skipped: readonly PlanSkippedRow[]): void;
  seal(planHash: string, counts: PlanCounts, decisions: readonly PlanDecisionRow[], tally?: PlanTally): PlanInfo;
  abandon(): void;
}

export interface PlanStore {
  newest(): PlanReader | null;
  byHash(planHash: string): PlanReader | null;
  begin(sealed: SealedPlan): PlanWriter;
}
