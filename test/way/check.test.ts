import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeSampleDump, type SampleSummary } from '../sample/sampleCompany.ts';
import { startSimulator, type SimulatorHandle } from '../simulator/startSimulator.ts';
import { openGodwit, type Godwit, type JsonLine } from '../support/godwit.ts';
import { startPostgres, whyNoPostgres } from '../support/startPostgres.ts';

let godwit: Godwit;
let sample: SampleSummary;
let exchange: SimulatorHandle;

beforeAll(async () => {
  godwit = openGodwit();
  godwit.environment = { EWSPW: 'secret' };
  sample = await writeSampleDump(join(godwit.folder, 'caldav.sql'), { seed: 9 });
  writeFileSync(join(godwit.folder, 'caldav.sql.gz'), gzipSync(readFileSync(sample.path)));
  const { people, rooms, projector } = sample.company;
  const mailboxes = [...people, ...rooms, projector].map(({ shortName }) => `${shortName}@contoso.com`);
  exchange = await startSimulator({ accounts: [{ user: 'svc', password: 'secret' }], mailboxes });
});

afterAll(async () => {
  await exchange.stop();
  godwit.remove();
});

function configOf(name: string, change: object = {}): readonly [string, string] {
  const target = { kind: 'ews', url: exchange.url, auth: { kind: 'basic', user: 'svc', passwordEnv: 'EWSPW' } };
  const directory = { files: [sample.directoryPath, sample.resourcesPath] };
  const mapping = { acceptedDomains: ['contoso.com'], rewriteDomains: { 'example.com': 'contoso.com' } };
  const config = { project: `${name}.godwit`, source: { kind: 'dump', path: 'caldav.sql.gz' }, directory, mapping, target, ...change };
  return ['--config', godwit.config(name, config)];
}

function steps(lines: readonly JsonLine[], area?: string): JsonLine[] {
  return lines.filter((line) => line['type'] === 'step' && (area === undefined || line['area'] === area));
}

function brief(lines: readonly JsonLine[]): unknown {
  return lines.map(({ step, ok, code }) => (ok === true ? step : [step, code]));
}

