import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ask, codes, envelope, itemIds } from '../simulator/RawClient.ts';
import type { RawAnswer } from '../simulator/RawClient.ts';
import * as make from '../simulator/requests.ts';
import type { FaultAction } from '../simulator/settings.ts';
import { startSimulator } from '../simulator/startSimulator.ts';
import type { SimulatorHandle } from '../simulator/startSimulator.ts';

const ORG = 'org@example.test';
const ITEM = make.times('2026-12-07T08:00:00Z', '2026-12-07T09:00:00Z');
let simulator: SimulatorHandle;

beforeAll(async () => {
  simulator = await startSimulator({ mailboxes: [ORG, { address: 'full@example.test', quotaItems: 2 }] });
});
afterAll(() => simulator.stop());
beforeEach(() => simulator.setFaults([]));

const create = (count: number, mailbox = ORG, signal?: AbortSignal): Promise<RawAnswer> =>
  ask(simulator.url, make.createItems(Array.from({ length: count }, () => ITEM)), { mailbox, ...(signal === undefined ? {} : { signal }) });
const stored = async (mailbox = ORG): Promise<number> => {
  const [state] = await simulator.state(mailbox);
  return state?.folders.find((folder) => folder.distinguished === 'calendar')?.items.length ?? 0;
};
/** What a request that fails on the wire says, and how many items it left behind. */
async function outcome(action: FaultAction): Promise<{ readonly failed: boolean; readonly added: number }> {
  const before = await stored();
  await simulator.setFaults([{ operation: 'CreateItem', action }]);
  const failed = await create(2).then(
    () => false,
    () => true,
  );
  return { failed, added: (await stored()) - before };
}

