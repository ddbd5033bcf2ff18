import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createdMeeting, type MeetingState } from '../../../shared/run/living/MeetingState.ts';
import type { MeetingLedger } from '../../../electron/ports/MeetingLedger.ts';

/** A ledger of living meetings for one test. */
export interface MeetingLedgerUnderTest {
  readonly ledger: MeetingLedger;
  /** Closes what holds the ledger and opens it again, as the next start of the program does. */
  reopen(): MeetingLedgerUnderTest;
  close(): void;
}

const AT = '2026-11-20T08:00:00.000Z';
const key = (digit: string): string => digit.repeat(64);

function meeting(digit: string, organizer: string): MeetingState {
  return createdMeeting({
    ...{ key: key(digit), organizer, globalObjectId: 'aa', groups: [], exceptions: ['2026-12-07T09:00:00Z'], outsiders: [] },
    guests: [
      {
        mailbox: 'jerry@contoso.com',
        isRoom: false,
        invitedTo: 'series',
        answers: [{ instance: null, response: 'Accept' }],
        hasCopy: true,
      },
    ],
    completes: { series: false, occurrences: [] },
  });
}

/** The agreement of electron/ports/MeetingLedger.ts. */
export function describeMeetingLedger(name: string, open: () => MeetingLedgerUnderTest): void {
  describe(`${name} as a ledger of living meetings`, () => {
    let under: MeetingLedgerUnderTest;
    const ledger = (): MeetingLedger => under.ledger;
    const reopen = (): void => void (under = under.reopen());
    beforeEach(() => void (under = open()));
    afterEach(() => under.close());

    test('keeps the last state of a meeting, whole', () => {
      const state = meeting('a', 'jimi@contoso.com');
      const later: MeetingState = {
        ...state,
        ...{ phase: 'answered', stage: 2, held: ['jimi@contoso.com', 'jerry@contoso.com'], missing: ['2026-12-07T09:00:00Z'] },
        steps: { 'send people': { is: 'done', tries: 1, looks: 0, since: 5, notBefore: null, isBusy: false, code: null } },
        ...{ seen: { 'jerry@contoso.com': { itemId: 'x', response: 'Accept', isRequest: true } }, mails: 2, left: 1 },
      };
      ledger().save('run-1', state, AT);
      ledger().save('run-2', later, AT);
      reopen();
      expect([ledger().get(key('a')), ledger().get(key('b'))]).toEqual([later, null]);
    });

    test('lists meetings by organizer and key, and forgets those that are gone', () => {
      for (const [digit, organizer] of [
        ['c', 'b@contoso.com'],
        ['b', 'b@contoso.com'],
        ['a', 'z@contoso.com'],
      ] as const)
        ledger().save('run-1', meeting(digit, organizer), AT);
      const keys = (): readonly string[] => [...ledger().all()].map(({ script }) => script.key);
      expect(keys()).toEqual([key('b'), key('c'), key('a')]);
      ledger().forget([key('c')]);
      expect(keys()).toEqual([key('b'), key('a')]);
    });

    test('remembers what lay in a mailbox before, the first time only', () => {
      expect(ledger().messagesBefore('jimi@contoso.com')).toBeNull();
      ledger().saveMessagesBefore('run-1', 'jimi@contoso.com', [], AT);
      ledger().saveMessagesBefore('run-1', 'jerry@contoso.com', ['m1', 'm2'], AT);
      reopen();
      const before = ['jimi@contoso.com', 'jerry@contoso.com'].map((mailbox) => [...(ledger().messagesBefore(mailbox) ?? ['?'])].sort());
      expect(before).toEqual([[], ['m1', 'm2']]);
    });

    test('tells a removal that was meant from one that was done', () => {
      const of = (messageId: string) => ({ mailbox: 'jerry@contoso.com', messageId, meetingKey: key('a'), itemClass: 'IPM.Note' });
      ledger().intendRemovals('run-1', [of('m1'), of('m2')], AT);
      ledger().removed('jerry@contoso.com', ['m2']);
      reopen();
      expect([...ledger().removals()]).toEqual([
        { ...of('m1'), isRemoved: false },
        { ...of('m2'), isRemoved: true },
      ]);
    });

    test('keeps guests’ copies by meeting, each as it was seen last', () => {
      const copy = { mailbox: 'jerry@contoso.com', itemId: '1', meetingKey: key('a'), changeKey: 'CK1', content: key('c') };
      ledger().saveCopies([copy, { ...copy, meetingKey: key('b'), itemId: '2' }]);
      ledger().saveCopies([
        { ...copy, changeKey: 'CK2' },
        { ...copy, mailbox: 'amy@contoso.com' },
      ]);
      reopen();
      expect(ledger().copiesOf(key('a'))).toEqual([
        { ...copy, mailbox: 'amy@contoso.com' },
        { ...copy, changeKey: 'CK2' },
      ]);
      ledger().forget([key('a'), key('d')]);
      expect([key('a'), key('b')].map((meetingKey) => ledger().copiesOf(meetingKey).length)).toEqual([0, 1]);
    });

    test('keeps what the gate counted, the last time it was told', () => {
      ledger().saveSending({ runId: 'run-1', sending: 3, refused: 1, couldSendOutside: 0 });
      ledger().saveSending({ runId: 'run-1', sending: 9, refused: 1, couldSendOutside: 0 });
      ledger().saveSending({ runId: 'run-2', sending: 1, refused: 0, couldSendOutside: 2 });
      reopen();
      expect(ledger().sendings()).toEqual([
        { runId: 'run-1', sending: 9, refused: 1, couldSendOutside: 0 },
        { runId: 'run-2', sending: 1, refused: 0, couldSendOutside: 2 },
      ]);
    });
  });
}
