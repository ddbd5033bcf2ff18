/** Where the scripts run: the cmdlets are much the same, but who may do what is settled otherwise. */
export type ExchangeVariant = 'online' | 'on-premises';

/** Who writes into the mailboxes: an account on premises, a registered application online. */
export interface ServiceAccount {
  /** `CONTOSO\svc` or `svc@contoso.com`; online the application's id. */
  readonly name: string;
}

/** A room or thing that has a calendar. */
export interface HandOffRoom {
  readonly mailbox: string;
  readonly name: string;
  readonly kind: 'room' | 'resource';
  readonly capacity: number | null;
  /** Calendar Server's auto-schedule mode; null where nobody set one. */
  readonly autoSchedule: string | null;
}

/** Somebody as the hand-off lists name them; `mailbox` is '' for somebody without one. */
export interface HandOffPerson {
  readonly mailbox: string;
  readonly name: string;
  /** Why there is no mailbox: `external`, `left-out`, `unmapped`, `group`; '' where there is one. */
  readonly without: string;
}

export interface HandOffDelegate {
  readonly owner: HandOffPerson;
  readonly delegate: HandOffPerson;
  readonly readWrite: boolean;
}

export interface HandOffShare {
  readonly owner: HandOffPerson;
  readonly sharee: HandOffPerson;
  readonly calendar: string;
  /** Where its events go: the folder to share, and the category in it, if any; null when the calendar is left out. */
  readonly folder: string | null;
  readonly category: string;
  readonly readWrite: boolean;
  readonly status: string;
}

/** Everything that is handed to an administrator rather than done. */
export interface HandOff {
  readonly variant: ExchangeVariant;
  readonly account: ServiceAccount;
  /** Mailboxes written to, in the order of their addresses. */
  readonly mailboxes: readonly string[];
  readonly rooms: readonly HandOffRoom[];
  readonly delegates: readonly HandOffDelegate[];
  readonly shares: readonly HandOffShare[];
}
