import type { Difference, DoubleBooking, VerdictFigures } from '../../../shared/domain/verification.ts';
import type { PlannedItem } from '../../../shared/domain/plan.ts';
import type { ExpectedAnswer } from '../../../shared/convert/sourceAnswers.ts';
import type { ExpectedInstance } from '../../../shared/convert/sourceInstances.ts';
import type { ExchangeTarget } from '../../ports/ExchangeTarget.ts';
import type { MeetingLedger } from '../../ports/MeetingLedger.ts';
import type { MeetingTarget } from '../../ports/MeetingTarget.ts';
import type { PlanReader, PlanRow } from '../../ports/PlanStore.ts';
import type { Asked } from './askTarget.ts';
import type { InstanceWindow } from './readInstances.ts';

/** Things the source knows, and how many of them Exchange shows. */
export interface Count {
  readonly source: number;
  readonly found: number;
}

/** What was found in one mailbox. */
export interface MailboxVerdict extends VerdictFigures {
  readonly mailbox: string;
  readonly differences: readonly Difference[];
  readonly doubleBookings: readonly DoubleBooking[];
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
