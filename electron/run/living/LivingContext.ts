import type { MeetingLimits } from '../../../shared/run/living/limits.ts';
import type { MeetingLedger } from '../../ports/MeetingLedger.ts';
import type { MeetingTarget } from '../../ports/MeetingTarget.ts';
import type { SteadyDate } from '../Moment.ts';
import type { RunContext } from '../RunContext.ts';
import type { CopyFinder } from './CopyFinder.ts';
import type { Leases } from './Leases.ts';
import type { MeetingSource } from './MeetingSource.ts';
import type { Pace } from './Pace.ts';

/** What all living meetings of one run share. */
export interface LivingContext {
  readonly run: RunContext;
  readonly meetings: MeetingTarget;
  readonly ledger: MeetingLedger;
  readonly source: MeetingSource;
  readonly limits: MeetingLimits;
  /** What all waiting goes by. */
  readonly time: SteadyDate;
  readonly pace: Pace;
  readonly copies: CopyFinder;
  readonly leases: Leases;
  /** Mailboxes this run may reach: mapped, and in scope. */
  readonly allowed: ReadonlySet<string>;
}
