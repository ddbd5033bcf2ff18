import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openProject, type ProjectFile } from '../../electron/adapters/sqlite/projectFile.ts';
import { sqliteLedgerStore } from '../../electron/adapters/sqlite/SqliteLedgerStore.ts';
import type { LedgerStore } from '../../electron/ports/LedgerStore.ts';
import { LedgerQueue } from '../../electron/run/LedgerQueue.ts';

const AT = '2026-11-20T08:00:00.000Z';

let folder: string;
let project: ProjectFile;
let ledger: LedgerStore;
let queue: LedgerQueue;
/** How many transactions there were. */
let syncs: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'godwit-queue-'));
  project = openProject(join(folder, 'test.godwit'), 'create');
  const store = sqliteLedgerStore(project);
  ledger = {
    ...store,
    togetherSoon: (work) => {
      syncs += 1;
      return store.togetherSoon(work);
    },
  };
  queue = new LedgerQueue(ledger);
  syncs = 0;
});
afterEach(() => {
  project.close();
  rmSync(folder, { recursive: true, force: true });
});

function intend(number: number): () => void {
  const key = number.toString(16).padStart(64, '0');
  return () => ledger.intend('run-1', [{ key, mailbox: 'a@contoso.com', folder: 'Calendar', hash: key }], AT);
}

function intended(): number {
  return ledger.counts().intended;
}

describe('entries into the ledger', () => {
  it('are there when they are said to be, and not before', async () => {
    const entry = queue.write(intend(1));
    expect(intended()).toBe(0);
    await entry;
    expect([intended(), syncs]).toEqual([1, 1]);
  });

  it('that come at the same moment share one transaction', async () => {
    await Promise.all([1, 2, 3].map((number) => queue.write(intend(number))));
    expect([intended(), syncs]).toEqual([3, 1]);
  });

  it('that nobody waits for with a connection in hand go with the next one', async () => {
    const patient = queue.writeSoon(intend(1));
    await queue.write(intend(2));
    expect([intended(), syncs]).toEqual([2, 1]);
    await patient;
  });

  it('that nobody joins are written all the same', async () => {
    await Promise.all([queue.writeSoon(intend(1)), queue.writeSoon(intend(2))]);
    expect([intended(), syncs]).toEqual([2, 1]);
  });

  it('are all refused when one of them is: none is on disk alone', async () => {
    const fails = (): void => {
      throw new Error('no');
    };
    const outcomes = await Promise.allSettled([queue.writeSoon(intend(1)), queue.write(fails), queue.write(intend(2))]);
    expect([outcomes.map(({ status }) => status), intended()]).toEqual([['rejected', 'rejected', 'rejected'], 0]);
    await queue.write(intend(3));
    expect(intended()).toBe(1);
  });
});
