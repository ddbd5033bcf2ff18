import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDump } from '../../electron/adapters/pgdump/openDump.ts';
import { openProject } from '../../electron/adapters/sqlite/projectFile.ts';
import type { ProjectFile } from '../../electron/adapters/sqlite/projectFile.ts';
import { SqliteSnapshotStore } from '../../electron/adapters/sqlite/SqliteSnapshotStore.ts';
import type { SnapshotInfo } from '../../electron/ports/SnapshotStore.ts';
import { takeSnapshot } from '../../electron/usecases/takeSnapshot.ts';
import type { SnapshotProgress } from '../../electron/usecases/takeSnapshot.ts';
import { Failure } from '../../shared/domain/failure.ts';
import { contentOfV12, contentOfV60, ODD_TEXTS } from '../support/dumpContent.ts';
import type { DatabaseContent } from '../support/dumpContent.ts';
import { dumpText } from '../support/dumpText.ts';
import { exitOf, runModule } from '../support/runModule.ts';

const clock = { now: () => new Date('2026-11-20T08:00:00Z') };

let folder: string;
let path: string;
let project: ProjectFile;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'godwit-taking-'));
  path = join(folder, 'contoso.godwit');
  project = openProject(path, 'create');
});
afterEach(() => {
  project.close();
  rmSync(folder, { recursive: true, force: true });
});

function dumpOf(content: DatabaseContent, name = 'caldav.sql'): string {
  const file = join(folder, name);
  writeFileSync(file, dumpText(content));
  return file;
}

function take(
  dump: string,
  into = project,
  options: { readonly signal?: AbortSignal; readonly onProgress?: (progress: SnapshotProgress) => void } = {},
): Promise<SnapshotInfo> {
  return takeSnapshot({ source: openDump(dump), store: new SqliteSnapshotStore(into), clock, ...options });
}

async function failureOf(taking: Promise<SnapshotInfo>): Promise<string> {
  const error: unknown = await taking.then(
    () => 'no failure',
    (reason: unknown) => reason,
  );
  return error instanceof Failure ? error.code : String(error);
}

/** Texts and blocks in the file: how many, and how many texts the blocks hold, counted twice if stored twice. */
function stored(): { readonly texts: number; readonly inBlocks: number } {
  const lengths = project.database.prepare<[], string>('SELECT lengths FROM text_block').pluck().all();
  const texts = Number(project.database.prepare('SELECT count(*) FROM text').pluck().get());
  return { texts, inBlocks: lengths.reduce((sum, list) => sum + list.split(',').length, 0) };
}

function everyText(): readonly string[] {
  const reader = new SqliteSnapshotStore(project).newest();
  return reader === null ? [] : [...reader.objects()].map(({ md5 }) => reader.text(md5)).toSorted();
}

