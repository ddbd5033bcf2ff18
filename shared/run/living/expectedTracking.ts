import type { ResponseType } from '../../ews/item.ts';
import { copyName, type MeetingState } from './MeetingState.ts';
import { stepId } from './Step.ts';

/** What the organizer's item must show of a guest. `any`: some answer, whichever a room gave by itself. */
export interface ExpectedTracking {
  readonly mailbox: string;
  readonly instance: string | null;
  readonly response: ResponseType | 'any';
}

/** Answers that were given, by us as the guest or by a room itself: what the organizer's tracking has to show before we go on. */
export function expectedTracking({ script, steps, seen }: MeetingState, of: 'people' | 'early' | 'all'): readonly ExpectedTracking[] {
  return script.guests
    .filter(({ isRoom }) => of !== 'people' || !isRoom)
    .flatMap(({ mailbox, invitedTo, answers, isRoom }): readonly ExpectedTracking[] => {
      const given = answers
        .filter((answer) => steps[stepId({ do: 'answer', mailbox, ...answer })]?.is === 'done')
        .map(({ instance, response }) => ({ mailbox, instance, response }));
      const first = invitedTo === 'series' ? null : (invitedTo[0] ?? null);
      const own = seen[copyName(mailbox, first)]?.response ?? 'Unknown';
      const hasAnswered = own === 'Accept' || own === 'Tentative' || own === 'Decline';
      return isRoom && hasAnswered ? [{ mailbox, instance: first, response: 'any' }] : given;
    });
}

/** Which of them the organizer's item does not show yet. */
export function untracked(
  expected: readonly ExpectedTracking[],
  shown: (mailbox: string, instance: string | null) => ResponseType | undefined,
): readonly ExpectedTracking[] {
  return expected.filter(({ mailbox, instance, response }) => {
    const found = shown(mailbox, instance) ?? 'Unknown';
    return response === 'any' ? found === 'Unknown' || found === 'NoResponseReceived' : found !== response;
  });
}
