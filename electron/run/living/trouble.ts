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

/**
 * The item changed, was made anew or asked anew between our look and our request. Each step looks again before it asks, so that asking again
 * is right; who still meets one after that many meets no chance.
 */
const CHANGED: ReadonlySet<string> = new Set([
  ...['ErrorIrresolvableConflict', 'ErrorStaleObject', 'ErrorInvalidChangeKey', 'ErrorItemNotFound'],
  'ErrorCalendarMeetingRequestIsOutOfDate',
]);
const MOST_TRIES = 5;
const AGAIN_MS = 1000;

/** What a request that brought no answer means for the step that made it. */
export async function outcomeOf(context: RunContext, mailbox: string, failure: RequestFailure, tries: number): Promise<Outcome> {
  const { action, isDoubtful } = responseRule(failure.responseCode);
  // The server gave up in the middle: it may have done it, and mailed somebody.
  if (failure.outcome === 'in-doubt' || isDoubtful === true) return { is: 'lost' };
  if (CHANGED.has(failure.responseCode) && tries < MOST_TRIES) return { is: 'not-executed', waitMs: AGAIN_MS };
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
