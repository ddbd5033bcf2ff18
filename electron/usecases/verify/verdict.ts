import type { PlannedItem } from '../../../shared/domain/plan.ts';
import type { ExpectedInstance } from '../../../shared/convert/sourceInstances.ts';
import type { ExchangeTarget } from '../../ports/ExchangeTarget.ts';
import type { PlanRow } from '../../ports/PlanStore.ts';
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

/** Answers that the source knows, and how many of them Exchange shows. */
export interface AnswerCount {
  readonly source: number;
  readonly found: number;
}

export interface MailboxVerdict {
  readonly mailbox: string;
  readonly differences: readonly Difference[];
  readonly instancesSource: number;
  readonly instancesFound: number;
  readonly answersSource: number;
  readonly answersFound: number;
}

export interface VerifyMailboxInput {
  readonly target: ExchangeTarget;
  readonly asked: Asked;
  readonly mailbox: string;
  /** What was to be written, as it was written. */
  readonly rows: readonly PlanRow[];
  readonly planned: (row: PlanRow) => PlannedItem;
  readonly expected: readonly ExpectedInstance[];
  readonly window: InstanceWindow;
  readonly signal?: AbortSignal;
}