describe('taking a snapshot', () => {
  test.each([
    ['12', contentOfV12()],
    ['60', contentOfV60()],
  ])('copies a server of version %s, texts byte for byte', async (version, content) => {
    const info = await take(dumpOf(content));
    expect([String(info.schemaVersion), info.takenAt, info.sourceLabel]).toEqual([version, '2026-11-20T08:00:00.000Z', 'caldav.sql']);
    expect(everyText()).toEqual(Object.values(ODD_TEXTS).toSorted());
  });

  test('tells how far it is, up to the last object', async () => {
    const seen: SnapshotProgress[] = [];
    await take(dumpOf(contentOfV60({ objects: 2_000 })), project, { onProgress: (progress) => seen.push(progress) });
    expect(seen.at(-1)?.bytesRead).toBe(seen.at(-1)?.totalBytes);
    expect(seen.map(({ bytesRead }) => bytesRead)).toEqual(seen.map(({ bytesRead }) => bytesRead).toSorted((a, b) => a - b));
  });

  test('stores a text once, however many objects and snapshots have it', async () => {
    const dump = dumpOf(contentOfV60({ objects: 500 }));
    const info = await take(dump);
    const before = stored();
    expect(before).toEqual({ texts: info.counts['distinctTexts'], inBlocks: info.counts['distinctTexts'] });
    await take(dump);
    expect(stored()).toEqual(before);
  });

  test('lays texts out in the order of UIDs, in which a plan reads them, whatever order they came in', async () => {
    await take(dumpOf(contentOfV60({ objects: 2_000 })));
    const blocks = project.database
      .prepare<[], number>("SELECT block_id FROM source_object JOIN text USING (md5) WHERE uid LIKE 'more-%' ORDER BY uid")
      .pluck()
      .all();
    expect([blocks.length, new Set(blocks).size > 10]).toEqual([2_000, true]);
    expect(blocks).toEqual(blocks.toSorted((one, other) => one - other));
  });

  test('reads many events ahead as it reads them one by one', async () => {
    await take(dumpOf(contentOfV60({ objects: 300 })));
    const reader = new SqliteSnapshotStore(project).newest();
    const uids = [...(reader?.objectsByUid() ?? [])].map(([first]) => first?.uid ?? '').toReversed();
    const ahead = reader?.readAhead([...uids, 'nowhere']);
    expect(uids.map((uid) => ahead?.get(uid))).toEqual(uids.map((uid) => reader?.copiesOf(uid)));
    expect(ahead?.has('nowhere')).toBe(false);
    const texts = uids.flatMap((uid) => (ahead?.get(uid) ?? []).map(({ md5 }) => reader?.text(md5)));
    expect(texts.toSorted()).toEqual(everyText());
  });

  test('notes a line of the dump that is damaged, and goes on', async () => {
    const dump = dumpOf(contentOfV60());
    writeFileSync(dump, dumpText(contentOfV60()).replace(/^(101\t.*)$/m, '$1\ttoo\tmany'));
    const info = await take(dump);
    const notes = [...(new SqliteSnapshotStore(project).newest()?.readingNotes() ?? [])];
    expect([info.counts['objects'], notes.map(({ note }) => note.code)]).toEqual([Object.keys(ODD_TEXTS).length - 1, ['row-unreadable']]);
  });

  test('stops when asked, keeps the previous snapshot, and goes on with what it has', async () => {
    const first = await take(dumpOf(contentOfV60()));
    const dump = dumpOf(contentOfV60({ objects: 20_000 }), 'large.sql');
    const abort = new AbortController();
    const stopping = take(dump, project, {
      signal: abort.signal,
      onProgress: ({ objects }) => (objects > 0 ? abort.abort() : undefined),
    });
    expect(await failureOf(stopping)).toBe('INTERRUPTED');
    expect(new SqliteSnapshotStore(project).newest()?.info()).toEqual(first);
    const info = await take(dump);
    expect(stored()).toEqual({ texts: info.counts['distinctTexts'], inBlocks: info.counts['distinctTexts'] });
  });

  test('is refused by an aborted signal before it begins', async () => {
    expect(await failureOf(take(dumpOf(contentOfV60()), project, { signal: AbortSignal.abort() }))).toBe('INTERRUPTED');
    expect(new SqliteSnapshotStore(project).newest()).toBeNull();
  });

  test('tells a dump that ends too early, and leaves no snapshot', async () => {
    const dump = dumpOf(contentOfV60());
    writeFileSync(dump, dumpText(contentOfV60()).slice(0, -400));
    expect(await failureOf(take(dump))).toBe('DUMP_TRUNCATED');
    expect(new SqliteSnapshotStore(project).newest()).toBeNull();
  });

  test.each([1, 2, 3, 4, 5])('comes out the same after being killed at batch %i, without a text stored twice', async (batches) => {
    // Texts are packed some megabytes at a time; these are so long that the second batch fills the first of them.
    const dump = dumpOf(contentOfV60({ objects: 4_000, summary: 'so long '.repeat(1_200) }));
    const other = openProject(join(folder, 'undisturbed.godwit'), 'create');
    const undisturbed = await take(dump, other);
    other.close();
    project.close();
    const child = runModule(`
      import { openDump } from '#/electron/adapters/pgdump/openDump.ts';
      import { openProject } from '#/electron/adapters/sqlite/projectFile.ts';
      import { SqliteSnapshotStore } from '#/electron/adapters/sqlite/SqliteSnapshotStore.ts';
      import { takeSnapshot } from '#/electron/usecases/takeSnapshot.ts';
      const source = openDump(${JSON.stringify(dump)});
      async function* rows(options) {
        let objects = 0;
        for await (const batch of source.rows(options)) {
          yield batch;
          if (batch.table === 'calendar_object') objects += 1;
          if (objects === ${batches}) process.kill(process.pid, 'SIGKILL');
        }
      }
      const store = new SqliteSnapshotStore(openProject(${JSON.stringify(path)}, 'write'));
      await takeSnapshot({ source: { ...source, rows }, store, clock: { now: () => new Date() } });`);
    expect(await exitOf(child)).toBe('SIGKILL');
    project = openProject(path, 'write');
    expect(new SqliteSnapshotStore(project).newest()).toBeNull();
    const kept = stored();
    expect([kept.texts, kept.inBlocks > 0]).toEqual([0, batches > 1]);
    const info = await take(dump);
    expect({ ...info, snapshotId: 0 }).toEqual({ ...undisturbed, snapshotId: 0 });
    expect(stored()).toEqual({ texts: info.counts['distinctTexts'], inBlocks: info.counts['distinctTexts'] });
    expect(everyText()).toHaveLength(4_000 + Object.keys(ODD_TEXTS).length);
  });

  test.each([1, 20, 60, 100, 140])('tells a disk that is full after %i pages, and goes on when there is room', async (pages) => {
    const dump = dumpOf(contentOfV60({ objects: 4_000 }));
    const first = await take(dumpOf(contentOfV60(), 'small.sql'));
    const used = Number(project.database.pragma('page_count', { simple: true }));
    project.database.pragma(`max_page_count = ${used + pages}`);
    expect(await failureOf(take(dump))).toBe('PROJECT_DISK_FULL');
    expect(new SqliteSnapshotStore(project).newest()?.info()).toEqual(first);
    project.database.pragma('max_page_count = 1000000');
    const info = await take(dump);
    expect(info.counts['objects']).toBe(4_000 + Object.keys(ODD_TEXTS).length);
    expect(everyText()).toHaveLength(4_000 + Object.keys(ODD_TEXTS).length);
    expect(stored()).toEqual({ texts: info.counts['distinctTexts'], inBlocks: info.counts['distinctTexts'] });
  });

  test('tells a text that was changed in the file', async () => {
    await take(dumpOf(contentOfV60()));
    project.database.exec('UPDATE text SET offset = offset + 1');
    const reader = new SqliteSnapshotStore(project).newest();
    const md5 = [...(reader?.objects() ?? [])].find(({ sizeBytes }) => sizeBytes > 0)?.md5 ?? '';
    expect(() => reader?.text(md5)).toThrow(expect.objectContaining({ code: 'PROJECT_CORRUPT' }));
  });
});
