import { ASSUMED_CAPABILITIES } from '../../shared/domain/targetCapabilities.ts';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openProjectFile, type OpenProject } from '../../electron/compose/openProjectFile.ts';
import { recentProjectsFile } from '../../electron/compose/recentProjectsFile.ts';
import type { PlanRow } from '../../electron/ports/PlanStore.ts';
import type { RecentEntry } from '../../electron/ports/RecentProjects.ts';
import { ProjectKeeper } from '../../electron/session/ProjectKeeper.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

function projectPath(): string {
  return join(temporaryFolder('stores-'), 'a.godwit');
}

describe('the wizard’s settings in the project file', () => {
  it('are there again when it is opened again, each the last that was set', () => {
    const path = projectPath();
    const first = openProjectFile(path, 'create');
    expect([...first.settings.all()]).toEqual([]);
    first.settings.set('a', { deep: [1, 'ü', null] });
    first.settings.set('b', 1);
    first.settings.set('b', false);
    first.close();
    const again = openProjectFile(path, 'read');
    expect(Object.fromEntries(again.settings.all())).toEqual({ a: { deep: [1, 'ü', null] }, b: false });
    again.close();
  });

  it('are kept while the file is lent, and written when it is back', async () => {
    const path = projectPath();
    const keeper = new ProjectKeeper(path, 'create');
    keeper.set('a', 1);
    const { generation } = keeper;
    await keeper.lend(() => {
      keeper.set('a', 2);
      expect([keeper.value('a'), keeper.generation > generation]).toEqual([2, true]);
      // The lock is really free, and reading goes on.
      const borrower = openProjectFile(path, 'write');
      borrower.settings.set('theirs', true);
      borrower.close();
      expect(keeper.project.mappings.current()).toBeNull();
      return Promise.resolve();
    });
    keeper.close();
    const again = openProjectFile(path, 'read');
    expect(Object.fromEntries(again.settings.all())).toEqual({ a: 2, theirs: true });
    again.close();
  });

  it('come back even when the borrower fails', async () => {
    const keeper = new ProjectKeeper(projectPath(), 'create');
    await expect(keeper.lend(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    keeper.set('a', 1);
    expect(keeper.project.settings.all().get('a')).toBe(1);
    keeper.close();
  });
});

const SEALED = {
  context: {
    asOf: '2026-11-20T00:00:00.000Z',
    cutOver: '2026-11-20T00:00:00.000Z',
    horizon: '2028-11-20T00:00:00.000Z',
    meetings: 'silent',
    from: null,
    to: null,
    travelTime: { enabled: true, title: 'x', showAs: 'OOF' },
    defaultTimeZone: 'UTC',
    mailboxTimeZones: {},
    responsesInBody: false,
    target: ASSUMED_CAPABILITIES,
  },
  snapshotFingerprint: 'a',
  mappingFingerprint: 'b',
  mappingVersion: 1,
  scope: null,
  crossing: 'wait',
  converterVersion: '1',
  zoneDataVersion: '1',
} as const;

const COUNTS = {
  items: 0,
  objects: 0,
  skipped: 0,
  outOfScope: 0,
  crossing: 0,
  byKind: {},
  byMode: {},
  byReason: {},
  byNote: {},
  bySeries: {},
  wouldClose: [],
  slowestSender: null,
  mails: { invitations: 0, answers: 0, forExceptions: 0 },
};

function row(seq: number, change: Partial<PlanRow>): PlanRow {
  const key = seq.toString(16).padStart(64, '0');
  return {
    seq,
    objectId: '1',
    uid: `u${String(seq)}`,
    key,
    part: 'master',
    parentKey: null,
    kind: 'appointment',
    mode: 'silent',
    deliveredBy: 'create',
    mailbox: 'a@x.com',
    folder: 'Calendar',
    subject: 'S',
    start: '2026-11-24T10:00:00+01:00',
    end: '2026-11-24T11:00:00+01:00',
    hash: key,
    noteCodes: [],
    occurrences: 0,
    ...change,
  };
}

const ROWS = [
  row(0, { subject: 'Überblick', start: '2026-11-24T10:00:00+01:00' }),
  row(1, { subject: 'überall 100%', start: '2026-11-23T23:30:00-08:00', noteCodes: ['travel-added'] }),
  row(2, {
    mailbox: 'b@x.com',
    uid: 'm',
    kind: 'meeting',
    start: '2026-11-25',
    end: '2026-11-27',
    noteCodes: ['said-in-body', 'text-cut'],
  }),
  row(3, { mailbox: 'a@x.com', uid: 'm', kind: 'guest-copy', start: '2026-11-25T09:00:00Z', noteCodes: ['text-cut-not'] }),
  row(4, {
    mailbox: 'c_d@x.com',
    uid: 'alone',
    kind: 'meeting',
    start: '2020-01-01T09:00:00Z',
    end: '2020-01-01T10:00:00Z',
    deliveredBy: 'exchange',
  }),
];

function planned(): { readonly project: OpenProject; readonly planId: number } {
  const project = openProjectFile(projectPath(), 'create');
  const writer = project.plans.begin(SEALED);
  writer.add(ROWS, [
    { seq: 5, objectId: '1', uid: 'x', owner: 'O1', reason: 'task', noteCodes: [] },
    { seq: 6, objectId: '2', uid: 'y', owner: 'O2', reason: 'inbox', noteCodes: [] },
  ]);
  return { project, planId: writer.seal('f'.repeat(64), COUNTS, []).planId };
}

describe('browsing a plan', () => {
  const { project, planId } = planned();
  const { browser } = project;

  it.each<[string, Parameters<typeof browser.choose>[1], readonly number[]]>([
    ['everything, by local start', {}, [4, 1, 0, 2, 3]],
    ['a mailbox', { mailboxes: ['a@x.com'] }, [1, 0, 3]],
    ['kinds', { kinds: ['meeting', 'guest-copy'] }, [4, 2, 3]],
    ['a note, as a whole word', { noteCodes: new Set(['text-cut']) }, [2]],
    ['one of several notes', { noteCodes: new Set(['text-cut', 'travel-added']) }, [1, 2]],
    ['a note nobody has', { noteCodes: new Set(['nothing']) }, []],
    ['a title, whatever the case', { text: 'ÜBER' }, [1, 0]],
    ['a sign that means something to SQL', { text: '100%' }, [1]],
    ['another', { text: '_' }, []],
    ['a title or a mailbox', { text: 'überblick', orMailboxes: ['b@x.com'] }, [0, 2]],
    ['from a day on', { from: '2026-11-24' }, [1, 0, 2, 3]],
    ['before a day', { to: '2026-11-25' }, [4, 1, 0]],
    ['a day inside a long event', { from: '2026-11-26', to: '2026-11-27' }, [2]],
    ['everything at once', { mailboxes: ['a@x.com'], kinds: ['appointment'], text: 'ü', from: '2026-11-24', to: '2026-11-25' }, [1, 0]],
  ])('chooses %s', (_what, filter, expected) => {
    expect([...browser.choose(planId, filter)]).toEqual(expected);
  });

  it('gives rows by number, in the order asked for', () => {
    expect(browser.rows(planId, [3, 99, 0])).toEqual([ROWS[3], ROWS[0]]);
  });

  it('knows what is left out, whose and why', () => {
    expect([...browser.chooseSkipped(planId, {})]).toEqual([6, 5]);
    expect([...browser.chooseSkipped(planId, { owners: ['O1'] })]).toEqual([5]);
    expect([...browser.chooseSkipped(planId, { reasons: ['inbox'] })]).toEqual([6]);
    expect(browser.skippedRows(planId, [5]).map(({ owner, reason }) => [owner, reason])).toEqual([['O1', 'task']]);
  });

  it('knows who meets whom', () => {
    expect(browser.meetings(planId).map((people) => [...people].sort())).toEqual([['a@x.com', 'b@x.com']]);
  });

  it('counts by mailbox and kind', () => {
    expect(browser.countByMailbox(planId)).toEqual([
      { mailbox: 'a@x.com', kind: 'appointment', items: 2 },
      { mailbox: 'a@x.com', kind: 'guest-copy', items: 1 },
      { mailbox: 'b@x.com', kind: 'meeting', items: 1 },
      { mailbox: 'c_d@x.com', kind: 'meeting', items: 1 },
    ]);
  });
});

describe('plan and ledger side by side', () => {
  const { project, planId } = planned();
  const { ledger, runs } = project;
  const intents = ROWS.map(({ key, mailbox, folder, hash }) => ({ key, mailbox, folder, hash }));
  const [first, second, third] = intents;
  if (first === undefined || second === undefined || third === undefined) throw new Error('no rows');
  ledger.beginRun({ runId: 'r', planHash: 'f'.repeat(64), startedAt: '2026-11-20T00:00:00.000Z' });
  ledger.intend('r', [first, second, third], '2026-11-20T00:00:00.000Z');
  ledger.record([
    { key: first.key, state: 'written', itemId: 'i', occurrencesDone: true },
    { key: second.key, state: 'refused', responseCode: 'ErrorItemSave', message: 'no' },
  ]);

  it('says how far each mailbox is, what Exchange is to deliver included', () => {
    expect(runs.progress(planId)).toEqual([
      { mailbox: 'a@x.com', items: 3, written: 1, refused: 1, intended: 0 },
      { mailbox: 'b@x.com', items: 1, written: 0, refused: 0, intended: 1 },
      { mailbox: 'c_d@x.com', items: 1, written: 0, refused: 0, intended: 0 },
    ]);
    expect(runs.progress(planId, 'b@x.com').map(({ mailbox }) => mailbox)).toEqual(['b@x.com']);
  });

  it('groups and pages what was refused', () => {
    expect(runs.refusedByCause(planId)).toEqual([{ cause: 'ErrorItemSave', mailbox: 'a@x.com', items: 1 }]);
    expect(runs.refused(planId, null, 0, 10)).toMatchObject({
      total: 1,
      rows: [{ key: second.key, subject: 'überall 100%', message: 'no' }],
    });
    expect(runs.refused(planId, 'Other', 0, 10)).toEqual({ total: 0, rows: [] });
    expect(runs.refused(planId, null, 1, 10)).toEqual({ total: 1, rows: [] });
  });
});

describe('the projects opened last', () => {
  const entry = (path: string): RecentEntry => ({
    path,
    title: path,
    openedAt: '2026-11-20T00:00:00.000Z',
    current: 'source',
    mailboxes: null,
    items: null,
    written: null,
    runStatus: null,
    stoppedAt: null,
    inDoubt: null,
    parity: null,
    differences: null,
    toDecide: null,
  });

  it('are a short list, newest first, each once', () => {
    const file = join(temporaryFolder('recent-'), 'deep', 'recent.json');
    const recent = recentProjectsFile(file);
    expect(recent.list()).toEqual([]);
    for (let index = 0; index < 30; index += 1) recent.note(entry(`/p${String(index)}`));
    recent.note(entry('/p20'));
    recent.forget('/p29');
    const paths = recentProjectsFile(file)
      .list()
      .map(({ path }) => path);
    expect([paths.length, paths.slice(0, 3)]).toEqual([19, ['/p20', '/p28', '/p27']]);
  });
});
