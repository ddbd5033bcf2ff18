/** One difference found by a verification. */
export interface StoredDifference {
  readonly mailbox: string;
  readonly key: string;
  readonly kind: 'missing' | 'extra' | 'different';
  readonly field: string;
  readonly source: string;
  readonly target: string;
}

/** What a verification found in one mailbox. */
export interface StoredVerdict {
  readonly mailbox: string;
  readonly instancesSource: number;
  readonly instancesFound: number;
  readonly answersSource: number;
  readonly answersFound: number;
}

export interface StoredVerification {
  readonly planHash: string;
  readonly verifiedAt: string;
  readonly verdicts: readonly StoredVerdict[];
  differences(): Iterable<StoredDifference>;
}

/** Verifications of the project; the newest complete one of a plan is what a report shows. */
export interface VerificationStore {
  newest(planHash: string): StoredVerification | null;
  begin(planHash: string, verifiedAt: string): VerificationWriter;
}

export interface VerificationWriter {
  add(verdict: StoredVerdict, differences: readonly StoredDifference[]): void;
  finish(): void;
}
