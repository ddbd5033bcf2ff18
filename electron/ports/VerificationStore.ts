import type { Difference, DoubleBooking, VerdictFigures, VerificationSample } from '../../shared/domain/verification.ts';

/** One difference that a verification found. */
export type StoredDifference = Difference;

/** What a verification found in one mailbox. */
export interface StoredVerdict extends VerdictFigures {
  readonly mailbox: string;
}

export interface StoredVerification {
  readonly planHash: string;
  readonly verifiedAt: string;
  readonly sample: VerificationSample;
  readonly verdicts: readonly StoredVerdict[];
  readonly doubleBookings: readonly DoubleBooking[];
  differences(): Iterable<StoredDifference>;
}

/** Verifications of the project; the newest complete one of a plan is what a report shows. */
export interface VerificationStore {
  newest(planHash: string): StoredVerification | null;
  begin(planHash: string, verifiedAt: string, sample?: VerificationSample): VerificationWriter;
}

export interface VerificationWriter {
  add(verdict: StoredVerdict, differences: readonly StoredDifference[], doubleBookings: readonly DoubleBooking[]): void;
  finish(): void;
}
