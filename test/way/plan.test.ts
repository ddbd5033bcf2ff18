import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeSampleDump, type SampleSummary } from '../sample/sampleCompany.ts';
import { openGodwit, type Godwit, type JsonLine } from '../support/godwit.ts';
import { startPostgres, whyNoPostgres, type TestPostgres } from '../support/startPostgres.ts';

const AS_OF = '2026-11-20T00:00:00Z';

interface Planned {
  readonly snapshot: JsonLine;
  readonly plan: JsonLine;
  readonly preview: readonly JsonLine[];
}

let godwit: Godwit;
let sample: SampleSummary;

function configOf(project: string, source: object): object {
  return {
    project,
    source,
    directory: { files: [sample.directoryPath, sample.resourcesPath] },
    mapping: { acceptedDomains: ['contoso.com'], rewriteDomains: { 'example.com': 'contoso.com' } },
    options: { timeZone: 'Europe/Berlin', cutOver: '2027-01-16T18:00:00Z' },
  };
}

async function planned(config: string): Promise<Planned> {
  const snapshot = await godwit.json('snapshot', '--config', config);
  expect(snapshot.exit, snapshot.stderr).toBe(0);
  const plan = await godwit.json('plan', '--as-of', AS_OF, '--config', config);
  expect(plan.exit, plan.stderr).toBe(2);
  const preview = await godwit.json('preview', '--expand', '2026-11-01..2027-11-01', '--config', config);
  expect(preview.exit, preview.stderr).toBe(0);
  return { snapshot: snapshot.lines.at(-1) ?? {}, plan: plan.lines.at(-1) ?? {}, preview: preview.lines };
}

beforeAll(async () => {
  godwit = openGodwit();
  sample = await writeSampleDump(join(godwit.folder, 'caldav.sql'), { seed: 7, asOf: AS_OF });
});

afterAll(() => godwit.remove());

describe('from a dump to a preview', () => {
  let first: Planned;

  beforeAll(async () => {
    first = await planned(godwit.config('dump', configOf('dump.godwit', { kind: 'dump', path: 'caldav.sql' })));
  });

  it('has every object of the source in an item or in a skipped line', () => {
    expect(first.plan['objects']).toBe(sample.objects);
    const places = new Set(first.preview.filter(({ source }) => source !== undefined).map(({ source }) => place(source)));
    expect(places.size).toBe(sample.objects);
  });

  it('shows the whole plan, and nothing else', () => {
    const summary = first.preview.at(-1);
    expect(summary).toMatchObject({ type: 'summary', planHash: first.plan['planHash'], items: first.plan['items'] });
    expect(first.preview.filter(({ type }) => type === 'item')).toHaveLength(Number(first.plan['items']));
    expect(first.preview.filter(({ type }) => type === 'skipped')).toHaveLength(Number(first.plan['skipped']));
  });

  it('gives every item a key of its own', () => {
    const keys = first.preview.filter(({ type }) => type === 'item').map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('makes an Out of Office block of every travel time', () => {
    const travel = first.preview.filter(({ kind }) => kind === 'travel');
    expect(travel.length).toBeGreaterThan(10);
    for (const block of travel) {
      expect(block).toMatchObject({ legacyFreeBusyStatus: 'OOF', reminderMinutesBeforeStart: null, requiredAttendees: [] });
      expect(block['subject']).toMatch(/^Travel time: /);
    }
  });

  it('shows one mailbox alone when asked', async () => {
    const mailbox = first.preview.find(({ type }) => type === 'item')?.['mailbox'];
    const { lines } = await godwit.json('preview', '--mailbox', String(mailbox), '--config', join(godwit.folder, 'dump.json'));
    const wanted = first.preview.filter((line) => line['mailbox'] === mailbox).map(({ key }) => key);
    expect(lines.filter(({ type }) => type === 'item').map(({ key }) => key)).toEqual(wanted);
  });

  it('is the same a month later, elsewhere, with the source gone', async () => {
    const elsewhere = join(godwit.folder, 'elsewhere');
    mkdirSync(elsewhere);
    copyFileSync(join(godwit.folder, 'dump.godwit'), join(elsewhere, 'copy.godwit'));
    rmSync(sample.path);
    godwit.now = new Date('2026-12-20T12:34:56Z');
    const config = godwit.config('copy', configOf('elsewhere/copy.godwit', { kind: 'dump', path: 'gone.sql' }));
    const { lines } = await godwit.json('preview', '--expand', '2026-11-01..2027-11-01', '--config', config);
    expect(lines).toEqual(first.preview);
    godwit.now = new Date(AS_OF);
    await writeSampleDump(sample.path, { seed: 7, asOf: AS_OF });
  });

  it('takes the same snapshot twice', async () => {
    const again = await planned(godwit.config('again', configOf('again.godwit', { kind: 'dump', path: 'caldav.sql' })));
    expect(again.snapshot['fingerprint']).toBe(first.snapshot['fingerprint']);
    expect(again.plan['planHash']).toBe(first.plan['planHash']);
  });

  describe.skipIf(whyNoPostgres() !== undefined)(`from the database the dump was made of ${whyNoPostgres() ?? ''}`, () => {
    let server: TestPostgres;

    beforeAll(async () => {
      server = await startPostgres();
      await server.createDatabase('caldav');
      await server.restore('caldav', sample.path);
    });

    afterAll(() => server.stop());

    it('has the same snapshot and the same plan', async () => {
      const { host, port, user } = server;
      const source = { kind: 'postgres', host, port, user, database: 'caldav', tls: 'off' };
      const live = await planned(godwit.config('live', configOf('live.godwit', source)));
      expect(live.snapshot['fingerprint']).toBe(first.snapshot['fingerprint']);
      expect(live.plan['planHash']).toBe(first.plan['planHash']);
      expect(live.preview).toEqual(first.preview);
    });
  });
});

function place(source: unknown): string {
  const { owner, calendar, resourceName } = source as Record<string, string>;
  return `${owner ?? ''}/${calendar ?? ''}/${resourceName ?? ''}`;
}
