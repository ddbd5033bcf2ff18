import type { SampleMeeting } from '../../sample/meetingsSample.ts';
import type { Principal } from '../../sample/people.ts';

/** The organizer's colleague of that number. */
export function person(others: readonly Principal[], index: number): Principal {
  const found = others[index];
  if (found === undefined) throw new Error(`no colleague ${String(index)}`);
  return found;
}

/** Three of them: one comes, one may, one does not and has no copy. */
export function threeAnswers(others: readonly Principal[]): ReturnType<SampleMeeting['meeting']>['guests'] {
  return [
    { principal: person(others, 0), answer: 'ACCEPTED' },
    { principal: person(others, 1), answer: 'TENTATIVE' },
    { principal: person(others, 2), answer: 'DECLINED', hasNoCopy: true },
  ];
}
