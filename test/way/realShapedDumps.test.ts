import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openGodwit, type Godwit, type JsonLine } from '../support/godwit.ts';
import {
  REAL_SHAPED,
  realShapedDump,
  realShapedManifest,
  realShapedSource,
  whyNoRealShaped,
  type RealShaped,
} from '../support/realShaped.ts';
import { startPostgres, whyNoPostgres, type TestPostgres } from '../support/startPostgres.ts';

const AS_OF = '2026-11-20T00:00:00Z';
const why = whyNoRealShaped() ?? whyNoPostgres();

interface Manifest {
  readonly objects: readonly { readonly owner: string; readonly uid: string; readonly state: string | null; readonly type: string }[];
}

describe.skipIf(why !== undefined)(`real-shaped databases ${why === undefined ? '' : `(skipped: ${why})`}`, () => {
  let godwit: Godwit;
  let server: TestPostgres;

  beforeAll(async () => {
    godwit = openGodwit();
    server = await startPostgres();
  });

  afterAll(async () => {
    godwit.remove();
    await server.stop();
  });

  async function planned(
    project: string,
    name: RealShaped,
    source: object,
  ): Promise<{ readonly hashes: object; readonly preview: readonly JsonLine[] }> {
    const config = godwit.config(project, {
      project: `${project}.godwit`,
      ...realShapedSource(name),
      source,
    });
    const snapshot = await godwit.json('snapshot', '--config', config);
    expect(snapshot.exit, snapshot.stderr).toBe(0);
    const plan = await godwit.json('plan', '--as-of', AS_OF, '--config', config);
    expect([0, 2], plan.stderr).toContain(plan.exit);
    const preview = await godwit.json('preview', '--config', config);
    expect(preview.exit, preview.stderr).toBe(0);
    const hashes = { snapshot: snapshot.lines.at(-1)?.['fingerprint'], plan: plan.lines.at(-1)?.['planHash'] };
    return { hashes, preview: preview.lines };
  }

  describe.each(REAL_SHAPED)('%s', (name) => {
    const path = realShapedDump(name);
    let fromDump: Awaited<ReturnType<typeof planned>>;

    beforeAll(async () => {
      fromDump = await planned(`${name}-dump`, name, { kind: 'dump', path });
    });

    it('is the same as a dump and restored into PostgreSQL', async () => {
      const database = name.replace(/-/g, '_');
      await server.createDatabase(database);
      await server.restore(database, path);
      const { host, port, user } = server;
      const live = await planned(`${name}-live`, name, { kind: 'postgres', host, port, user, database, tls: 'off' });
      expect(live.hashes).toEqual(fromDump.hashes);
      expect(live.preview).toEqual(fromDump.preview);
    });

    it('is the same with owners, grants, extensions and \\restrict in the dump', async () => {
      const text = gunzipSync(readFileSync(path))
        .toString('utf8')
        .replace(/^\\(?:un)?restrict.*\n/gm, '')
        .replace(
          'SET statement_timeout = 0;',
          '\\restrict abcDEF123\nSET statement_timeout = 0;\nCREATE EXTENSION IF NOT EXISTS plpgsql WITH SCHEMA pg_catalog;\nCREATE PROCEDURAL LANGUAGE plpgsql;',
        )
        .replace(
          /^(CREATE TABLE public\.(\w+) \([^;]*\);)$/gm,
          '$1\n\nALTER TABLE public.$2 OWNER TO caldav;\nGRANT ALL ON TABLE public.$2 TO _calendar;',
        )
        .replace('-- PostgreSQL database dump complete', '\\unrestrict abcDEF123\n-- PostgreSQL database dump complete');
      writeFileSync(join(godwit.folder, `${name}-owners.sql`), text);
      const variant = await planned(`${name}-owners`, name, { kind: 'dump', path: `${name}-owners.sql` });
      expect(variant.hashes).toEqual(fromDump.hashes);
    });

    it('has every object of the manifest as an item or with its reason', () => {
      const manifest = realShapedManifest(name) as Manifest;
      const outcomes = new Map<string, string>();
      for (const line of fromDump.preview) {
        if (line['type'] === 'summary') continue;
        const { owner, uid } = line['source'] as Record<string, string>;
        const outcome = line['type'] === 'item' ? String(line['kind']) : `skipped: ${String(line['reason'])}`;
        const key = `${String(owner)}/${String(uid)}`;
        if (line['type'] === 'item' && line['kind'] !== 'travel') outcomes.set(key, outcome);
        else outcomes.set(key, outcomes.get(key) ?? outcome);
      }
      const table = new Map<string, number>();
      const missing: string[] = [];
      for (const { owner, uid, state, type } of manifest.objects) {
        const outcome = outcomes.get(`${owner.toUpperCase()}/${uid}`);
        if (outcome === undefined) missing.push(`${owner}/${uid}`);
        const row = `${String(state).padEnd(10)} ${type.padEnd(9)} ${outcome ?? 'missing'}`;
        table.set(row, (table.get(row) ?? 0) + 1);
      }
      process.stdout.write(
        `\n${name}\n${[...table]
          .sort()
          .map(([row, count]) => `${String(count).padStart(5)}  ${row}`)
          .join('\n')}\n`,
      );
      expect(missing).toEqual([]);
    });
  });
});
