import { responseRule } from '../../../shared/run/responseRules.ts';
import type { Outcome, Verdict } from '../../../shared/run/living/transition.ts';
import type { RequestFailure } from '../../ports/ExchangeTarget.ts';
import { LaneStopped, Patience, recover } from '../ask.ts';
import type { RunContext } from '../RunContext.ts';

/** A mailbox nobody can go on with: the meeting waits for the next run. */
export function stuck(error: unknown): { readonly is: 'stuck'; readonly code: string } {
  if (!(error instanceof LaneStopped)) throw error;
  return { is: 'stuck', code: error.failure.detail ?? error.failure.code };
}

/** Waits as trouble wants it. Throws LaneStopped, or Failure when the whole run must stop. */
async function waitFor(context: RunContext, mailbox: string, failure: RequestFailure, tries: number): Promise<void> {
  const patience = new Patience();
  patience.attempt = tries;
  await recover(context, mailbox, failure, patience);
}

/** What a request that brought no answer means for the step that made it. */
export async function outcomeOf(context: RunContext, mailbox: string, failure: RequestFailure, tries: number): Promise<Outcome> {
  const { action, isDoubtful } = responseRule(failure.responseCode);
  // The server gave up in the middle: it may have done it, and mailed somebody.
  if (failure.outcome === 'in-doubt' || isDoubtful === true) return { is: 'lost' };
  if (action === 'item') return { is: 'refused', code: `${failure.responseCode}: ${failure.message}` };
  try {
    await waitFor(context, mailbox, failure, tries);
    return { is: 'not-executed', waitMs: 0 };
  } catch (error) {
    return stuck(error);
  }
}

/** The same for a look: whatever it was, nobody knows more than before. */
export async function verdictOf(context: RunContext, mailbox: string, failure: RequestFailure): Promise<Verdict> {
  const { action } = responseRule(failure.responseCode);
  if (action === 'item') return { is: 'unclear' };
  try {
    await waitFor(context, mailbox, failure, 0);
    return { is: 'unclear' };
  } catch (error) {
    return stuck(error);
  }
}
