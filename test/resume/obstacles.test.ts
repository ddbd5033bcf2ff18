import { copyFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openEws } from '../../electron/adapters/ews/openEws.ts';
import { openProjectFile } from '../../electron/compose/openProjectFile.ts';
import { thisHolder } from '../../electron/run/holder.ts';
import type { ExchangeTarget } from '../../electron/ports/ExchangeTarget.ts';
import { openGodwit, type Godwit, type Spoken } from '../support/godwit.ts';
import { NOTHING_WRONG, markedItems, takeCensus } from './support/census.ts';
import { openExchange, type InProcessExchange } from './support/inProcessExchange.ts';
import { realRun } from './support/realGodwit.ts';
import { ACCOUNT, planSample, prepareSample, type SampleProject } from './support/sampleProject.ts';

let godwit: Godwit;
let project: SampleProject;
let exchange: InProcessExchange;
let target: ExchangeTarget;
let config: string;
let projectPath: string;
let count = 0;

beforeAll(async () => {
  godwit = openGodwit();
  project = await prepareSample(godwit, { options: { calendars: 'folder' } });
  Object.defineProperty(godwit, 'now', { get: () => new Date() });
});
afterAll(() => godwit.remove());

beforeEach(async () => {
  exchange = await openExchange({ accounts: [ACCOUNT], mailboxes: project.addresses });
  target = openEws({ url: exchange.url, auth: { kind: 'basic', ...ACCOUNT }, connections: 2, timeoutMs: 5000, userAgent: 'Outlook' });
  count += 1;
  projectPath = join(godwit.folder, `obstacle-${String(count)}.godwit`);
  copyFileSync(project.projectPath, projectPath);
  config = project.configWith(`obstacle-${String(count)}`, { project: projectPath, target: { url: exchange.url, inDoubtSeconds: 0 } });
});
afterEach(async () => {
  await target.close();
  await exchange.stop();
});

const run = (): Promise<Spoken> => godwit.json('run', '--yes', '--config', config);
const of = (spoken: Spoken, type: string) => spoken.lines.filter((line) => line['type'] === type);
const summary = (spoken: Spoken) => of(spoken, 'summary')[0];
const stopped = (spoken: Spoken) =>
  of(spoken, 'mailbox')
    .filter(({ state }) => state === 'stopped')
    .map(({ mailbox, code, sentence }) => ({ mailbox, code, sentence }));
const MAILBOX = 'abrandt@contoso.com';
const others = () => project.planned.filter(({ mailbox }) => mailbox !== MAILBOX);
const own = () => project.planned.filter(({ mailbox }) => mailbox === MAILBOX);