describe('faults', () => {
  it('busy: a SOAP fault with the time to wait, in the types namespace, once', async () => {
    await simulator.setFaults([{ operation: 'CreateItem', action: { kind: 'busy', backOffMs: 1500 } }]);
    const [busy, then] = [await create(1), await create(1)];
    expect([busy.status, busy.fault, codes(then)]).toEqual([500, 'ErrorServerBusy', ['NoError']]);
    expect(busy.text).toMatch(/<t:MessageXml xmlns:t="[^"]+types"><t:Value Name="BackOffMilliseconds">1500<\/t:Value>/);
  });

  it('busy items: those from the given one on', async () => {
    await simulator.setFaults([{ action: { kind: 'busyItems', backOffMs: 300, fromItem: 2 } }]);
    const answer = await create(4);
    expect(codes(answer)).toEqual(['NoError', 'NoError', 'ErrorServerBusy', 'ErrorServerBusy']);
    expect(answer.text).toContain('<t:Value Name="BackOffMilliseconds">300</t:Value>');
  });

  it('busy inside: an internal error of each item that names what is behind it', async () => {
    await simulator.setFaults([{ action: { kind: 'innerBusy', backOffMs: 200 } }]);
    const answer = await create(2);
    expect(codes(answer)).toEqual(['ErrorInternalServerError', 'ErrorInternalServerError']);
    expect(answer.text).toContain(
      '<t:Value Name="InnerErrorResponseCode">ErrorServerBusy</t:Value><t:Value Name="BackOffMilliseconds">200</t:Value>',
    );
  });

  it('a stopped batch: one error, warnings for the rest, nothing done for either', async () => {
    const before = await stored();
    await simulator.setFaults([{ action: { kind: 'stopBatch', atItem: 1, code: 'ErrorTimeoutExpired' } }]);
    const answer = await create(4);
    const both = answer.messages.map((message) => `${message.responseClass} ${message.code}`);
    const rest = 'Warning ErrorBatchProcessingStopped';
    expect([both, await stored()]).toEqual([['Success NoError', 'Error ErrorTimeoutExpired', rest, rest], before + 1]);
  });

  it.each([
    [503, 7],
    [429, 3],
    [502, null],
  ])('HTTP %i with Retry-After %s', async (status, retryAfterSeconds) => {
    await simulator.setFaults([{ action: { kind: 'http', status, retryAfterSeconds } }]);
    const answer = await create(1);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([
      status,
      retryAfterSeconds === null ? null : String(retryAfterSeconds),
    ]);
  });

  it('401 once', async () => {
    await simulator.setFaults([{ action: { kind: 'unauthorized' } }]);
    expect([(await create(1)).status, (await create(1)).status]).toEqual([401, 200]);
  });

  it.each<[FaultAction['kind'], number]>([
    ['dropBefore', 0],
    ['dropAfter', 2],
    ['dropMidway', 2],
  ])('%s: the client hears nothing, %i items are there', async (kind, added) => {
    expect(await outcome({ kind } as FaultAction)).toEqual({ failed: true, added });
  });

  it('a truncated answer is no XML, and its work was done', async () => {
    expect(await outcome({ kind: 'truncate' })).toEqual({ failed: true, added: 2 });
  });

  it('a slow reply: done at once, told late', async () => {
    const before = await stored();
    await simulator.setFaults([{ action: { kind: 'slowReply', ms: 600 } }]);
    const gone = create(1, ORG, AbortSignal.timeout(200)).catch(() => 'gone');
    await wait(100);
    const during = await stored();
    expect([await gone, during - before]).toEqual(['gone', 1]);
  });

  it('a late commit: the client gives up, and the work is done all the same, later', async () => {
    const before = await stored();
    await simulator.setFaults([{ action: { kind: 'lateCommit', ms: 600 } }]);
    const gone = await create(2, ORG, AbortSignal.timeout(200)).catch(() => 'gone');
    const early = await stored();
    await wait(700);
    expect([gone, early - before, (await stored()) - before]).toEqual(['gone', 0, 2]);
  });

  it('a stranger saves after us: the ChangeKey we were told is old', async () => {
    await simulator.setFaults([{ operation: 'CreateItem', action: { kind: 'touch' } }]);
    const answer = await create(1);
    const changeKey = /ChangeKey="([^"]+)"/.exec(answer.text)?.[1] ?? '';
    const update = make.updateItem(
      make.itemId(itemIds(answer)[0] ?? '', changeKey),
      make.setField('item:Subject', '<t:Subject>x</t:Subject>'),
      {
        resolution: 'NeverOverwrite',
      },
    );
    expect(codes(await ask(simulator.url, update, { mailbox: ORG }))).toEqual(['ErrorIrresolvableConflict']);
  });

  it('strike by operation, mailbox and text, after so many, so often', async () => {
    const action: FaultAction = { kind: 'itemError', code: 'ErrorIrresolvableConflict', chance: 1 };
    await simulator.setFaults([
      { name: 'later', operation: 'CreateItem', mailbox: ORG, skip: 1, times: 2, action },
      { name: 'never', containing: 'no such text', times: null, action },
    ]);
    const answers = [await create(1), await create(1, 'full@example.test'), await create(1), await create(1), await create(1)];
    expect(answers.map((answer) => codes(answer)[0])).toEqual([
      ...['NoError', 'NoError', 'ErrorIrresolvableConflict', 'ErrorIrresolvableConflict', 'NoError'],
    ]);
    expect((await simulator.counters()).faults).toEqual({ later: 2, never: 0 });
  });

  it('are the same for the same seed', async () => {
    const runs: (readonly string[])[] = [];
    for (const seed of [7, 7, 8]) {
      await simulator.change({ seed });
      await simulator.setFaults([{ times: null, action: { kind: 'itemError', code: 'ErrorInternalServerTransientError', chance: 0.3 } }]);
      runs.push(codes(await create(40)));
    }
    expect(runs[0]).toEqual(runs[1]);
    expect(runs[0]).not.toEqual(runs[2]);
    expect(new Set(runs[0])).toEqual(new Set(['NoError', 'ErrorInternalServerTransientError']));
  });
});

