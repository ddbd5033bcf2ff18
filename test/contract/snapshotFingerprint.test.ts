import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDump } from '../../electron/adapters/pgdump/openDump.ts';
import { openPostgres } from '../../electron/adapters/postgres/openPostgres.ts';
import { openProject } from '../../electron/adapters/sqlite/projectFile.ts';
import { SqliteSnapshotStore } from '../../electron/adapters/sqlite/SqliteSnapshotStore.ts';
import type { CalendarServerSource } from '../../electron/ports/CalendarServerSource.ts';
import { takeSnapshot } from '../../electron/usecases/takeSnapshot.ts';
import { contentOfV12, contentOfV60 } from '../support/dumpContent.ts';
import { dumpText } from '../support/dumpText.ts';
import { startPostgres, whyNoPostgres } from '../support/startPostgres.ts';
import type { TestPostgres } from '../support/startPostgres.ts';

const missing = process.env['CI'] === undefined ? whyNoPostgres() : undefined;
const folder = mkdtempSync(join(tmpdir(), 'godwit-fingerprint-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a project knows after reading a source: all but where it came from. */
async function readBack(source: CalendarServerSource, name: string): Promise<unknown> {
  const project = openProject(join(folder, name), 'create');
  try {
    const store = new SqliteSnapshotStore(project);
    const { fingerprint, counts, schemaVersion } = await takeSnapshot({ source, store, clock: { now: () => new Date(0) } });
    const reader = store.newest();
    return { fingerprint, counts, schemaVersion, calendars: reader?.calendars(), objects: [...(reader?.objects() ?? [])] };
  } finally {
    project.close();
  }
}

describe.skipIf(missing !== undefined)(`a server read live and its dump${missing === undefined ? '' : ` (${missing})`}`, () => {
  let postgres: TestPostgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.stop());

  test.each([
    ['v12', contentOfV12()],
    ['v60', contentOfV60({ objects: 2_500 })],
  ])('give one and the same snapshot: %s', async (name, content) => {
    const dump = join(folder, `${name}.sql`);
    writeFileSync(dump, dumpText(content));
    await postgres.createDatabase(name);
    await postgres.restore(name, dump);
    const { host, port, user } = postgres;
    const live = openPostgres({ host, port, user, database: name, tls: 'off' });
    expect(await readBack(live, `${name}-live.godwit`)).toEqual(await readBack(openDump(dump), `${name}-dump.godwit`));
  });
});