describe('a mailbox that cannot be written', () => {
  it.each([
    ['is missing', { mailboxes: [] }, 'TARGET_MAILBOX_MISSING', `Exchange has no mailbox ${MAILBOX}.`],
    ['may not be impersonated', { accounts: [] }, 'TARGET_IMPERSONATION_DENIED', `The service account may not act for ${MAILBOX}.`],
    ['is full', { quotaItems: 7 }, 'TARGET_MAILBOX_FULL', `The mailbox ${MAILBOX} is over its quota and takes nothing more.`],
  ])('that %s stops alone; the others are complete', async (_, trouble, code, sentence) => {
    const rest = project.addresses.filter((address) => address !== MAILBOX);
    if ('mailboxes' in trouble) {
      await exchange.stop();
      exchange = await openExchange({ accounts: [ACCOUNT], mailboxes: rest });
      config = project.configWith('missing', { project: projectPath, target: { url: exchange.url, inDoubtSeconds: 0 } });
    }
    if ('accounts' in trouble) exchange.simulator.change({ accounts: [{ ...ACCOUNT, impersonates: rest }] });
    if ('quotaItems' in trouble) exchange.simulator.change({ mailboxes: [...rest, { address: MAILBOX, quotaItems: 7 }] });
    const spoken = await run();
    expect([spoken.exit, stopped(spoken)]).toEqual([3, [{ mailbox: MAILBOX, code, sentence }]]);
    expect(
      takeCensus(
        others(),
        exchange.states().filter(({ address }) => address !== MAILBOX),
      ),
    ).toEqual({ counted: others().length, ...NOTHING_WRONG });
    const written = code === 'TARGET_MAILBOX_FULL' ? 7 : 0;
    expect(summary(spoken)).toMatchObject({ written: others().length + written, failed: 0, waiting: own().length - written });
  });

  it('is written when the trouble is over, and nothing else is', async () => {
    const rest = project.addresses.filter((address) => address !== MAILBOX);
    exchange.simulator.change({ mailboxes: [...rest, { address: MAILBOX, quotaItems: 7 }] });
    await run();
    exchange.simulator.change({ mailboxes: project.addresses });
    const spoken = await run();
    expect([spoken.exit, summary(spoken)]).toMatchObject([0, { written: own().length - 7, adopted: 0, failed: 0, waiting: 0 }]);
    expect(takeCensus(project.planned, exchange.states())).toEqual({ counted: project.planned.length, ...NOTHING_WRONG });
  });

  it('refuses one item for good, which is told, tried again by the next run, and keeps nothing else back', async () => {
    // A series with occurrences of its own: those are created first.
    const victim = own().find(({ subject }) => subject === 'Planning together');
    exchange.simulator.change({
      faults: [
        {
          name: 'poison',
          operation: 'CreateItem',
          mailbox: MAILBOX,
          containing: null,
          skip: 0,
          times: 1,
          chance: 1,
          action: { kind: 'stopBatch', atItem: 0, code: 'ErrorItemSave' },
        },
      ],
    });
    const spoken = await run();
    expect([spoken.exit, of(spoken, 'failed')]).toMatchObject([3, [{ mailbox: MAILBOX, subject: victim?.subject, code: 'ErrorItemSave' }]]);
    expect(summary(spoken)).toMatchObject({ written: project.planned.length - 1, failed: 1, waiting: 0 });
    const again = await run();
    expect([again.exit, summary(again)]).toMatchObject([0, { written: 1, failed: 0, waiting: 0 }]);
    expect(takeCensus(project.planned, exchange.states())).toEqual({ counted: project.planned.length, ...NOTHING_WRONG });
  });

  it('does not let one item that breaks every request take the others with it', { timeout: 120_000 }, async () => {
    const [victim] = own();
    exchange.simulator.change({
      faults: [
        {
          name: 'poison',
          operation: 'CreateItem',
          mailbox: null,
          containing: victim?.key ?? '',
          skip: 0,
          times: null,
          chance: 1,
          action: { kind: 'soapFault', code: 'ErrorSchemaValidation' },
        },
      ],
    });
    const spoken = await run();
    expect([spoken.exit, of(spoken, 'failed')]).toMatchObject([3, [{ key: victim?.key, code: 'ErrorSchemaValidation' }]]);
    expect(summary(spoken)).toMatchObject({ written: project.planned.length - 1, failed: 1 });
  });
});

describe('a server nobody gets into', () => {
  it.each([
    ['is not there', { url: 'http://127.0.0.1:9/EWS/Exchange.asmx' }, 'TARGET_UNREACHABLE'],
    ['does not know the password', { auth: { kind: 'basic', user: 'somebody', passwordEnv: 'EWSPW' } }, 'TARGET_LOGIN_FAILED'],
    ['has no EWS at that address', { path: 'EWS/Nothing.asmx' }, 'TARGET_UNREACHABLE'],
  ])('that %s: one sentence, at once', async (_, change, code) => {
    const given =
      'path' in change
        ? { url: new URL(change.path, exchange.url.replace('EWS/Exchange.asmx', '')).href }
        : { url: exchange.url, ...change };
    config = project.configWith('nobody', { project: projectPath, target: given });
    const began = Date.now();
    const spoken = await run();
    expect([spoken.exit, of(spoken, 'error')]).toMatchObject([1, [{ code }]]);
    expect(Date.now() - began).toBeLessThan(3000);
  });

  it.each([
    ['has EWS switched off', { isEwsEnabled: false }, 'TARGET_EWS_DISABLED'],
    ['lets the account act for nobody', { accounts: [{ ...ACCOUNT, impersonates: [] }] }, 'TARGET_IMPERSONATION_DENIED'],
  ])('that %s: one sentence for all mailboxes', async (_, change, code) => {
    exchange.simulator.change(change);
    const spoken = await run();
    expect([spoken.exit, of(spoken, 'error'), stopped(spoken).length]).toMatchObject([
      1,
      [{ code }],
      new Set(project.planned.map(({ mailbox }) => mailbox)).size,
    ]);
  });
});

