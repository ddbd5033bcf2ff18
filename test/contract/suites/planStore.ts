import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PlanCounts, PlanReader, PlanRow, PlanSkippedRow, PlanStore } from '../../../electron/ports/PlanStore.ts';
import type { SealedPlan } from '../../../shared/domain/sealedPlan.ts';

/** A store of plans for one test. */
export interface PlansUnderTest {
  readonly plans: PlanStore;
  reopen(): PlansUnderTest;
  close(): void;
}

const SEALED: SealedPlan = {
  context: {
    asOf: '2026-11-20T00:00:00.000Z',
    cutOver: '2026-11-20T00:00:00.000Z',
    horizon: '2028-11-20T00:00:00.000Z',
    meetings: 'silent',
    from: null,
    to: '2027-01-01',
    travelTime: { enabled: true, title: 'Travel time: {subject}', showAs: 'OOF' },
    defaultTimeZone: 'Europe/Berlin',
    mailboxTimeZones: { 'janis@contoso.com': 'America/New_York' },
    responsesInBody: false,
    target: { guestCopies: 'mime', answers: 'elements', exceptionsTravel: true },
  },
  snapshotFingerprint: 's',
  mappingFingerprint: 'm',
  mappingVersion: 3,
  scope: ['janis@contoso.com'],
  crossing: 'wait',
  converterVersion: '1',
  zoneDataVersion: 'tz 2026a',
};
const COUNTS: PlanCounts = {
  ...{ items: 3, objects: 2, skipped: 1, outOfScope: 0, crossing: 0 },
  ...{ byKind: { meeting: 1 }, byMode: { silent: 3 }, byReason: {}, byNote: {}, bySeries: {} },
  wouldClose: ['jimi@contoso.com'],
  slowestSender: { mailbox: 'janis@contoso.com', meetings: 1, messages: 2, minutes: 0.5 },
  mails: { invitations: 3, answers: 2, forExceptions: 1 },
};
const JANIS = 'janis@contoso.com';
const JIMI = 'jimi@contoso.com';

const row = (seq: number, change: Partial<PlanRow> = {}): PlanRow => ({
  ...{ seq, objectId: String(seq), uid: `uid-${String(seq)}`, key: seq.toString(16).padStart(64, '0'), part: 'master', parentKey: null },
  ...{ kind: 'meeting', mode: 'silent', deliveredBy: 'create', mailbox: JANIS, folder: 'Calendar', subject: 'Jam “session” \u{1f3b8}' },
  ...{ start: '2026-11-23T09:00:00+01:00', end: '2026-11-23T10:00:00+01:00', hash: 'f'.repeat(64), noteCodes: [], occurrences: 3 },
  ...change,
});
const skipped = (seq: number, change: Partial<PlanSkippedRow> = {}): PlanSkippedRow => ({
  ...{ seq, objectId: String(seq), uid: `uid-${String(seq)}`, owner: 'JANIS', reason: 'inbox', noteCodes: [] },
  ...change,
});
const ROWS = [
  row(0, { uid: 'a', noteCodes: ['one', 'two'] }),
  row(1, { uid: 'a', mailbox: JIMI, kind: 'guest-copy', parentKey: row(0).key }),
  row(3, { uid: 'c', folder: 'Calendar/Sport', deliveredBy: 'exchange', mode: 'live' }),
];
const SKIPPED = [skipped(2, { uid: 'b', noteCodes: ['why'] }), skipped(4, { uid: 'd', owner: 'JIMI' })];

/** The agreement of electron/ports/PlanStore.ts. */
export function describePlanStore(name: string, open: () => PlansUnderTest): void {
  describe(`${name} as a store of plans`, () => {
    let under: PlansUnderTest;
    beforeEach(() => {
      under = open();
    });
    afterEach(() => under.close());

    function seal(hash = 'h1', rows = ROWS, left = SKIPPED): void {
      const writer = under.plans.begin(SEALED);
      writer.add(rows, left);
      writer.seal(hash, COUNTS, [{ code: 'unmapped-owner', subject: 'X', objects: 2 }]);
    }
    function newest(): PlanReader {
      const reader = under.plans.newest();
      if (reader === null) throw new Error('there is no plan');
      return reader;
    }

    test('has none before the first is sealed', () => {
      const writer = under.plans.begin(SEALED);
      writer.add(ROWS, SKIPPED);
      expect([under.plans.newest(), under.plans.byHash('h1')]).toEqual([null, null]);
      writer.seal('h1', COUNTS, []);
      expect(newest().info().planHash).toBe('h1');
    });

    test('gives back what was sealed, after a restart', () => {
      seal();
      under = under.reopen();
      const plan = newest();
      expect(plan.info()).toEqual({ planId: plan.info().planId, sealed: SEALED, planHash: 'h1', counts: COUNTS });
      expect([[...plan.rows()], [...plan.skipped()], plan.decisions()]).toEqual([
        ROWS,
        SKIPPED,
        [{ code: 'unmapped-owner', subject: 'X', objects: 2 }],
      ]);
    });

    test('narrows to a mailbox, an owner, a UID, a key', () => {
      seal();
      const plan = newest();
      expect([...plan.rows({ mailbox: JIMI })]).toEqual([ROWS[1]]);
      expect([...plan.skipped({ owner: 'JIMI' })]).toEqual([SKIPPED[1]]);
      expect([plan.rowsOf('a'), plan.rowsOf('b')]).toEqual([[ROWS[0], ROWS[1]], []]);
      expect([plan.rowByKey(row(3).key), plan.rowByKey('ab'.repeat(32))]).toEqual([ROWS[2], null]);
    });

    test('walks UIDs in planning order, each once, of everybody or of one', () => {
      seal();
      const plan = newest();
      expect([...plan.uids()]).toEqual(['a', 'b', 'c', 'd']);
      expect([...plan.uids({ mailbox: JANIS, owners: ['JANIS'] })]).toEqual(['a', 'b', 'c']);
      expect([...plan.uids({ mailbox: JIMI, owners: ['JIMI', 'OTHER'] })]).toEqual(['a', 'd']);
      expect([...plan.uids({ mailbox: JIMI, owners: [] })]).toEqual(['a']);
    });

    test('knows its mailboxes and how much each has', () => {
      seal();
      expect([newest().mailboxes(), [...newest().mailboxSizes()]]).toEqual([
        [JANIS, JIMI],
        [
          [JANIS, 2],
          [JIMI, 1],
        ],
      ]);
    });

    test('keeps older plans beside the newest', () => {
      seal('h1');
      seal('h2', [row(0)], []);
      expect([[...newest().rows()].length, [...(under.plans.byHash('h1')?.rows() ?? [])].length, under.plans.byHash('h3')]).toEqual([
        1,
        3,
        null,
      ]);
    });

    test('forgets what was never sealed', () => {
      seal();
      under.plans.begin(SEALED).add([row(7)], []);
      under = under.reopen();
      under.plans.begin(SEALED).abandon();
      expect([...newest().rows()]).toEqual(ROWS);
    });

    test('walks thousands of rows while others are written', () => {
      seal(
        'h1',
        Array.from({ length: 2600 }, (_, seq) => row(seq)),
        [],
      );
      const plan = newest();
      const walk = plan.rows()[Symbol.iterator]();
      walk.next();
      under.plans.begin(SEALED).add([row(1)], []);
      let count = 1;
      while (walk.next().done !== true) count += 1;
      expect([count, [...plan.uids()].length]).toEqual([2600, 2600]);
    });
  });
}
