import { chmodSync, copyFileSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ERRORS, type ErrorCode } from '../../shared/contract/errors.ts';
import { writeSampleDump, type SampleSummary } from '../sample/sampleCompany.ts';
import { openGodwit, type Godwit } from '../support/godwit.ts';
import { startPostgres, whyNoPostgres, type TestPostgres } from '../support/startPostgres.ts';

let godwit: Godwit;
let sample: SampleSummary;

beforeAll(async () => {
  godwit = openGodwit();
  sample = await writeSampleDump(join(godwit.folder, 'good.sql'), { seed: 3 });
});

afterAll(() => godwit.remove());

/** The command fails with this code, its own exit code, a sentence and a remedy, on both streams. */
async function expectFailure(code: ErrorCode, ...words: readonly string[]): Promise<string> {
  const spoken = await godwit.json(...words);
  const last = spoken.lines.at(-1);
  expect(last, spoken.stdout).toMatchObject({ type: 'error', code });
  expect(spoken.exit).toBe(ERRORS[code].exit);
  expect(String(last?.['sentence'])).not.toMatch(/\{\w+\}/);
  expect(String(last?.['remedy'])).toMatch(/\w/);
  expect(spoken.stderr).toContain(`[${code}]`);
  return String(last?.['sentence']);
}

function config(name: string, source: object, more: object = {}): readonly ['--config', string] {
  return ['--config', godwit.config(name, { project: `${name}.godwit`, source, ...more })];
}

function dump(name: string, content: string | Buffer): readonly ['--config', string] {
  writeFileSync(join(godwit.folder, `${name}.sql`), content);
  return config(name, { kind: 'dump', path: `${name}.sql` });
}

describe('the command line itself', () => {
  it.each([
    ['an unknown command', ['fly']],
    ['an unknown option', ['snapshot', '--fast']],
    ['no config', ['snapshot']],
    ['a mapping action nobody knows', ['mapping', 'guess']],
    ['convert without files', ['convert']],
    ['a zone that is none', ['convert', 'x.ics', '--zone', 'Middle/Earth']],
    ['a window that ends before it begins', ['convert', 'x.ics', '--expand', '2026-02-01..2026-01-01']],
  ])('%s: usage, exit 64', async (_, words) => {
    await expectFailure('CONFIG_USAGE', ...words);
  });

  it('a config that is not there, is not JSON, or says nonsense', async () => {
    await expectFailure('CONFIG_NOT_FOUND', 'snapshot', '--config', 'nowhere.json');
    writeFileSync(join(godwit.folder, 'broken.json'), '{ "project": ');
    await expectFailure('CONFIG_NOT_JSON', 'snapshot', '--config', 'broken.json');
    const sentence = await expectFailure('CONFIG_INVALID', 'snapshot', ...config('nonsense', { kind: 'dumb' }, { optoins: {} }));
    expect(sentence).toContain('"source');
    expect(sentence).toContain('optoins');
  });

  it('a password variable that is not set', async () => {
    const source = { kind: 'postgres', host: '127.0.0.1', passwordEnv: 'NO_SUCH_VARIABLE' };
    await expectFailure('CONFIG_SECRET_MISSING', 'snapshot', ...config('secret', source));
  });

  it('commands in the wrong order say which one comes first', async () => {
    const args = config('order', { kind: 'dump', path: 'good.sql' });
    await expectFailure('PROJECT_NOT_FOUND', 'preview', ...args);
    expect((await godwit.json('snapshot', ...args)).exit).toBe(0);
    await expectFailure('PLAN_MISSING', 'preview', ...args);
    await expectFailure('TARGET_MISSING', 'verify', ...(await planned('order', args)));
  });
});

async function planned(name: string, args: readonly string[]): Promise<readonly string[]> {
  const { exit } = await godwit.json('plan', ...args);
  expect([0, 2], name).toContain(exit);
  return args;
}

describe('dumps', () => {
  it('a file that is not there', async () => {
    await expectFailure('DUMP_NOT_FOUND', 'snapshot', ...config('absent', { kind: 'dump', path: 'absent.sql' }));
  });

  it.each([
    ['nothing', ''],
    ['a web page', '<!doctype html><html></html>'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0])],
  ])('a file that holds %s', async (name, content) => {
    await expectFailure('DUMP_NOT_A_DUMP', 'snapshot', ...dump(name.replace(/ /g, '-'), content));
  });

  it('UTF-16 as PowerShell writes it', async () => {
    await expectFailure('DUMP_UTF16', 'snapshot', ...dump('utf16', Buffer.from('\ufeff-- PostgreSQL database dump', 'utf16le')));
  });

  it('one that ends too early, plain or packed', async () => {
    const whole = readFileSync(sample.path);
    const half = whole.subarray(0, Math.floor(whole.length / 2));
    await expectFailure('DUMP_TRUNCATED', 'snapshot', ...dump('half', half));
    const packed = gzipSync(whole);
    await expectFailure('DUMP_TRUNCATED', 'snapshot', ...dump('halfpacked', packed.subarray(0, Math.floor(packed.length / 2))));
  });

  it('one of another service', async () => {
    const text =
      '--\n-- PostgreSQL database dump\n--\n\nCREATE TABLE public.wiki (id integer);\n\n--\n-- PostgreSQL database dump complete\n--\n';
    await expectFailure('SOURCE_NOT_CALENDAR_SERVER', 'snapshot', ...dump('wiki', text));
  });

  it.each([
    ['old', 'SOURCE_SCHEMA_TOO_OLD', '5'],
    ['new', 'SOURCE_SCHEMA_TOO_NEW', '99'],
  ] as const)('one whose schema is too %s', async (name, code, version) => {
    const text = readFileSync(sample.path, 'utf8').replace(/^VERSION\t60$/m, `VERSION\t${version}`);
    await expectFailure(code, 'snapshot', ...dump(`schema-${name}`, text));
  });

  it('a failed snapshot leaves the earlier one as it was', async () => {
    const args = config('kept', { kind: 'dump', path: 'good.sql' });
    const first = await godwit.json('snapshot', ...args);
    await expectFailure(
      'DUMP_NOT_FOUND',
      'snapshot',
      '--config',
      godwit.config('kept', { project: 'kept.godwit', source: { kind: 'dump', path: 'no.sql' } }),
    );
    const plan = await godwit.json('plan', ...args);
    expect(plan.lines.at(-1)?.['snapshot']).toBe(first.lines.at(-1)?.['fingerprint']);
  });
});

