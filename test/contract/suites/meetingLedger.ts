import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LedgerStore } from '../../../electron/ports/LedgerStore.ts';
import type { MeetingLedger } from '../../../electron/ports/MeetingLedger.ts';
import type { MeetingScript } from '../../../shared/run/living/MeetingScript.ts';
import { createdMeeting, type MeetingState } from '../../../shared/run/living/MeetingState.ts';

/** A ledger of meetings for one test, and the ledger of items in the same file. */
export interface MeetingLedgerUnderTest {
  readonly ledger: MeetingLedger;
  readonly items: LedgerStore;
  /** Closes what holds the ledger and opens it again, as the next start of the program does. */
  reopen(): MeetingLedgerUnderTest;
  close(): void;
}

const AT = '2026-11-20T08:00:00.000Z';
const RUN = 'run-1';
const [A, B] = ['anna@contoso.com', 'bert@contoso.com'];
const key = (digit: string): string => digit.repeat(64);

function scriptOf(digit: string, organizer = A): MeetingScript {
  const guest = {
    mailbox: B,
    isRoom: false,
    invitedTo: 'series',
    answers: [{ instance: null, response: 'Accept' }],
    hasCopy: true,
  } as const;
  const single = { ...guest, mailbox: 'room@contoso.com', isRoom: true, invitedTo: ['2026-12-07T09:00:00+01:00'], answers: [] };
  return {
    ...{ key: key(digit), organizer, globalObjectId: `04${digit}`, guests: [guest, single], groups: ['staff@contoso.com'] },
    ...{ exceptions: ['2026-12-14T09:00:00+01:00'], outsiders: ['pat@customer.example'] },
    completes: { series: true, occurrences: ['2026-12-14T09:00:00+01:00'] },
  };
}

/** A meeting with something in every field. */
function atWork(digit: string, organizer = A): MeetingState {
  const step = { is: 'doubtful', tries: 2, looks: 3, since: 4, notBefore: 5, isBusy: true, code: 'ErrorServerBusy' } as const;
  return {
    ...createdMeeting(scriptOf(digit, organizer)),
    ...{ phase: 'answered', stage: 2, held: [organizer, B], missing: ['2026-12-14T09:00:00+01:00'], mails: 7, left: 1 },
    steps: { 'send people': step, 'see-tracking all': { ...step, is: 'watching', notBefore: null, code: null } },
    seen: { [B]: { itemId: 'AAMk', response: 'NoResponseReceived' } },
  };
}