describe('the mark of another run', () => {
  const heartbeat = (ageMs: number): string => new Date(Date.now() - ageMs).toISOString();
  const OTHER = 'their-mac#00000000:17';
  const deadHere = (): string => `${thisHolder().slice(0, thisHolder().lastIndexOf(':'))}:4194304`;
  function projectId(): string {
    const file = openProjectFile(projectPath, 'read');
    try {
      return file.ledger.projectId();
    } finally {
      file.close();
    }
  }

  it('that has a copy of this project stops everything with a sentence, before anything is written', async () => {
    await target.writeRunMark(MAILBOX, { runId: 'theirs', projectId: projectId(), holder: OTHER, heartbeat: heartbeat(30_000) });
    const spoken = await run();
    expect([spoken.exit, of(spoken, 'error')]).toMatchObject([1, [{ code: 'RUN_ELSEWHERE' }]]);
    expect(String(of(spoken, 'error')[0]?.['sentence'])).toContain(`the mailbox ${MAILBOX}: ${OTHER}`);
    expect(markedItems(exchange.states().filter(({ address }) => address === MAILBOX)).size).toBe(0);
    expect(takeCensus([], exchange.states()).marks).toEqual([MAILBOX]);
  });

  it('of another project keeps this run out of that mailbox only', async () => {
    await target.writeRunMark(MAILBOX, { runId: 'theirs', projectId: 'another', holder: OTHER, heartbeat: heartbeat(0) });
    const spoken = await run();
    expect([spoken.exit, stopped(spoken)]).toMatchObject([3, [{ mailbox: MAILBOX, code: 'RUN_ELSEWHERE' }]]);
    expect(summary(spoken)).toMatchObject({ written: others().length, waiting: own().length });
  });

  it.each([
    ['on this machine whose process is gone', deadHere, 0],
    ['elsewhere that has not been seen for five minutes', () => OTHER, 301_000],
  ])('%s is taken over at once', async (_, holder, age) => {
    await target.writeRunMark(MAILBOX, { runId: 'theirs', projectId: projectId(), holder: holder(), heartbeat: heartbeat(age) });
    const spoken = await run();
    expect([spoken.exit, takeCensus(project.planned, exchange.states())]).toEqual([
      0,
      { counted: project.planned.length, ...NOTHING_WRONG },
    ]);
  });

  it('says the machine, not only its name', () => {
    expect(thisHolder()).toMatch(new RegExp(`^${hostname()}#[0-9a-f]{8}:${String(process.pid)}$`));
  });

  it('keeps a copied project from writing while the first one runs', { timeout: 60_000 }, async () => {
    exchange.simulator.change({ model: { requestMs: 150, itemMs: 5 } });
    const copy = join(godwit.folder, 'copied.godwit');
    copyFileSync(projectPath, copy);
    const first = realRun({ config });
    while (takeCensus([], exchange.states()).marks.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    config = project.configWith('copied', { project: copy, target: { url: exchange.url } });
    const second = await run();
    expect([second.exit, of(second, 'error')]).toMatchObject([1, [{ code: 'RUN_ELSEWHERE' }]]);
    expect((await first).end).toBe(0);
    expect(takeCensus(project.planned, exchange.states())).toEqual({ counted: project.planned.length, ...NOTHING_WRONG });
  });
});

describe('copies somebody made', () => {
  /** The marked item as the server gives it back, written once more under the same key. */
  async function plantCopy(folder: 'Calendar' | 'Calendar/Private', change: { readonly subject?: string } = {}): Promise<string> {
    const line = own().find(({ folder: place, kind }) => place === 'Calendar' && kind === 'appointment');
    const calendar = await target.openCalendar(MAILBOX);
    const other = folder === 'Calendar' ? calendar : await target.ensureFolder(MAILBOX, 'Private', 'somebody');
    if (!calendar.ok || !other.ok || line === undefined) throw new Error('no calendar');
    const page = await target.listMarked(MAILBOX, calendar.value.id, 0);
    const listed = page.ok ? page.value.items.find(({ marker }) => marker.key === line.key) : undefined;
    const read = await target.readItems(MAILBOX, [listed?.id ?? '']);
    const [answer] = read.ok ? read.answers : [];
    if (answer?.outcome !== 'done' || listed === undefined) throw new Error('no item');
    const item = { ...answer.value.item, ...change };
    const made = await target.createItems(MAILBOX, other.value.id, [
      { marker: listed.marker, item, kind: 'appointment', silentCopy: null },
    ]);
    if (!made.ok || made.answers[0]?.outcome !== 'done') throw new Error('no copy');
    return line.key;
  }
  const odd = () => {
    const file = openProjectFile(projectPath, 'read');
    try {
      return [...file.ledger.oddItems()].map(({ mailbox, key, what }) => ({ mailbox, key, what }));
    } finally {
      file.close();
    }
  };
  const subjects = (key: string) => (markedItems(exchange.states()).get(key) ?? []).map(({ item }) => item.content.subject);

  it('a second one that nobody changed is removed and reported', async () => {
    await run();
    const key = await plantCopy('Calendar');
    expect(subjects(key)).toHaveLength(2);
    const spoken = await run();
    expect([spoken.exit, of(spoken, 'removed')]).toEqual([0, [{ type: 'removed', mailbox: MAILBOX, key }]]);
    expect(takeCensus(project.planned, exchange.states())).toEqual({ counted: project.planned.length, ...NOTHING_WRONG });
    expect(odd()).toEqual([{ mailbox: MAILBOX, key, what: 'duplicate-deleted' }]);
  });

  it('a second one that its owner changed stays, and the first one goes', async () => {
    await run();
    const key = await plantCopy('Calendar', { subject: 'Mine' });
    const spoken = await run();
    expect([spoken.exit, subjects(key), of(spoken, 'removed').length]).toEqual([0, ['Mine'], 1]);
  });

  it('two that were changed both stay and are listed', async () => {
    await run();
    const key = await plantCopy('Calendar', { subject: 'Mine' });
    await plantCopy('Calendar', { subject: 'Mine, too' });
    const spoken = await run();
    expect([subjects(key).sort(), of(spoken, 'extra')]).toMatchObject([['Mine', 'Mine, too'], [{ key, what: 'duplicate-touched' }]]);
  });

  it('one dragged into another folder is left alone and listed', async () => {
    await run();
    const key = await plantCopy('Calendar/Private');
    const spoken = await run();
    expect([spoken.exit, subjects(key).length]).toEqual([0, 2]);
    expect(of(spoken, 'extra')).toEqual([{ type: 'extra', mailbox: MAILBOX, key, what: 'not-in-plan' }]);
    expect(odd()).toEqual([{ mailbox: MAILBOX, key, what: 'not-in-plan' }]);
  });

  it('an item its owner deleted is written again, as after a failover', async () => {
    await run();
    const [[key, items] = ['', []]] = [...markedItems(exchange.states().filter(({ address }) => address === MAILBOX))];
    await target.deleteItems(
      MAILBOX,
      items.map(({ item }) => item.id),
    );
    const spoken = await run();
    expect([spoken.exit, summary(spoken)]).toMatchObject([0, { written: 1, adopted: 0 }]);
    expect(markedItems(exchange.states()).get(key)).toHaveLength(1);
  });
});

describe('a project that moved on', () => {
  const writes = ['CreateItem', 'UpdateItem', 'DeleteItem'];

  it('lost its file: a new one from the same dump adopts everything and writes nothing', async () => {
    await run();
    const before = exchange.states();
    const lost = project.configWith('lost', { project: 'lost.godwit', target: { url: exchange.url } });
    await planSample(godwit, lost, project.sample);
    exchange.simulator.counters.operations['CreateItem'] = 0;
    const operations = { ...exchange.simulator.counters.operations };
    const spoken = await godwit.json('run', '--yes', '--config', lost);
    expect([spoken.exit, summary(spoken)]).toMatchObject([0, { written: 0, adopted: project.planned.length, failed: 0, waiting: 0 }]);
    for (const operation of writes) expect(exchange.simulator.counters.operations[operation]).toBe(operations[operation]);
    expect(JSON.stringify(exchange.states())).toBe(JSON.stringify(before));
  });

  it('maps somebody to another mailbox: what was written is not written twice, and said', async () => {
    await run();
    const csv = join(godwit.folder, 'moved.csv');
    const exported = await godwit.json('mapping', 'export', csv, '--config', config);
    expect(exported.exit, exported.stderr).toBe(0);
    const { readFileSync, writeFileSync } = await import('node:fs');
    const text = readFileSync(csv, 'utf8');
    writeFileSync(csv, text.replaceAll(MAILBOX, 'room9@contoso.com'));
    exchange.simulator.change({ mailboxes: [...project.addresses, 'room9@contoso.com'] });
    const imported = await godwit.json('mapping', 'import', csv, '--config', config);
    expect([0, 2], imported.stderr).toContain(imported.exit);
    await godwit.json('plan', '--as-of', project.sample.asOf, '--config', config);
    const spoken = await run();
    const moved = of(spoken, 'waiting').filter(({ reason }) => reason === 'moved');
    expect([spoken.exit, summary(spoken)?.['written']]).toEqual([3, 0]);
    expect([moved.length, moved[0]]).toMatchObject([own().length, { detail: `written to ${MAILBOX}, Calendar` }]);
    expect(takeCensus(project.planned, exchange.states())).toMatchObject({ counted: project.planned.length, twice: [] });
  });
});

describe('an occurrence the server does not take', () => {
  it('becomes an item of its own; the next run, the check, and a new project file know it', async () => {
    exchange.simulator.change({
      faults: [
        {
          name: 'crossing',
          operation: 'UpdateItem',
          mailbox: MAILBOX,
          containing: null,
          skip: 0,
          times: 1,
          chance: 1,
          action: { kind: 'stopBatch', atItem: 0, code: 'ErrorOccurrenceCrossingBoundary' },
        },
      ],
    });
    const spoken = await run();
    const [detached] = of(spoken, 'detached');
    expect([spoken.exit, summary(spoken)]).toMatchObject([0, { written: project.planned.length + 1, failed: 0, waiting: 0 }]);
    expect(markedItems(exchange.states()).get(String(detached?.['key']))).toHaveLength(1);
    const verified = await godwit.json('verify', '--config', config);
    expect([verified.exit, verified.lines.at(-1)], JSON.stringify(verified.lines.slice(0, 3))).toMatchObject([0, { parity: 1 }]);
    const again = await run();
    expect([again.exit, summary(again)]).toMatchObject([0, { written: 0, adopted: 0 }]);
    const lost = project.configWith('detached', { project: 'detached.godwit', target: { url: exchange.url } });
    await planSample(godwit, lost, project.sample);
    const anew = await godwit.json('run', '--yes', '--config', lost);
    expect([anew.exit, summary(anew)]).toMatchObject([0, { written: 0, adopted: project.planned.length + 1, failed: 0, waiting: 0 }]);
  });
});

describe('a run that is stopped', () => {
  it('finishes what is under way, takes its marks away, and says so; the next one goes on', { timeout: 60_000 }, async () => {
    exchange.simulator.change({ model: { requestMs: 120, itemMs: 3 } });
    const interrupted = await realRun({ config, signal: { name: 'SIGINT', afterMs: 0, event: 'written' } });
    expect([interrupted.end, interrupted.lines.at(-1)]).toMatchObject([130, { type: 'error', code: 'INTERRUPTED' }]);
    const census = takeCensus(project.planned, exchange.states());
    expect([census.marks, census.twice, census.counted > 0, census.counted < project.planned.length]).toEqual([[], [], true, true]);
    const file = openProjectFile(projectPath, 'read');
    expect(file.ledger.counts()).toEqual({ intended: 0, written: census.counted, refused: 0 });
    file.close();
    exchange.simulator.change({ model: { requestMs: 0, itemMs: 0 } });
    const spoken = await run();
    expect([spoken.exit, summary(spoken)]).toMatchObject([0, { written: project.planned.length - census.counted, adopted: 0 }]);
  });
});