describe('check', () => {
  it('goes all the way before there is a project, and makes none', async () => {
    const { exit, lines, stderr } = await godwit.json('check', ...configOf('fresh'));
    expect(exit, stderr).toBe(0);
    expect(brief(steps(lines, 'source'))).toEqual(['file', 'content']);
    expect(steps(lines, 'source')[1]?.['detail']).toContain(`schema version 60`);
    expect(steps(lines, 'source')[1]?.['detail']).toContain(`${String(sample.objects)} calendar objects`);
    expect(brief(steps(lines, 'directory'))).toEqual(['file', 'file']);
    expect(brief(steps(lines, 'target'))).toEqual(['name', 'connection', 'answer', 'sign-in', 'time-zones', 'mailboxes', 'rules']);
    expect(lines.at(-1)).toMatchObject({ type: 'summary', ok: true, failed: 0 });
    expect((await godwit.json('preview', ...configOf('fresh'))).lines.at(-1)).toMatchObject({ code: 'PROJECT_NOT_FOUND' });
  });

  it('opens some mailboxes once a mapping names them, and says where all are opened', async () => {
    const args = configOf('known');
    await godwit.json('snapshot', ...args);
    await godwit.json('plan', ...args);
    const { exit, lines } = await godwit.json('check', '--deep', ...args);
    expect(exit).toBe(0);
    const opened = steps(lines, 'target').filter(({ step }) => step === 'calendar');
    expect(opened).toHaveLength(10);
    expect(steps(lines, 'target').find(({ step }) => step === 'mailboxes')?.['detail']).toMatch(/10 of 16 .* opens all 16$/);
    expect(steps(lines, 'target').at(-1)).toMatchObject({
      step: 'probe',
      detail: expect.stringMatching(/^not tried.*--mailboxes/) as string,
    });
  });

  it.each<[string, () => object, string, unknown]>([
    ['a dump that is not there', () => ({ source: { kind: 'dump', path: 'no.sql' } }), 'source', [['file', 'DUMP_NOT_FOUND']]],
    ['a dump cut short', () => ({ source: { kind: 'dump', path: 'half.sql' } }), 'source', ['file', ['content', 'DUMP_TRUNCATED']]],
    [
      'attachments that are not there',
      () => ({ source: { kind: 'dump', path: 'caldav.sql', attachments: 'nowhere' } }),
      'source',
      ['file', 'content', ['attachments', 'CONFIG_FILE_UNREADABLE']],
    ],
    ['no source at all', () => ({ source: undefined }), 'source', [['settings', 'SOURCE_MISSING']]],
    ['a wrong directory file', () => ({ directory: { files: ['half.sql'] } }), 'directory', [['file', 'DIRECTORY_FILE_UNRECOGNISED']]],
    [
      'a directory nobody answers for',
      () => ({ directory: { ldap: { url: 'ldap://127.0.0.1:1' } } }),
      'directory',
      [['server', 'DIRECTORY_UNREACHABLE']],
    ],
    [
      'a CA file that is not there',
      () => ({ directory: { ldap: { url: 'ldaps://127.0.0.1:1', caFile: 'no.pem' } } }),
      'directory',
      [['settings', 'CONFIG_FILE_UNREADABLE']],
    ],
    [
      'a password that is not set',
      () => ({ target: { kind: 'ews', url: exchange.url, auth: { kind: 'basic', user: 'svc', passwordEnv: 'NO_SUCH' } } }),
      'target',
      [['settings', 'CONFIG_SECRET_MISSING']],
    ],
  ])('%s costs its own area only, with a remedy', async (name, change, area, expected) => {
    writeFileSync(join(godwit.folder, 'half.sql'), readFileSync(sample.path).subarray(0, 20_000));
    const { exit, lines } = await godwit.json('check', ...configOf(name.replace(/ /g, '-'), change()));
    expect(exit).toBe(1);
    expect(brief(steps(lines, area))).toEqual(expected);
    for (const { remedy } of steps(lines).filter(({ ok }) => ok === false)) expect(remedy).toMatch(/\w/);
    for (const other of ['source', 'directory', 'target'].filter((one) => one !== area)) {
      expect(steps(lines, other).every(({ ok }) => ok === true)).toBe(true);
      expect(steps(lines, other).length).toBeGreaterThan(0);
    }
  });

  it('says it in words, too', async () => {
    const { exit, stdout } = await godwit.say('check', ...configOf('words', { directory: { files: ['missing.csv'] } }));
    expect(exit).toBe(1);
    expect(stdout).toMatch(/^FAILED {2}directory {2}file .*missing\.csv/m);
    expect(stdout).toContain('[DIRECTORY_FILE_UNREADABLE]');
    expect(stdout).toMatch(/1 of \d+ steps failed\.$/m);
  });

  it.skipIf(whyNoPostgres() !== undefined)(`goes through a live PostgreSQL step by step ${whyNoPostgres() ?? ''}`, async () => {
    const server = await startPostgres();
    try {
      await server.createDatabase('caldav');
      await server.restore('caldav', sample.path);
      const { host, port, user } = server;
      const source = { kind: 'postgres', host, port, user, database: 'caldav', tls: 'off' };
      const { exit, lines } = await godwit.json('check', ...configOf('postgres', { source }));
      expect(exit).toBe(0);
      expect(brief(steps(lines, 'source'))).toEqual(['resolve', 'connect', 'tls', 'login', 'database', 'schema', 'sample']);
      const wrong = await godwit.json('check', ...configOf('postgres-wrong', { source: { ...source, database: 'nowhere' } }));
      expect(
        steps(wrong.lines, 'source')
          .map(({ step, code }) => [step, code])
          .at(-1),
      ).toEqual(['database', 'SOURCE_DATABASE_MISSING']);
    } finally {
      await server.stop();
    }
  });
});