/** The agreement of electron/ports/MeetingLedger.ts. */
export function describeMeetingLedger(name: string, open: () => MeetingLedgerUnderTest): void {
  describe(`${name} as a ledger of living meetings`, () => {
    let under: MeetingLedgerUnderTest;
    let ledger: MeetingLedger;
    const reopen = (): void => {
      under = under.reopen();
      ledger = under.ledger;
    };
    beforeEach(() => {
      under = open();
      ledger = under.ledger;
      under.items.beginRun({ runId: RUN, planHash: key('p'), startedAt: AT });
    });
    afterEach(() => under.close());

    test('knows nothing of a meeting nothing was done about', () => {
      expect([ledger.get(key('a')), [...ledger.all()]]).toEqual([null, []]);
    });

    test('keeps a meeting as it is, to the last field, over a restart', () => {
      ledger.save(RUN, atWork('a'), AT);
      reopen();
      expect(ledger.get(key('a'))).toEqual(atWork('a'));
    });

    test('keeps the newest state of a meeting only', () => {
      ledger.save(RUN, createdMeeting(scriptOf('a')), AT);
      ledger.save(RUN, atWork('a'), AT);
      expect([...ledger.all()]).toEqual([atWork('a')]);
    });

    test('lists all meetings by organizer and key, more than a page of them', () => {
      const keys = Array.from({ length: 1100 }, (_, index) => index.toString(16).padStart(64, '0'));
      under.items.together(() => {
        for (const [index, one] of keys.toReversed().entries()) {
          const organizer = index % 2 === 0 ? A : B;
          ledger.save(RUN, createdMeeting({ ...scriptOf('a', organizer), key: one }), AT);
        }
      });
      const found = [...ledger.all()].map(({ script }) => `${script.organizer} ${script.key}`);
      expect(found).toHaveLength(1100);
      expect(found).toEqual([...found].sort());
    });

    test('is of one piece with the ledger of items: both are on disk, or neither', () => {
      expect(() => {
        under.items.together(() => {
          ledger.save(RUN, atWork('a'), AT);
          ledger.saveMessagesBefore(RUN, A, ['m1'], AT);
          throw new Error('dies');
        });
      }).toThrow('dies');
      reopen();
      expect([ledger.get(key('a')), ledger.messagesBefore(A)]).toEqual([null, null]);
    });

    test('tells a mailbox that was not listed from one in which nothing lay', () => {
      ledger.saveMessagesBefore(RUN, B, [], AT);
      expect([ledger.messagesBefore(A), ledger.messagesBefore(B)]).toEqual([null, new Set()]);
    });

    test('keeps what lay in a mailbox before the first send for good: a later listing does not count', () => {
      ledger.saveMessagesBefore(RUN, A, ['m1', 'm2'], AT);
      ledger.saveMessagesBefore('run-2', A, ['m3'], AT);
      reopen();
      expect(ledger.messagesBefore(A)).toEqual(new Set(['m1', 'm2']));
    });

    test('has a row for each message it removes: intended first, then removed; told twice is told once', () => {
      const removal = { mailbox: A, messageId: 'm1', meetingKey: key('a'), itemClass: 'IPM.Schedule.Meeting.Request' };
      ledger.intendRemovals(RUN, [removal, { ...removal, messageId: 'm2' }], AT);
      ledger.removed(A, ['m1']);
      ledger.intendRemovals('run-2', [removal], AT);
      reopen();
      expect([...ledger.removals()]).toEqual([
        { ...removal, isRemoved: true },
        { ...removal, messageId: 'm2', isRemoved: false },
      ]);
    });

    test('confirms a removal in its own mailbox only: an id says nothing in another', () => {
      const removal = { messageId: 'm1', meetingKey: key('a'), itemClass: 'IPM.Schedule.Meeting.Request' };
      ledger.intendRemovals(
        RUN,
        [
          { ...removal, mailbox: A },
          { ...removal, mailbox: B },
        ],
        AT,
      );
      ledger.removed(B, ['m1']);
      expect([...ledger.removals()].map(({ mailbox, isRemoved }) => [mailbox, isRemoved])).toEqual([
        [A, false],
        [B, true],
      ]);
    });

    test('keeps what each run sent', () => {
      ledger.saveSending({ runId: RUN, sending: 3, refused: 1, couldSendOutside: 0 });
      ledger.saveSending({ runId: RUN, sending: 5, refused: 1, couldSendOutside: 0 });
      expect(ledger.sendings()).toEqual([{ runId: RUN, sending: 5, refused: 1, couldSendOutside: 0 }]);
    });

    test('forgets a meeting that is gone with the copies known of it, and no other', () => {
      const copy = { mailbox: B, itemId: 'AAMk', meetingKey: key('a'), changeKey: 'ck', content: key('c') };
      for (const digit of ['a', 'b']) {
        ledger.save(RUN, atWork(digit), AT);
        ledger.saveCopies([{ ...copy, meetingKey: key(digit), itemId: `AAMk${digit}` }]);
      }
      ledger.forget([key('a')]);
      reopen();
      expect([ledger.get(key('a')), ledger.copiesOf(key('a'))]).toEqual([null, []]);
      expect([ledger.get(key('b')), ledger.copiesOf(key('b')).length]).toEqual([atWork('b'), 1]);
    });
  });
}