describe('project files', () => {
  it('a file of another program, a damaged one, a folder that cannot be written', async () => {
    writeFileSync(join(godwit.folder, 'letter.godwit'), 'Dear Sirs,\n'.repeat(500));
    await expectFailure('PROJECT_NOT_A_PROJECT', 'snapshot', ...config('letter', { kind: 'dump', path: 'good.sql' }));
    const good = config('damaged', { kind: 'dump', path: 'good.sql' });
    expect((await godwit.json('snapshot', ...good)).exit).toBe(0);
    truncateSync(join(godwit.folder, 'damaged.godwit'), 8192);
    await expectFailure('PROJECT_CORRUPT', 'plan', ...good);
  });

  // Root may write anywhere.
  it.skipIf(process.getuid?.() === 0)('a folder that cannot be written (not checked as root, who may write anywhere)', async () => {
    mkdirSync(join(godwit.folder, 'closed'));
    chmodSync(join(godwit.folder, 'closed'), 0o500);
    const path = godwit.config('closed', { project: 'closed/x.godwit', source: { kind: 'dump', path: 'good.sql' } });
    await expectFailure('PROJECT_READ_ONLY', 'snapshot', '--config', path);
  });

  it('a plan whose snapshot was replaced is not shown any more', async () => {
    const args = config('stale', { kind: 'dump', path: 'stale.sql' });
    copyFileSync(sample.path, join(godwit.folder, 'stale.sql'));
    await godwit.json('snapshot', ...args);
    await planned('stale', args);
    await writeSampleDump(join(godwit.folder, 'stale.sql'), { seed: 4 });
    await godwit.json('snapshot', ...args);
    await expectFailure('PLAN_STALE', 'preview', ...args);
  });
});

describe('single files', () => {
  it('one bad file never stops the others', async () => {
    writeFileSync(join(godwit.folder, 'bad.ics'), 'this is not a calendar');
    writeFileSync(
      join(godwit.folder, 'good.ics'),
      'BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:u1\nDTSTART:20261120T090000Z\nDTEND:20261120T100000Z\nSUMMARY:Hello\nEND:VEVENT\nEND:VCALENDAR\n',
    );
    const { exit, lines } = await godwit.json('convert', 'bad.ics', 'good.ics', 'missing.ics');
    expect(exit).toBe(3);
    expect(lines).toMatchObject([
      { file: 'bad.ics', items: [], error: { code: 'ICAL_UNREADABLE' } },
      { file: 'good.ics', items: [{ subject: 'Hello', start: '2026-11-20T09:00:00+00:00' }] },
      { file: 'missing.ics', items: [], error: { code: 'FILE_UNREADABLE' } },
    ]);
    expect((await godwit.json('convert', 'bad.ics')).exit).toBe(5);
  });
});

describe.skipIf(whyNoPostgres() !== undefined)(`a PostgreSQL that will not have us ${whyNoPostgres() ?? ''}`, () => {
  let server: TestPostgres;

  beforeAll(async () => {
    server = await startPostgres({ access: ['host all locked 127.0.0.1/32 scram-sha-256'] });
    await server.createDatabase('empty');
  });

  afterAll(() => server.stop());

  function source(name: string, change: object): readonly ['--config', string] {
    return config(name, {
      kind: 'postgres',
      host: '127.0.0.1',
      port: server.port,
      user: server.user,
      database: 'empty',
      tls: 'off',
      ...change,
    });
  }

  it('an unreachable host, a wrong database, a wrong login, TLS it does not offer, another service’s database', async () => {
    await expectFailure('SOURCE_UNREACHABLE', 'snapshot', ...source('unreachable', { port: 1 }));
    await expectFailure('SOURCE_DATABASE_MISSING', 'snapshot', ...source('nodb', { database: 'caldav' }));
    godwit.environment = { PGPW: 'wrong' };
    await expectFailure('SOURCE_LOGIN_FAILED', 'snapshot', ...source('login', { user: 'locked', passwordEnv: 'PGPW' }));
    await expectFailure('SOURCE_TLS_FAILED', 'snapshot', ...source('tls', { tls: 'require' }));
    await expectFailure('SOURCE_NOT_CALENDAR_SERVER', 'snapshot', ...source('other', {}));
  });
});
