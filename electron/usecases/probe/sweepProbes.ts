import type { ExchangeTarget, RequestFailure } from '../../ports/ExchangeTarget.ts';
import type { LabTarget } from '../../ports/LabTarget.ts';
import { PROBE_RUN, PROBE_TOKEN } from './Lab.ts';

/** More rounds than a mailbox has leftovers of one kind. */
const MOST_ROUNDS = 5;
const BATCH = 50;

export interface Swept {
  readonly removed: number;
  /** Why not all of it could be removed. */
  readonly failure: RequestFailure | null;
}

/** Removes whatever a probe left in these mailboxes, now or when one was interrupted, without mail. */
export async function sweepProbes(target: ExchangeTarget, lab: LabTarget, mailboxes: readonly string[]): Promise<Swept> {
  let removed = 0;
  for (const mailbox of mailboxes) {
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const found = await lab.findProbes(mailbox, PROBE_TOKEN, PROBE_RUN);
      if (!found.ok) return { removed, failure: found.failure };
      if (found.value.length === 0) break;
      for (let at = 0; at < found.value.length; at += BATCH) {
        const reply = await target.deleteItems(mailbox, found.value.slice(at, at + BATCH));
        if (!reply.ok) return { removed, failure: reply.failure };
        removed += reply.answers.filter(({ outcome }) => outcome === 'done').length;
      }
    }
  }
  return { removed, failure: null };
}
