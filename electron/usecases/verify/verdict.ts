import type { PlannedItem } from '../../../shared/domain/plan.ts';
import type { ExpectedAnswer } from '../../../shared/convert/sourceAnswers.ts';
import type { ExpectedInstance } from '../../../shared/convert/sourceInstances.ts';
import type { ExchangeTarget } from '../../ports/ExchangeTarget.ts';
import type { MeetingLedger } from '../../ports/MeetingLedger.ts';
import type { MeetingTarget } from '../../ports/MeetingTarget.ts';
import type { PlanReader, PlanRow } from '../../ports/PlanStore.ts';
import type { Asked } from './askTarget.ts';
import type { InstanceWindow } from './readInstances.ts';

/** One difference, as `verify` prints it. */
export interface Difference {
  readonly mailbox: string;
  readonly key: string;
  readonly kind: 'missing' | 'extra' | 'different';
  readonly field: string;
  readonly source: string;
  readonly target: string;
}

/** Things the source knows, and how many of them Exchange shows. */
export interface Count {
  readonly source: number;
  readonly found: number;
}

/** Two events that hold the same room at the same time. */
export interface DoubleBooking {
  readonly mailbox: string;
  readonly start: string;
  readonly end: string;
  readonly subject: string;
  readonly otherSubject: string;
  /** How often these two do; times and titles are of the first. */
  readonly times: number;
}

/**
 * What was found in one mailbox. An answer has two places, the organizer's tracking and the guest's own copy (a declined meeting: none);
 * `answers` counts both, each in the mailbox where it was looked for.
 */
export interface MailboxVerdict {
  readonly mailbox: string;
  readonly differences: readonly Difference[];
  readonly doubleBookings: readonly DoubleBooking[];
  readonly instancesSource: number;
  readonly instancesFound: number;
  readonly answersSource: number;
  readonly answersFound: number;
  readonly trackingSource: number;
  readonly trackingFound: number;
  readonly ownSource: number;
  readonly ownFound: number;
}

export interface VerifyMailboxInput {
  readonly target: ExchangeTarget;
  readonly meetings: Pick<MeetingTarget, 'findCopies'>;
  readonly meetingLedger: Pick<MeetingLedger, 'get'>;
  readonly plan: Pick<PlanReader, 'rowByKey'>;
  readonly asked: Asked;
  readonly mailbox: string;
  readonly isRoom: boolean;
  /** What was to be there, as it was written. */
  readonly rows: readonly PlanRow[];
  readonly planned: (row: PlanRow) => PlannedItem;
  readonly expected: readonly ExpectedInstance[];
  readonly answers: readonly ExpectedAnswer[];
  readonly window: InstanceWindow;
  /** Only these items are read whole; of the others the listing says what was written. Null = all. */
  readonly sample: ReadonlySet<string> | null;
  /** Nobody out of scope is impersonated, not even to read. */
  readonly isInScope: (mailbox: string) => boolean;
  readonly signal?: AbortSignal;
}
