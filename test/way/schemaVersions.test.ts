import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeSampleDump, type SampleSummary } from '../sample/sampleCompany.ts';
import { sampleOfVersion } from '../sample/versions/sampleOfVersion.ts';
import { dumpText } from '../support/dumpText.ts';
import { openGodwit, type Godwit, type JsonLine } from '../support/godwit.ts';
import { startPostgres, whyNoPostgres, type TestPostgres } from '../support/startPostgres.ts';

/** One for every change of meaning between two releases of Calendar Server, and the ends. */
const VERSIONS = [6, 7, 9, 12, 14, 20, 21, 24, 28, 35, 45, 48, 52, 54, 58, 63, 65, 66] as const;
const LIVE = [6, 28, 66] as const;
const AS_OF = '2026-11-20T00:00:00Z';

interface Way {
  readonly snapshot: JsonLine;
  readonly planHash: unknown;
  /** Preview lines as text by what they are about, without what a stored text's own form decides. */
  readonly lines: ReadonlyMap<string, string>;
}

let godwit: Godwit;
let sample: SampleSummary;
let dump: string;

function about(line: JsonLine): string {
  const { owner, calendar, resourceName } = line['source'] as Record<string, string>;
  return line['type'] === 'item' ? String(line['key']) : `${String(line['reason'])} ${owner ?? ''}/${calendar ?? ''}/${resourceName ?? ''}`;
}

/** Addresses are spelled otherwise before 6.0, and a dropbox's file has no size in its ATTACH line. */
function meaning(line: JsonLine): string {
  const { md5: _, ...source } = line['source'] as Record<string, string>;
  return JSON.stringify({ ...line, source })
    .replaceAll('urn:uuid:', 'urn:x-uid:')
    .replaceAll('Offer.pdf (460 bytes)', 'Offer.pdf');
}

async function way(name: string, source: object): Promise<Way> {
  const config = godwit.config(name, {
    project: `${name}.godwit`,
    source,
    directory: { files: [sample.directoryPath, sample.resourcesPath] },
    mapping: { acceptedDomains: ['contoso.com'], rewriteDomains: { 'example.com': 'contoso.com' } },
    options: { cutOver: '2027-01-16T18:00:00Z' },
  });
  const snapshot = await godwit.json('snapshot', '--config', config);
  expect(snapshot.exit, snapshot.stderr).toBe(0);
  const plan = await godwit.json('plan', '--as-of', AS_OF, '--config', config);
  expect(plan.exit, plan.stderr).toBe(2);
  const preview = await godwit.json('preview', '--expand', '2026-11-01..2027-11-01', '--config', config);
  expect(preview.exit, preview.stderr).toBe(0);
  const lines = preview.lines.filter(({ type }) => type !== 'summary');
  return {
    snapshot: snapshot.lines.at(-1) ?? {},
    planHash: plan.lines.at(-1)?.['planHash'],
    lines: new Map(lines.map((line) => [about(line), meaning(line)])),
  };
}

function textOf(version: number): string {
  // The macOS releases of those days bundled a pg_dump that names no schema.
  return dumpText(sampleOfVersion(dump, sample.company, version), { isUnqualified: version < 66 });
}

function wayOfDump(version: number): Promise<Way> {
  const name = `v${String(version)}`;
  writeFileSync(join(godwit.folder, `${name}.sql`), textOf(version));
  return way(name, { kind: 'dump', path: `${name}.sql` });
}

beforeAll(async () => {
  godwit = openGodwit();
  sample = await writeSampleDump(join(godwit.folder, 'sample.sql'), { seed: 7, asOf: AS_OF });
  dump = readFileSync(sample.path, 'utf8');
});

afterAll(() => godwit.remove());

describe('schema versions of Calendar Server', () => {
  let base: Way;

  beforeAll(async () => {
    base = await wayOfDump(60);
  });

  it('begins with every kind of line', () => {
    expect(base.lines.size).toBeGreaterThan(500);
    expect(base.snapshot['counts']).toMatchObject({ shares: 3, delegates: 2, groups: 1, readingNotes: 0 });
    // The default calendar of one person is not the one called «calendar», so it decides about categories.
    const categories = [...base.lines.values()].filter((line) => line.includes('"categories":["Calendar"]'));
    expect(categories.length).toBeGreaterThan(10);
  });

  it.each(VERSIONS)('reads version %i as what it means', async (version) => {
    const { snapshot, lines } = await wayOfDump(version);
    expect(snapshot['schemaVersion']).toBe(version);
    expect(snapshot['counts']).toMatchObject({
      shares: 3,
      delegates: version < 35 ? 0 : 2,
      groups: version < 35 ? 0 : 1,
      attachments: 5,
      readingNotes: 0,
    });
    const without = [...(version < 54 ? ['trash'] : []), ...(version < 53 ? ['home-not-active'] : [])];
    const expected = [...base.lines].filter(([key]) => !without.includes(key.split(' ')[0] ?? ''));
    expect(base.lines.size - expected.length).toBe(without.length);
    expect(lines).toEqual(new Map(expected));
  });

  describe.skipIf(whyNoPostgres() !== undefined)(`in a running PostgreSQL ${whyNoPostgres() ?? ''}`, () => {
    let server: TestPostgres;

    beforeAll(async () => {
      server = await startPostgres();
    });

    afterAll(() => server.stop());

    it.each(LIVE)('is version %i the same as its dump', async (version) => {
      const database = `caldav${String(version)}`;
      await server.createDatabase(database);
      await server.restore(database, textOf(version));
      const { host, port, user } = server;
      const live = await way(`live${String(version)}`, { kind: 'postgres', host, port, user, database, tls: 'off' });
      const fromDump = await wayOfDump(version);
      expect(live.snapshot['fingerprint']).toBe(fromDump.snapshot['fingerprint']);
      expect(live.planHash).toBe(fromDump.planHash);
      expect(live.lines).toEqual(fromDump.lines);
    });
  });
});
