import { describe, expect, it } from 'vitest';
import { answerVerdict, completeVerdict, occurrenceVerdict, sendVerdict } from '../../../shared/run/living/verdicts.ts';
import { STEP_RULES } from '../../../shared/run/living/Step.ts';

/** The rows of «Exactly once» a living meeting meets: what is asked when an answer was lost, and when the request is repeated. */
describe('a lost request', () => {
  it.each([
    { there: 'unsent', sign: { wasSent: false, hasMark: false, hasCopy: false }, isFirst: true, verdict: 'absent' },
    { there: 'sent, says Exchange', sign: { wasSent: true, hasMark: false, hasCopy: false }, isFirst: true, verdict: 'reached' },
    { there: 'sent, says our mark', sign: { wasSent: false, hasMark: true, hasCopy: false }, isFirst: true, verdict: 'reached' },
    { there: "sent, says a guest's copy", sign: { wasSent: false, hasMark: false, hasCopy: true }, isFirst: true, verdict: 'reached' },
    {
      there: 'sent to people, not yet to rooms',
      sign: { wasSent: true, hasMark: false, hasCopy: false },
      isFirst: false,
      verdict: 'absent',
    },
    { there: 'sent to rooms too', sign: { wasSent: true, hasMark: true, hasCopy: false }, isFirst: false, verdict: 'reached' },
  ] as const)('of a sending update is $verdict when the item is there and $there', ({ sign, isFirst, verdict }) => {
    expect(sendVerdict(sign, isFirst)).toBe(verdict);
  });

  it.each([
    { sign: { hasMark: false, guestShowsIt: false }, verdict: 'absent' },
    { sign: { hasMark: true, guestShowsIt: false }, verdict: 'reached' },
    { sign: { hasMark: false, guestShowsIt: true }, verdict: 'reached' },
  ] as const)('of a sending occurrence is $verdict when $sign', ({ sign, verdict }) => {
    expect(occurrenceVerdict(sign)).toBe(verdict);
  });

  const open = ['Unknown', 'NoResponseReceived'] as const;
  it.each([
    { what: 'unanswered', copy: { response: 'NoResponseReceived' }, tracked: 'NoResponseReceived', wanted: 'Accept', verdict: 'absent' },
    { what: 'answered', copy: { response: 'Accept' }, tracked: null, wanted: 'Accept', verdict: 'reached' },
    { what: 'tracked already', copy: { response: 'NoResponseReceived' }, tracked: 'Accept', wanted: 'Accept', verdict: 'reached' },
    { what: 'answered otherwise by a person', copy: { response: 'Decline' }, tracked: null, wanted: 'Accept', verdict: 'reached' },
    { what: 'gone, as declined ones are', copy: null, tracked: null, wanted: 'Decline', verdict: 'reached' },
    { what: 'gone, being made anew', copy: null, tracked: null, wanted: 'Tentative', verdict: 'unclear' },
  ] as const)('of the answer $wanted is $verdict when the copy is $what', ({ copy, tracked, wanted, verdict }) => {
    expect(answerVerdict({ copy, tracked, unanswered: open, isOccurrence: false }, wanted)).toBe(verdict);
  });

  it("of an occurrence's answer is absent while the occurrence shows the answer to its series", () => {
    const signs = { copy: { response: 'Accept' }, tracked: null, unanswered: ['Accept'], isOccurrence: true } as const;
    expect(answerVerdict(signs, 'Tentative')).toBe('absent');
    expect(answerVerdict({ ...signs, copy: { response: 'Tentative' } }, 'Tentative')).toBe('reached');
  });

  it('of an answer to an occurrence that was sent by itself is absent while the guest has not answered it, whatever its series tracks', () => {
    const signs = { copy: { response: 'NoResponseReceived' }, tracked: 'Accept', unanswered: ['NoResponseReceived', 'Accept'] } as const;
    expect(answerVerdict({ ...signs, isOccurrence: true }, 'Accept')).toBe('absent');
    expect(answerVerdict({ ...signs, isOccurrence: false }, 'Accept')).toBe('reached');
  });

  it.each([
    { there: ['A@x.com'], verdict: 'absent' },
    { there: ['A@x.com', 'B@x.com', 'c@y.com'], verdict: 'reached' },
  ] as const)('of added outsiders is $verdict when the item holds $there', ({ there, verdict }) => {
    expect(completeVerdict(['a@x.com', 'b@x.com'], there)).toBe(verdict);
  });

  it('is simply repeated where twice is the same as once', () => {
    const repeated = Object.entries(STEP_RULES).filter(([, { whenLost, watches }]) => whenLost === 'repeat' && !watches);
    expect(repeated.map(([kind]) => kind)).toEqual(['list', 'dress', 'clean']);
    expect(repeated.every(([, { sends }]) => !sends)).toBe(true);
  });
});
