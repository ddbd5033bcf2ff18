import type { Difference, DoubleBooking, VerdictFigures, VerificationSample } from '../domain/verification.ts';

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
    readonly cutOver: string;
    readonly horizon: string;
    /** What the plan takes the target to do. */
    readonly target: string;
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
  readonly verification: ReportVerification | null;
  readonly mailboxes: readonly ReportMailbox[];
  readonly notes: readonly ReportNote[];
  readonly leftOut: readonly ReportReason[];
  readonly refused: readonly ReportRefused[];
  readonly endingSeries: readonly ReportExample[];
  readonly people: readonly ReportPerson[];
  readonly meetings: ReportMeetings;
  readonly handOff: ReportHandOff;
  /** Fields verification does not compare, by kind of item, each with its reason. */
  readonly uncompared: readonly ReportUncompared[];
  readonly notices: readonly string[];
  readonly isMasked: boolean;
}

export interface ReportVerification extends VerdictFigures {
  readonly verifiedAt: string;
  readonly sample: VerificationSample;
  readonly doubleBookings: readonly DoubleBooking[];
  readonly differences: readonly Difference[];
  readonly moreDifferences: number;
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

export interface ReportPerson {
  readonly source: string;
  readonly name: string;
  readonly decision: string;
  readonly events: number;
}

/** Living meetings; a silent run has none, sends nothing and leaves nothing. */
export interface ReportMeetings {
  readonly living: number;
  readonly through: number;
  readonly notBegun: number;
  readonly waiting: readonly (ReportExample & { readonly phase: string })[];
  readonly mailsInside: number;
  /** Requests that sent without proof that nobody outside could get it: must be none. */
  readonly couldSendOutside: number;
  /** Requests the gate kept back. */
  readonly keptBack: number;
  readonly messagesRemoved: number;
  readonly messagesLeft: number;
  readonly stepsRefused: number;
}

/** What is handed to people rather than done. */
export interface ReportHandOff {
  readonly delegates: readonly { readonly owner: string; readonly delegate: string; readonly readWrite: boolean }[];
  readonly shares: readonly { readonly owner: string; readonly sharee: string; readonly calendar: string; readonly readWrite: boolean }[];
  readonly rooms: readonly { readonly mailbox: string; readonly name: string; readonly autoSchedule: string }[];
}

export interface ReportUncompared {
  readonly kind: string;
  readonly field: string;
  readonly reason: string;
}
