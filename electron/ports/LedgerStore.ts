/**
 * What was written where. One row per item key and project; the row outlives plans and runs.
 *
 * - intended: a request that writes it was about to be sent, or was sent, and no answer has been recorded. After a crash: in doubt.
 * - written: it is in Exchange under `itemId`; `occurrencesDone` says whether its exceptions and deletions are too. Where one of those was
 *   refused, `responseCode` and `message` say why.
 * - refused: the server does not take it, as it is now; `responseCode` says why. A new run tries again.
 */
export type LedgerState = 'intended' | 'written' | 'refused';

export interface LedgerRow {
  readonly key: string;
  readonly mailbox: string;
  readonly folder: string;
  readonly state: LedgerState;
  /** The planned item's hash that was (or is being) written. */
  readonly hash: string;
  readonly itemId: string | null;
  readonly occurrencesDone: boolean;
  readonly runId: string;
  /** When the last request that writes it began, ISO UTC: it is in doubt until that plus the server's patience. */
  readonly requestedAt: string;
  readonly attempts: number;
  readonly responseCode: string | null;
  readonly message: string | null;
}

/** What is recorded before a request. */
export interface Intent {
  readonly key: string;
  readonly mailbox: string;
  readonly folder: string;
  readonly hash: string;
}

/** What is recorded after it. */
export type Result =
  | {
      readonly key: string;
      readonly state: 'written';
      readonly itemId: string;
      readonly occurrencesDone: boolean;
      /** As the write left it; absent where more is to be written. */
      readonly changeKey?: string;
    }
  | { readonly key: string; readonly state: 'refused'; readonly responseCode: string; readonly message: string }
  /** The server did nothing: the intent is taken back. */
  | { readonly key: string; readonly state: 'withdrawn' };

/** Found in a mailbox under its key. */
export interface Adoption extends Intent {
  readonly itemId: string;
  /** A single, or a series without exceptions: there is nothing more to write. */
  readonly occurrencesDone: boolean;
}

/** What became of a series' exceptions and deletions. */
export type OccurrencesResult =
  | { readonly key: string; readonly state: 'done' }
  | { readonly key: string; readonly state: 'refused'; readonly responseCode: string; readonly message: string };

/** An occurrence this server did not take as one of its series: it is deleted there and becomes an item of its own, for good. */
export interface Detachment {
  readonly parentKey: string;
  readonly originalStart: string;
}

/** An item as it was left: for whoever asks later whether somebody changed it. */
export interface Settled {
  readonly key: string;
  readonly itemId: string;
  readonly changeKey: string;
  /** sha256 over its content as read back. */
  readonly content: string;
}

/** A row of the ledger as undo sees it. */
export interface Trace extends LedgerRow {
  /** Null where it is not known. */
  readonly changeKey: string | null;
  readonly content: string | null;
  /** When its removal was last about to be asked for; null when it never was. */
  readonly removalAt: string | null;
}

export interface UndoRow {
  readonly undoId: string;
  readonly startedAt: string;
  /** Null: it was interrupted. */
  readonly endedAt: string | null;
  readonly removed: number;
  readonly kept: number;
}

export interface RunRow {
  readonly runId: string;
  readonly planHash: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
}

/** Things found in a mailbox that are not the plan's: copies, strangers with our key; listed, and what was done about them. */
export interface OddItem {
  readonly mailbox: string;
  readonly key: string;
  readonly itemId: string;
  readonly what: 'duplicate-deleted' | 'duplicate-touched' | 'not-in-plan' | 'occurrence-with-key';
}

/**
 * The ledger. Every method is one transaction, on disk when it returns, or its promise resolves (FULL sync): the intent before a request, the result after it.
 * Contract: test/contract/suites/ledgerStore.ts.
 */
export interface LedgerStore {
  /** A random id made once per project file. */
  projectId(): string;
  beginRun(run: { readonly runId: string; readonly planHash: string; readonly startedAt: string }): void;
  endRun(runId: string, endedAt: string): void;
  runs(): readonly RunRow[];
  /** Everything `work` does is one transaction: all of it is on disk when this returns, or none. */
  together(work: () => void): void;
  /** The same, but nobody stands still for the disk: all of it is there when the promise resolves, and not before. */
  togetherSoon(work: () => void): Promise<void>;
  intend(runId: string, intents: readonly Intent[], requestedAt: string): void;
  record(results: readonly Result[]): void;
  /** Recorded as written, by whoever wrote it. */
  adopt(runId: string, rows: readonly Adoption[], at: string): void;
  /** In the ledger, but not in the mailbox (a failover may lose committed items): to be written again. */
  forget(keys: readonly string[]): void;
  occurrences(results: readonly OccurrencesResult[]): void;
  detach(mailbox: string, detachments: readonly Detachment[]): void;
  detachments(mailbox: string): readonly Detachment[];
  odd(runId: string, items: readonly OddItem[]): void;
  oddItems(): Iterable<OddItem>;
  get(key: string): LedgerRow | null;
  /** Rows of a mailbox in the order they were first written. Lazy; other rows may be written meanwhile. */
  ofMailbox(mailbox: string): Iterable<LedgerRow>;
  /** How items stood once all was done with them. Rows that have another item id by now are left as they are. */
  settle(items: readonly Settled[]): void;
  /** What is there is what a later plan wants, too: nothing of it was written again. */
  restamp(items: readonly Pick<LedgerRow, 'key' | 'hash'>[]): void;
  /** `ofMailbox`, with what undo needs to know. */
  traces(mailbox: string): Iterable<Trace>;
  trace(key: string): Trace | null;
  /** Their removal is about to be asked for. They stay in the ledger until it is done, and are forgotten then. */
  intendRemoval(keys: readonly string[], at: string): void;
  /** Something is taken back from it, until it is let go: whatever is in the ledger of it by then. */
  holdMailbox(mailbox: string): void;
  letGoMailbox(mailbox: string): void;
  heldMailboxes(): readonly string[];
  beginUndo(undoId: string, startedAt: string): void;
  endUndo(undo: Pick<UndoRow, 'undoId' | 'removed' | 'kept'>, endedAt: string): void;
  undos(): readonly UndoRow[];
  counts(): Readonly<Record<LedgerState, number>>;
  mailboxes(): readonly string[];
}
