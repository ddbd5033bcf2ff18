/** A refused or half-written item, as a list shows it. */
export interface RefusedRow {
  readonly key: string;
  readonly mailbox: string;
  readonly subject: string;
  readonly start: string;
  readonly responseCode: string;
  readonly message: string;
}

/** How far a mailbox of a plan is. `open` items have never been tried, `intended` ones are in doubt. */
export interface MailboxProgress {
  readonly mailbox: string;
  readonly items: number;
  readonly written: number;
  readonly refused: number;
  readonly intended: number;
}

/** Plan and ledger side by side, for the screens of a run. Guests' copies that Exchange delivers count too: the ledger has them once they are seen. */
export interface RunBrowser {
  progress(planId: number, mailbox?: string): readonly MailboxProgress[];
  refusedByCause(planId: number): readonly { readonly cause: string; readonly mailbox: string; readonly items: number }[];
  /** `cause` null = all. */
  refused(
    planId: number,
    cause: string | null,
    offset: number,
    limit: number,
  ): { readonly total: number; readonly rows: readonly RefusedRow[] };
}
