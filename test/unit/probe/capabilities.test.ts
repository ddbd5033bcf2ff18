import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../electron/usecases/probe/Finding.ts';
import { capabilitiesOf } from '../../../electron/usecases/probe/probeTarget.ts';
import { ASSUMED_CAPABILITIES, type TargetCapabilities } from '../../../shared/domain/targetCapabilities.ts';

type Answers = Readonly<Record<string, Finding['answer']>>;

function found(answers: Answers): TargetCapabilities {
  return capabilitiesOf(Object.entries(answers).map(([id, answer]) => ({ id, answer })));
}

describe('what a plan goes by', () => {
  it.each<[string, Answers, Partial<TargetCapabilities>]>([
    ['nothing was found out', {}, {}],
    ['properties do', { 'guest-copy-properties': 'yes', 'guest-copy-mime': 'yes' }, {}],
    ['only MIME does', { 'guest-copy-properties': 'no', 'guest-copy-mime': 'yes' }, { guestCopies: 'mime' }],
    ['neither does', { 'guest-copy-properties': 'no', 'guest-copy-mime': 'no' }, { guestCopies: 'none' }],
    ['one was refused for another reason', { 'guest-copy-properties': 'failed', 'guest-copy-mime': 'no' }, {}],
    ['written answers are kept', { 'written-responses': 'yes', 'organizer-mime': 'yes' }, { answers: 'elements' }],
    ['written answers are kept of people inside', { 'written-responses': 'partly', 'organizer-mime': 'no' }, { answers: 'elements' }],
    ['answers are kept from MIME', { 'written-responses': 'no', 'organizer-mime': 'yes' }, { answers: 'mime' }],
    ['exceptions travel', { 'exceptions-travel': 'yes' }, { exceptionsTravel: true }],
    ['exceptions travel in part', { 'exceptions-travel': 'partly' }, { exceptionsTravel: false }],
    ['an invitation never came', { 'exceptions-travel': 'failed' }, {}],
    ['no answers are kept', { 'written-responses': 'no', 'organizer-mime': 'no' }, { answers: 'none' }],
  ])('where %s', (_, answers, expected) => {
    expect(found(answers)).toEqual({ ...ASSUMED_CAPABILITIES, ...expected });
  });
});
