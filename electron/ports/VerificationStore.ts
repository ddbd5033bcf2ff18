/** One difference found by a verification. */
export interface StoredDifference {
  readonly mailbox: string;
  readonly key: string;
  readonly kind: 'missing' | 'extra' | 'different';
  readonly field: string;
  readonly source: string;
  readonly target: string;
}

/** Two events that hold the same room at the same time. */
export interface StoredDoubleBooking {
  readonly mailbox: string;
  readonly start: string;
  readonly end: string;
  readonly subject: string;
  readonly otherSubject: string;
  readonly times: number;
}

/** What a verification found in one mailbox; answers in both their places, and in each. */
export interface StoredVerdict {
  readonly mailbox: string;
  readonly instancesSource: number;
  readonly instancesFound: number;
  readonly answersSource: number;
  readonly answersFound: number;
  readonly trackingSource: number;
  readonly trackingFound: number;
  readonly ownSource: number;
  readonly ownFound: number;
}

/** How many mailboxes were read, and how many items of each; null = all. */
export interface StoredSample {
  readonly mailboxes: number | null;
  readonly items: number | null;
}

export interface StoredVerification {
  readonly planHash: string;
  readonly verifiedAt: string;
  readonly sample: StoredSample;
  readonly verdicts: readonly StoredVerdict[];
  readonly doubleBookings: readonly StoredDoubleBooking[];
  differences(): Iterable<StoredDifference>;
}

/** Verifications of the project; the newest complete one of a plan is what a report shows. */
export interface VerificationStore {
  newest(planHash: string): StoredVerification | null;
  begin(planHash: string, verifiedAt: string, sample?: StoredSample): VerificationWriter;
}

export interface VerificationWriter {
  add(verdict: StoredVerdict, differences: readonly StoredDifference[], doubleBookings: readonly StoredDoubleBooking[]): void;
  finish(): void;
}
