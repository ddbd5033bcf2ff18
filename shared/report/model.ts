/** Everything a report says, worked out once; HTML, CSV and JSON are three ways to write it down. */
export interface Report {
  readonly title: string;
  readonly madeAt: string;
  readonly plan: {
    readonly hash: string;
    readonly asOf: string;
    readonly snapshot: string;
    readonly mapping: string;
    readonly converter: string;
    readonly zoneData: string;
    readonly source: string;
  };
  readonly counts: {
    readonly objects: number;
    readonly items: number;
    readonly written: number;
    readonly refused: number;
    readonly open: number;
    readonly leftOut: number;
    readonly losses: number;
  };
  readonly runs: readonly { readonly runId: string; readonly startedAt: string; readonly endedAt: string | null }[];
  /** Null before the first verification. */
  readonly verification: {
    readonly verifiedAt: string;
    readonly instancesSource: number;
    readonly instancesFound: number;
    readonly answersSource: number;
    readonly answersFound: number;
    readonly differences: readonly ReportDifference[];
    readonly moreDifferences: number;
  } | null;
  readonly mailboxes: readonly ReportMailbox[];
  readonly notes: readonly ReportNote[];
  readonly leftOut: readonly ReportReason[];
  readonly refused: readonly ReportRefused[];
  readonly endingSeries: readonly ReportExample[];
  readonly people: readonly ReportPerson[];
  /** Mails sent inside, and requests that could have sent outside: a silent run has neither. */
  readonly mailsInside: number;
  readonly couldSendOutside: number;
  readonly isMasked: boolean;
}

export interface ReportMailbox {
  readonly mailbox: string;
  readonly items: number;
  readonly written: number;
  readonly refused: number;
  readonly open: number;
  readonly instancesSource: number | null;
  readonly instancesFound: number | null;
}

/** An item named in a list: enough to find it. */
export interface ReportExample {
  readonly mailbox: string;
  readonly subject: string;
  readonly start: string;
}

export interface ReportNote {
  readonly code: string;
  readonly severity: string;
  readonly sentence: string;
  readonly count: number;
  readonly examples: readonly ReportExample[];
}

export interface ReportReason {
  readonly reason: string;
  readonly sentence: string;
  readonly isLoss: boolean;
  readonly count: number;
  readonly examples: readonly { readonly owner: string; readonly uid: string }[];
}

export interface ReportRefused extends ReportExample {
  readonly code: string;
  readonly message: string;
}

export interface ReportDifference {
  readonly mailbox: string;
  readonly kind: string;
  readonly field: string;
  readonly source: string;
  readonly target: string;
}

export interface ReportPerson {
  readonly source: string;
  readonly name: string;
  readonly decision: string;
  readonly events: number;
}
