import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Intent, LedgerRow, LedgerStore } from '../../../electron/ports/LedgerStore.ts';

/** A ledger for one test. */
export interface LedgerUnderTest {
  readonly ledger: LedgerStore;
  /** Closes what holds the ledger and opens it again, as the next start of the program does. */
  reopen(): LedgerUnderTest;
  close(): void;
}

const AT = '2026-11-20T08:00:00.000Z';
const LATER = '2026-11-20T09:00:00.000Z';
const MAILBOX = 'janis@contoso.com';
const PLAN = { planHash: 'p'.repeat(64) };

const key = (digit: string): string => digit.repeat(64);
const intent = (digit: string, change: Partial<Intent> = {}): Intent => ({
  ...{ key: key(digit), mailbox: MAILBOX, folder: 'Calendar', hash: key('f') },
  ...change,
});
const intended = (digit: string, change: Partial<LedgerRow> = {}): LedgerRow => ({
  ...intent(digit),
  state: 'intended',
  itemId: null,
  occurrencesDone: false,
  runId: 'run-1',
  requestedAt: AT,
  attempts: 1,
  responseCode: null,
  message: null,
  ...change,
});

/** The agreement of electron/ports/LedgerStore.ts. */
export function describeLedgerStore(name: string, open: () => LedgerUnderTest): void {
  describe(`${name} as a ledger`, () => {
    let under: LedgerUnderTest;
    let ledger: LedgerStore;
    const reopen = (): void => {
      under = under.reopen();
      ledger = under.ledger;
    };
    beforeEach(() => {
      under = open();
      ledger = under.ledger;
      ledger.beginRun({ runId: 'run-1', ...PLAN, startedAt: AT });
    });
    afterEach(() => under.close());

    test('has an id of its own that stays', () => {
      const id = ledger.projectId();
      reopen();
      expect([ledger.projectId(), /^[0-9a-f]{32}$/.test(id)]).toEqual([id, true]);
    });

    test('knows its runs, and which of them ended', () => {
      ledger.beginRun({ runId: 'run-2', ...PLAN, startedAt: LATER });
      ledger.endRun('run-2', LATER);
      reopen();
      expect(ledger.runs()).toEqual([
        { runId: 'run-1', ...PLAN, startedAt: AT, endedAt: null },
        { runId: 'run-2', ...PLAN, startedAt: LATER, endedAt: LATER },
      ]);
    });

    test('knows nothing of a key it was never told', () => {
      expect([ledger.get(key('a')), [...ledger.ofMailbox(MAILBOX)], ledger.mailboxes()]).toEqual([null, [], []]);
    });

    test('keeps intents through a restart', () => {
      ledger.intend('run-1', [intent('a'), intent('b')], AT);
      reopen();
      expect([...ledger.ofMailbox(MAILBOX)]).toEqual([intended('a'), intended('b')]);
    });

    test('keeps results through a restart', () => {
      ledger.intend('run-1', [intent('a'), intent('b'), intent('c'), intent('d')], AT);
      ledger.record([
        { key: key('a'), state: 'written', itemId: 'AAMk=', occurrencesDone: true },
        { key: key('b'), state: 'written', itemId: 'AAMl=', occurrencesDone: false },
        { key: key('c'), state: 'refused', responseCode: 'ErrorItemSave', message: 'no' },
        { key: key('d'), state: 'withdrawn' },
      ]);
      reopen();
      expect([...ledger.ofMailbox(MAILBOX)]).toEqual([
        intended('a', { state: 'written', itemId: 'AAMk=', occurrencesDone: true }),
        intended('b', { state: 'written', itemId: 'AAMl=' }),
        intended('c', { state: 'refused', responseCode: 'ErrorItemSave', message: 'no' }),
      ]);
    });

    test('counts attempts, and forgets the last refusal when it is tried again', () => {
      ledger.intend('run-1', [intent('a')], AT);
      ledger.record([{ key: key('a'), state: 'refused', responseCode: 'ErrorItemSave', message: 'no' }]);
      ledger.intend('run-2', [intent('a', { hash: key('e') })], LATER);
      expect(ledger.get(key('a'))).toEqual(intended('a', { hash: key('e'), runId: 'run-2', requestedAt: LATER, attempts: 2 }));
    });

    test('is in doubt again when what was written is written again', () => {
      ledger.intend('run-1', [intent('a')], AT);
      ledger.record([{ key: key('a'), state: 'written', itemId: 'AAMk=', occurrencesDone: true }]);
      ledger.intend('run-2', [intent('a')], LATER);
      expect(ledger.get(key('a'))).toEqual(intended('a', { runId: 'run-2', requestedAt: LATER, attempts: 2 }));
    });

    test('adopts what it did not know, and what it was in doubt about', () => {
      ledger.intend('run-1', [intent('a')], AT);
      ledger.adopt(
        'run-2',
        [
          { ...intent('a'), itemId: '1', occurrencesDone: false },
          { ...intent('b'), itemId: '2', occurrencesDone: true },
        ],
        LATER,
      );
      reopen();
      expect([...ledger.ofMailbox(MAILBOX)]).toEqual([
        intended('a', { state: 'written', itemId: '1' }),
        intended('b', { state: 'written', itemId: '2', occurrencesDone: true, runId: 'run-2', requestedAt: LATER, attempts: 0 }),
      ]);
    });

    test('forgets what a mailbox has lost', () => {
      ledger.adopt('run-1', [{ ...intent('a'), itemId: '1', occurrencesDone: true }], AT);
      ledger.forget([key('a'), key('b')]);
      expect(ledger.get(key('a'))).toBeNull();
    });

    test('knows which series are complete, and why others are not', () => {
      ledger.adopt(
        'run-1',
        [intent('a'), intent('b')].map((row) => ({ ...row, itemId: row.key, occurrencesDone: false })),
        AT,
      );
      ledger.occurrences([
        { key: key('a'), state: 'done' },
        { key: key('b'), state: 'refused', responseCode: 'ErrorOccurrenceCrossingBoundary', message: 'no' },
      ]);
      const view = [...ledger.ofMailbox(MAILBOX)].map(({ state, occurrencesDone, responseCode }) => ({
        state,
        occurrencesDone,
        responseCode,
      }));
      expect(view).toEqual([
        { state: 'written', occurrencesDone: true, responseCode: null },
        { state: 'written', occurrencesDone: false, responseCode: 'ErrorOccurrenceCrossingBoundary' },
      ]);
      ledger.occurrences([{ key: key('b'), state: 'done' }]);
      expect(ledger.get(key('b'))).toMatchObject({ occurrencesDone: true, responseCode: null, message: null });
    });

    test('keeps what was detached for good', () => {
      const detachments = ['2026-11-23T09:00:00+01:00', '2026-11-30T09:00:00+01:00'].map((originalStart) => ({
        parentKey: key('a'),
        originalStart,
      }));
      ledger.detach(MAILBOX, detachments.slice(1));
      ledger.detach(MAILBOX, detachments);
      reopen();
      expect([ledger.detachments(MAILBOX), ledger.detachments('jimi@contoso.com')]).toEqual([detachments, []]);
    });

    test('lists odd items once, however often they are found', () => {
      const odd = { mailbox: MAILBOX, key: key('a'), itemId: '1', what: 'not-in-plan' } as const;
      ledger.odd('run-1', [odd]);
      ledger.odd('run-2', [odd, { ...odd, itemId: '2', what: 'duplicate-deleted' }]);
      reopen();
      expect([...ledger.oddItems()]).toEqual([odd, { ...odd, itemId: '2', what: 'duplicate-deleted' }]);
    });

    describe('for undo', () => {
      const settled = { key: key('a'), itemId: '1', changeKey: 'CK2', content: key('c') };
      const trace = (digit: string): unknown => {
        const { changeKey, content, removalAt } = ledger.trace(key(digit)) ?? {};
        return { changeKey, content, removalAt };
      };
      const NOTHING = { changeKey: null, content: null, removalAt: null };
      beforeEach(() => {
        ledger.intend('run-1', [intent('a'), intent('b')], AT);
        ledger.record([
          { key: key('a'), state: 'written', itemId: '1', occurrencesDone: true, changeKey: 'CK1' },
          { key: key('b'), state: 'written', itemId: '2', occurrencesDone: false },
        ]);
      });

      test('remembers the change key a write left', () => {
        reopen();
        expect([trace('a'), trace('b')]).toEqual([{ ...NOTHING, changeKey: 'CK1' }, NOTHING]);
        expect([...ledger.traces(MAILBOX)].map(({ itemId, changeKey }) => [itemId, changeKey])).toEqual([
          ['1', 'CK1'],
          ['2', null],
        ]);
      });

      test('remembers how an item was left, unless it is another by now', () => {
        ledger.settle([settled, { ...settled, key: key('b') }, { ...settled, key: key('d') }]);
        reopen();
        const { changeKey, content } = settled;
        expect([trace('a'), trace('b')]).toEqual([{ ...NOTHING, changeKey, content }, NOTHING]);
        expect(ledger.trace(key('d'))).toBeNull();
      });

      test.each<[string, () => void]>([
        ['written', () => ledger.intend('run-2', [intent('a')], LATER)],
        ['adopted', () => ledger.adopt('run-2', [{ ...intent('a'), itemId: '9', occurrencesDone: true }], LATER)],
      ])('forgets that when it is %s again', (_, again) => {
        ledger.settle([settled]);
        ledger.intendRemoval([key('a')], LATER);
        again();
        expect(trace('a')).toEqual(NOTHING);
      });

      test('keeps the intent to remove until the row is forgotten', () => {
        ledger.intendRemoval([key('a'), key('d')], LATER);
        reopen();
        expect(trace('a')).toEqual({ ...NOTHING, changeKey: 'CK1', removalAt: LATER });
        ledger.forget([key('a')]);
        expect(ledger.trace(key('a'))).toBeNull();
      });

      test('takes what is there for what a later plan wants', () => {
        ledger.restamp([{ key: key('a'), hash: key('e') }]);
        reopen();
        expect(ledger.trace(key('a'))).toMatchObject({ hash: key('e'), state: 'written', changeKey: 'CK1' });
      });

      test('holds mailboxes until it lets them go', () => {
        ['b@contoso.com', 'a@contoso.com', 'b@contoso.com'].forEach((mailbox) => ledger.holdMailbox(mailbox));
        reopen();
        const held = ledger.heldMailboxes();
        ledger.letGoMailbox('a@contoso.com');
        ledger.letGoMailbox('c@contoso.com');
        expect([held, ledger.heldMailboxes()]).toEqual([['a@contoso.com', 'b@contoso.com'], ['b@contoso.com']]);
      });

      test('knows its undos, and which of them ended', () => {
        ledger.beginUndo('undo-1', AT);
        ledger.beginUndo('undo-2', LATER);
        ledger.endUndo({ undoId: 'undo-2', removed: 7, kept: 1 }, LATER);
        reopen();
        expect(ledger.undos()).toEqual([
          { undoId: 'undo-1', startedAt: AT, endedAt: null, removed: 0, kept: 0 },
          { undoId: 'undo-2', startedAt: LATER, endedAt: LATER, removed: 7, kept: 1 },
        ]);
      });
    });

    test('counts by state and lists mailboxes', () => {
      ledger.intend('run-1', [intent('a'), intent('b', { mailbox: 'jimi@contoso.com' }), intent('c')], AT);
      ledger.record([{ key: key('a'), state: 'written', itemId: '1', occurrencesDone: true }]);
      expect([ledger.counts(), ledger.mailboxes()]).toEqual([{ intended: 2, written: 1, refused: 0 }, [MAILBOX, 'jimi@contoso.com']]);
    });

    test('reads a mailbox lazily, while other rows are written', () => {
      const keys = Array.from({ length: 2500 }, (_, index) => index.toString(16).padStart(64, '0'));
      ledger.intend(
        'run-1',
        keys.map((one) => ({ ...intent('a'), key: one })),
        AT,
      );
      const seen: string[] = [];
      for (const row of ledger.ofMailbox(MAILBOX)) {
        seen.push(row.key);
        if (seen.length % 500 === 0) ledger.record([{ key: row.key, state: 'refused', responseCode: 'x', message: '' }]);
      }
      expect(seen).toEqual(keys);
    });

    test('does several things together or not at all', () => {
      const entries = (last: () => void) => (): void => {
        ledger.intend('run-1', [intent('a')], AT);
        ledger.record([{ key: key('a'), state: 'written', itemId: '1', occurrencesDone: true }]);
        last();
      };
      const fail = (): void => {
        throw new Error('no');
      };
      expect(() => ledger.together(entries(fail))).toThrow('no');
      const before = ledger.get(key('a'));
      ledger.together(entries(() => undefined));
      reopen();
      expect([before, ledger.get(key('a'))?.state]).toEqual([null, 'written']);
    });

    test('does the same while others go on, each when it is told so', async () => {
      const entry = (name: string) => (): void => ledger.intend('run-1', [intent(name)], AT);
      const fail = (): void => {
        entry('b')();
        throw new Error('no');
      };
      const outcomes = await Promise.allSettled([
        ledger.togetherSoon(entry('a')),
        ledger.togetherSoon(fail),
        ledger.togetherSoon(entry('c')),
      ]);
      reopen();
      expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect(['a', 'b', 'c'].map((name) => ledger.get(key(name))?.state)).toEqual(['intended', undefined, 'intended']);
    });

    test('takes a batch whole or not at all', () => {
      const broken = [intent('a'), { ...intent('b'), mailbox: null as unknown as string }];
      expect(() => ledger.intend('run-1', broken, AT)).toThrow();
      expect(ledger.counts()).toEqual({ intended: 0, written: 0, refused: 0 });
    });
  });
}
