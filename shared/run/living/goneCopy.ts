import { occurrenceGuests, seriesGuests } from './MeetingScript.ts';
import { copyName, type MeetingState } from './MeetingState.ts';
import { stepId, type Step } from './Step.ts';

type SeeStep = Extract<Step, { do: 'see-copy' }>;

/** Why nothing more is done for a guest whose copy nobody has seen. */
export const COPY_NOT_THERE = 'COPY_NOT_THERE: it came, and was deleted or lost';

/** Others have got what the very same request sent. What begins anew meets copies of an earlier life. */
function haveOthers({ script, seen, isAnew }: MeetingState, { mailbox, instance }: SeeStep): boolean {
  const isRoom = script.guests.some((guest) => guest.mailbox === mailbox && guest.isRoom);
  const invited =
    instance === null ? seriesGuests(script, isRoom).map((guest) => guest.mailbox) : (occurrenceGuests(script).get(instance) ?? []);
  return isAnew !== true && invited.some((one) => one !== mailbox && (seen[copyName(one, instance)]?.itemId ?? '') !== '');
}

/**
 * Whether a copy that is not there when patience ends has come and is gone: it was there when it was answered; or it is not there in a
 * second run, and lies among the deleted items (`wasThere`) or others have theirs. Else a queue may still hold it, and who is gone on without
 * is never answered for.
 */
export function isCopyGone(state: MeetingState, step: Step, wasThere: boolean): boolean {
  if (step.do !== 'see-copy' || step.sees === 'exceptions') return false;
  const isAgain = (state.steps[stepId(step)]?.tries ?? 0) > 0;
  return step.sees === 'entry' || (isAgain && (wasThere || haveOthers(state, step)));
}

/** The meeting goes on without this guest. */
export function isGivenUp({ steps }: MeetingState, mailbox: string, instance: string | null): boolean {
  const looks: readonly SeeStep[] = (['copy', 'entry'] as const).map((sees) => ({ do: 'see-copy', mailbox, instance, sees }));
  return looks.some((look) => steps[stepId(look)]?.is === 'failed');
}
