import { describe, expect, it } from 'vitest';
import { isCopyGone } from '../../../shared/run/living/goneCopy.ts';
import type { GuestScript } from '../../../shared/run/living/MeetingScript.ts';
import { createdMeeting, type MeetingState } from '../../../shared/run/living/MeetingState.ts';
import { stepId, type Step } from '../../../shared/run/living/Step.ts';

const DATE = '2026-12-07T09:00:00Z';
const guest = (mailbox: string, invitedTo: GuestScript['invitedTo'] = 'series', isRoom = false): GuestScript => ({
  ...{ mailbox, isRoom, invitedTo, answers: [], hasCopy: true },
});

const look = (mailbox: string, sees: 'copy' | 'entry' | 'exceptions' = 'copy', instance: string | null = null): Step => ({
  ...{ do: 'see-copy', mailbox, instance, sees },
});

/** A meeting these have seen, in whose look patience has ended so often before. */
function stateOf(step: Step, tries: number, seen: readonly string[]): MeetingState {
  const begun = createdMeeting({
    ...{ key: 'key', organizer: 'jimi', globalObjectId: 'aa', groups: [], exceptions: [DATE], outsiders: [] },
    guests: [guest('jerry'), guest('keith'), guest('room', 'series', true), guest('ron', [DATE]), guest('rob', [DATE])],
    completes: { series: false, occurrences: [] },
  });
  const watching = { is: 'watching', tries, looks: 9, since: 0, notBefore: 0, isBusy: true, code: null } as const;
  const copies = seen.map((name) => [name, { itemId: 'id', response: 'NoResponseReceived' }] as const);
  return {
    ...begun,
    steps: { [stepId(step)]: watching },
    seen: { jimi: { itemId: 'own', response: 'Organizer' }, ...Object.fromEntries(copies) },
  };
}

describe('a copy that is not there when patience ends', () => {
  it.each<readonly [string, boolean, Step, number, readonly string[], boolean]>([
    ['is gone where another guest has one, in a second run', true, look('jerry'), 1, ['keith'], false],
    ['is waited for in a first run', false, look('jerry'), 0, ['keith'], false],
    ['is waited for where nobody has one', false, look('jerry'), 4, [], false],
    ['is waited for where only those have one who were sent something else', false, look('jerry'), 1, ['room', `ron ${DATE}`], false],
    ['is gone where it was deleted, whoever has one', true, look('jerry'), 1, [], true],
    ['of a single date is gone where another guest of that date has one', true, look('ron', 'copy', DATE), 1, [`rob ${DATE}`], false],
    [
      'of a single date is waited for where only guests of the series have one',
      false,
      look('ron', 'copy', DATE),
      1,
      ['jerry', 'keith'],
      false,
    ],
    ['of a room is waited for where only people have one', false, look('room'), 1, ['jerry', 'keith'], false],
    ['was there when it was answered', true, look('jerry', 'entry'), 0, [], false],
    ['that lacks exceptions is none of this', false, look('jerry', 'exceptions'), 3, ['keith'], true],
  ])('%s', (_, expected, step, tries, seen, wasThere) => {
    expect(isCopyGone(stateOf(step, tries, seen), step, wasThere)).toBe(expected);
  });

  it('is waited for where the meeting began anew: others may have theirs from before', () => {
    const step = look('jerry');
    expect(isCopyGone({ ...stateOf(step, 1, ['keith']), isAnew: true }, step, false)).toBe(false);
  });
});
