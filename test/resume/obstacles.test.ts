import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openProjectFile } from '../../electron/compose/openProjectFile.ts';
import { NOTHING_WRONG, markedItems, takeCensus } from './support/census.ts';
import { openExchange } from './support/inProcessExchange.ts';
import { MAILBOX, ObstacleCourse, of, stopped, summary } from './support/ObstacleCourse.ts';
import { realRun } from './support/realGodwit.ts';
import { ACCOUNT, planSample } from './support/sampleProject.ts';

let course: ObstacleCourse;
beforeAll(async () => {
  course = await ObstacleCourse.open();
});
afterAll(() => course.close());
beforeEach(() => course.begin());
afterEach(() => course.end());

describe('a mailbox that cannot be written', () => {
  it.each([
    ['is missing', { mailboxes: [] }, 'TARGET_MAILBOX_MISSING', `Exchange has no mailbox ${MAILBOX}.`],
    ['may not be impersonated', { accounts: [] }, 'TARGET_IMPERSONATION_DENIED', `The service account may not act for ${MAILBOX}.`],
    ['is full', { quotaItems: 7 }, 'TARGET_MAILBOX_FULL', `The mailbox ${MAILBOX} is over its quota and takes nothing more.`],
  ])('that %s stops alone; the others are complete', async (_, trouble, code, sentence) => {
    const rest = course.project.addresses.filter((address) => address !== MAILBOX);
    if ('mailboxes' in trouble) {
      await course.exchange.stop();
      course.exchange = await openExchange({ accounts: [ACCOUNT], mailboxes: rest });
      course.config = course.project.configWith('missing', {
        project: course.projectPath,
        target: { url: course.exchange.url, inDoubtSeconds: 0 },
      });
    }
    if ('accounts' in trouble) course.exchange.simulator.change({ accounts: [{ ...ACCOUNT, impersonates: rest }] });
    if ('quotaItems' in trouble) course.exchange.simulator.change({ mailboxes: [...rest, { address: MAILBOX, quotaItems: 7 }] });
    const spoken = await course.run();
    expect([spoken.exit, stopped(spoken)]).toEqual([3, [{ mailbox: MAILBOX, code, sentence }]]);
    expect(
      takeCensus(
        course.others(),
        course.exchange.states().filter(({ address }) => address !== MAILBOX),
      ),
    ).toEqual({ counted: course.others().length, ...NOTHING_WRONG });
    const written = code === 'TARGET_MAILBOX_FULL' ? 7 : 0;
    expect(summary(spoken)).toMatchObject({ written: course.others().length + written, failed: 0, waiting: course.own().length - written });
  });

  it('is written when the trouble is over, and nothing else is', async () => {
    const rest = course.project.addresses.filter((address) => address !== MAILBOX);
    course.exchange.simulator.change({ mailboxes: [...rest, { address: MAILBOX, quotaItems: 7 }] });
    await course.run();
    course.exchange.simulator.change({ mailboxes: course.project.addresses });
    const spoken = await course.run();
    expect([spoken.exit, summary(spoken)]).toMatchObject([0, { written: course.own().length - 7, adopted: 0, failed: 0, waiting: 0 }]);
    expect(takeCensus(course.project.planned, course.exchange.states())).toEqual({
      counted: course.project.planned.length,
      ...NOTHING_WRONG,
    });
  });

  it('refuses one item for good, which is told, tried again by the next run, and keeps nothing else back', async () => {
    // A series with occurrences of its own: those are created first.
    const victim = course.own().find(({ subject }) => subject === 'Planning together');
    course.exchange.simulator.change({
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
    const spoken = await course.run();
    expect([spoken.exit, of(spoken, 'failed')]).toMatchObject([3, [{ mailbox: MAILBOX, subject: victim?.subject, code: 'ErrorItemSave' }]]);
    expect(summary(spoken)).toMatchObject({ written: course.project.planned.length - 1, failed: 1, waiting: 0 });
    const again = await course.run();
    expect([again.exit, summary(again)]).toMatchObject([0, { written: 1, failed: 0, waiting: 0 }]);
    expect(takeCensus(course.project.planned, course.exchange.states())).toEqual({
      counted: course.project.planned.length,
      ...NOTHING_WRONG,
    });
  });

  it('does not let one item that breaks every request take the others with it', { timeout: 120_000 }, async () => {
    const [victim] = course.own();
    course.exchange.simulator.change({
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
    const spoken = await course.run();
    expect([spoken.exit, of(spoken, 'failed')]).toMatchObject([3, [{ key: victim?.key, code: 'ErrorSchemaValidation' }]]);
    expect(summary(spoken)).toMatchObject({ written: course.project.planned.length - 1, failed: 1 });
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
        ? { url: new URL(change.path, course.exchange.url.replace('EWS/Exchange.asmx', '')).href }
        : { url: course.exchange.url, ...change };
    course.config = course.project.configWith('nobody', { project: course.projectPath, target: given });
    const began = Date.now();
    const spoken = await course.run();
    expect([spoken.exit, of(spoken, 'error')]).toMatchObject([1, [{ code }]]);
    expect(Date.now() - began).toBeLessThan(3000);
  });

  it.each([
    ['has EWS switched off', { isEwsEnabled: false }, 'TARGET_EWS_DISABLED'],
    ['lets the account act for nobody', { accounts: [{ ...ACCOUNT, impersonates: [] }] }, 'TARGET_IMPERSONATION_DENIED'],
  ])('that %s: one sentence for all mailboxes', async (_, change, code) => {
    course.exchange.simulator.change(change);
    const spoken = await course.run();
    expect([spoken.exit, of(spoken, 'error'), stopped(spoken).length]).toMatchObject([
      1,
      [{ code }],
      new Set(course.project.planned.map(({ mailbox }) => mailbox)).size,
    ]);
  });
});

describe('an occurrence the server does not take', () => {
  it('becomes an item of its own; the next run, the check, and a new project file know it', async () => {
    course.exchange.simulator.change({
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
    const spoken = await course.run();
    const [detached] = of(spoken, 'detached');
    expect([spoken.exit, summary(spoken)]).toMatchObject([0, { written: course.project.planned.length + 1, failed: 0, waiting: 0 }]);
    expect(markedItems(course.exchange.states()).get(String(detached?.['key']))).toHaveLength(1);
    const verified = await course.godwit.json('verify', '--config', course.config);
    expect([verified.exit, verified.lines.at(-1)], JSON.stringify(verified.lines.slice(0, 3))).toMatchObject([0, { parity: 1 }]);
    const again = await course.run();
    expect([again.exit, summary(again)]).toMatchObject([0, { written: 0, adopted: 0 }]);
    const lost = course.project.configWith('detached', { project: 'detached.godwit', target: { url: course.exchange.url } });
    await planSample(course.godwit, lost, course.project.sample);
    const anew = await course.godwit.json('run', '--yes', '--config', lost);
    expect([anew.exit, summary(anew)]).toMatchObject([
      0,
      { written: 0, adopted: course.project.planned.length + 1, failed: 0, waiting: 0 },
    ]);
  });
});

describe('a run that is stopped', () => {
  it('finishes what is under way, takes its marks away, and says so; the next one goes on', { timeout: 60_000 }, async () => {
    course.exchange.simulator.change({ model: { requestMs: 120, itemMs: 3 } });
    const interrupted = await realRun({ config: course.config, signal: { name: 'SIGINT', afterMs: 0, event: 'written' } });
    expect([interrupted.end, interrupted.lines.at(-1)]).toMatchObject([130, { type: 'error', code: 'INTERRUPTED' }]);
    const census = takeCensus(course.project.planned, course.exchange.states());
    expect([census.marks, census.twice, census.counted > 0, census.counted < course.project.planned.length]).toEqual([[], [], true, true]);
    const file = openProjectFile(course.projectPath, 'read');
    expect(file.ledger.counts()).toEqual({ intended: 0, written: census.counted, refused: 0 });
    file.close();
    course.exchange.simulator.change({ model: { requestMs: 0, itemMs: 0 } });
    const spoken = await course.run();
    expect([spoken.exit, summary(spoken)]).toMatchObject([0, { written: course.project.planned.length - census.counted, adopted: 0 }]);
  });
});
