import type { OpenProject } from '../compose/openProjectFile.ts';
import type { StoredDifference, StoredVerification } from '../ports/VerificationStore.ts';

export interface CountedVerification {
  readonly verdicts: StoredVerification['verdicts'];
  readonly differences: readonly StoredDifference[];
  /** Mailboxes no run has been to yet. */
  readonly waiting: number;
}

/** What counts of a verification: after a pilot the mailboxes that have their turn yet are not missed. */
export function countedVerification({ plans, runs }: Pick<OpenProject, 'plans' | 'runs'>, stored: StoredVerification): CountedVerification {
  const planId = plans.newest()?.info().planId;
  const untouched = new Set(
    (planId === undefined ? [] : runs.progress(planId))
      .filter(({ written, refused, intended }) => written + refused + intended === 0)
      .map(({ mailbox }) => mailbox),
  );
  const verdicts = stored.verdicts.filter(({ mailbox }) => !untouched.has(mailbox));
  const differences = [...stored.differences()].filter(({ mailbox }) => !untouched.has(mailbox));
  return { verdicts, differences, waiting: stored.verdicts.length - verdicts.length };
}
