import type { RunInput } from '../run/runPlan.ts';
import { accountOf } from './accountOf.ts';
import type { OpenProject } from './openProjectFile.ts';
import type { OpenTarget } from './openTarget.ts';

/** What whoever changes something in Exchange works with: a run, a delta and an undo alike. */
type WritingParts = Pick<RunInput, 'ledger' | 'meetingLedger' | 'target' | 'meetings' | 'concurrency' | 'inDoubtMs' | 'account'>;

/** Both ledgers of the project, both sides of the target, and how the target is to be treated. */
export function writingParts(
  { ledger, meetingLedger }: Pick<OpenProject, 'ledger' | 'meetingLedger'>,
  { target, meetings, settings }: Pick<OpenTarget, 'target' | 'meetings' | 'settings'>,
): WritingParts {
  return {
    ...{ ledger, meetingLedger, target, meetings },
    concurrency: settings.concurrency,
    inDoubtMs: settings.inDoubtSeconds * 1000,
    account: accountOf(settings),
  };
}