describe('mailboxes in trouble', () => {
  it('are full', async () => {
    const before = await stored('full@example.test');
    const answer = await create(3, 'full@example.test');
    expect([before, codes(answer).at(-1), await stored('full@example.test')]).toEqual([1, 'ErrorQuotaExceeded', 2]);
  });

  it('are moved for a while', async () => {
    const now = Date.now();
    await simulator.change({ mailboxes: [{ address: ORG, movingUntil: now + 60_000 }, 'full@example.test'] });
    const during = await create(2);
    await simulator.advanceClock(61_000);
    const after = await create(1);
    expect([codes(during), codes(after)]).toEqual([['ErrorMailboxMoveInProgress', 'ErrorMailboxMoveInProgress'], ['NoError']]);
    await simulator.change({ mailboxes: [ORG, 'full@example.test'] });
  });
});

describe('the model', () => {
  it('takes its time per request and per item', async () => {
    await simulator.change({ model: { requestMs: 80, itemMs: 5 } });
    const began = performance.now();
    await create(20);
    const took = performance.now() - began;
    await simulator.change({ model: { requestMs: 0, itemMs: 0 } });
    expect(took).toBeGreaterThanOrEqual(178);
    expect(took).toBeLessThan(400);
  });

  it('serves so many at once and lets the others wait', async () => {
    await simulator.change({ model: { requestMs: 100, connections: 3 } });
    const before = await simulator.counters();
    const began = performance.now();
    await Promise.all(Array.from({ length: 9 }, () => create(1)));
    const took = performance.now() - began;
    const { waitingMs } = await simulator.counters();
    await simulator.change({ model: { requestMs: 0, connections: 27 } });
    expect(took).toBeGreaterThanOrEqual(298);
    expect(waitingMs - before.waitingMs).toBeGreaterThan(500);
  });

  it('or turns them away', async () => {
    await simulator.change({ model: { requestMs: 200, connections: 2, overflow: 'refuse' } });
    const answers = await Promise.all(Array.from({ length: 5 }, () => create(1)));
    await simulator.change({ model: { requestMs: 0, connections: 27, overflow: 'queue' } });
    expect(answers.map((answer) => answer.fault).filter((fault) => fault === 'ErrorExceededConnectionCount')).toHaveLength(3);
  });

  it('compresses for those who accept it', async () => {
    await simulator.change({ gzip: true });
    const body = envelope(make.findItems(make.page(100)), { mailbox: ORG });
    const headers = {
      'Content-Type': 'text/xml',
      'Accept-Encoding': 'gzip',
      Authorization: `Basic ${Buffer.from('svc:secret').toString('base64')}`,
    };
    const [encoding, bytes] = await new Promise<[string | undefined, Buffer]>((resolve, reject) => {
      const outgoing = httpRequest(simulator.url, { method: 'POST', headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve([response.headers['content-encoding'], Buffer.concat(chunks)]));
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });
    await simulator.change({ gzip: false });
    expect([encoding, gunzipSync(bytes).toString('utf8').includes('FindItemResponse')]).toEqual(['gzip', true]);
  });
});

describe('the store', () => {
  it('keeps what was committed when the process is killed in the middle of work', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'simulator-store-'));
    const storeFile = join(folder, 'store.sqlite');
    const first = await startSimulator({ mailboxes: [ORG] }, { storeFile });
    const told: string[] = [];
    const work = (async (): Promise<void> => {
      for (;;) told.push(...itemIds(await ask(first.url, make.createItems([ITEM, ITEM]), { mailbox: ORG })));
    })().catch(() => undefined);
    await wait(300);
    await first.kill();
    await work;
    const second = await startSimulator({ mailboxes: [ORG] }, { storeFile });
    const [state] = await second.state(ORG);
    const kept = new Set(state?.folders.find((one) => one.distinguished === 'calendar')?.items.map((item) => item.id));
    await second.stop();
    rmSync(folder, { recursive: true, force: true });
    expect(told.length).toBeGreaterThan(0);
    expect(told.filter((id) => !kept.has(id))).toEqual([]);
    expect(kept.size % 2).toBe(0);
  });
});
