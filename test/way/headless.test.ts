import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openProject } from '../../electron/adapters/sqlite/projectFile.ts';
import { COMMANDS } from '../../electron/cli/commands.ts';
import { contractSchemas } from '../../electron/cli/commands/schema.ts';
import { generateDump } from '../bench/generate.ts';
import { writeSampleDump } from '../sample/sampleCompany.ts';
import { openGodwit, type Godwit, type JsonLine } from '../support/godwit.ts';
import { ended, startGodwit, startNpm } from '../support/godwitProcess.ts';

const AS_OF = ['--as-of', '2026-11-20'] as const;
const SECRET = 'Canary-7f3a9b';

let godwit: Godwit;
let folder: string;

/** What every config here begins with. */
const BASE = {
  project: 'it.godwit',
  source: { kind: 'dump', path: 'caldav.sql' },
  directory: { files: ['directory.csv', 'resources.xml'] },
  mapping: { acceptedDomains: ['contoso.com'], rewriteDomains: { 'example.com': 'contoso.com' } },
};

function config(name: string, change: object = {}): readonly ['--config', string] {
  return ['--config', godwit.config(name, { ...BASE, ...change })];
}

function written(name: string, content: string | Buffer): readonly ['--config', string] {
  writeFileSync(join(folder, name), content);
  return ['--config', name];
}

async function error(...words: readonly string[]): Promise<{ readonly exit: number; readonly code: unknown; readonly sentence: string }> {
  const { exit, lines, stdout, stderr } = await godwit.json(...words);
  expect(stdout + stderr).not.toContain(SECRET);
  const last = lines.at(-1);
  expect(last?.['type']).toBe('error');
  return { exit, code: last?.['code'], sentence: String(last?.['sentence']) };
}

beforeAll(async () => {
  godwit = openGodwit();
  ({ folder } = godwit);
  await writeSampleDump(join(folder, 'caldav.sql'), { seed: 7 });
  const args = config('it');
  expect((await godwit.json('snapshot', ...args)).exit).toBe(0);
  expect((await godwit.json('plan', ...AS_OF, ...args)).exit).toBe(2);
});

afterAll(() => godwit.remove());

describe('the contract', () => {
  it('has a schema for every line of every command, and for what no command says', () => {
    const { lines, error: errorSchema } = contractSchemas() as { lines: Record<string, unknown>; error: unknown };
    const names = COMMANDS.map(({ name }) => name).filter((name) => name !== 'schema');
    expect(Object.keys(lines)).toEqual(expect.arrayContaining(names));
    expect(errorSchema).toMatchObject({ type: 'object' });
  });

  it.each([
    ['a word nobody asked for', ['plan', 'everything']],
    ['an option before the command', ['--json', 'plan']],
    ['an option without its value', ['plan', '--config']],
    ['a day that does not exist', ['plan', '--as-of', '2026-02-30']],
    ['an owner that is empty', ['convert', 'x.ics', '--owner', ' ']],
  ])('refuses %s', async (_, words) => {
    expect(await error(...words)).toMatchObject({ exit: 64, code: 'CONFIG_USAGE' });
  });

  it.each([
    '2026-02-30..2026-03-05',
    '2026-11-01..',
    '2026-11-01...2026-12-01',
    '2026-11-01Z..2026-12-01',
    '1..2',
    '2026-11-01T25:00..2027-01-01',
  ])('refuses the window %s', async (window) => {
    expect(await error('preview', '--expand', window, ...config('it'))).toMatchObject({ exit: 64, code: 'CONFIG_USAGE' });
  });

  it('takes a window with any offset, and counts what overlaps', async () => {
    const instances = async (window: string): Promise<readonly unknown[]> => {
      const { lines } = await godwit.json('preview', '--expand', window, ...config('it'));
      return lines.flatMap((line) => (Array.isArray(line['instances']) ? (line['instances'] as unknown[]) : []));
    };
    const utc = await instances('2026-11-30T18:30:00Z..2026-12-31T18:30Z');
    expect(utc.length).toBeGreaterThan(50);
    expect(await instances('2026-12-01T00:00:00+05:30..2027-01-01T00:00:00+0530')).toEqual(utc);
    expect(await instances('2026-11-30 18:30..2026-12-31T18:30:00.000')).toEqual(utc);
  });

  it('knows a mailbox in any letter case', async () => {
    const lines = async (mailbox: string): Promise<readonly JsonLine[]> =>
      (await godwit.json('preview', '--mailbox', mailbox, ...config('it'))).lines;
    const wanted = await lines('abrandt@contoso.com');
    expect(wanted.length).toBeGreaterThan(20);
    expect(await lines(' ABrandt@Contoso.COM ')).toEqual(wanted);
  });

  it('lets one writer into a project, and any reader', async () => {
    const writer = openProject(join(folder, 'it.godwit'), 'write');
    try {
      expect(await error('snapshot', ...config('it'))).toMatchObject({ exit: 1, code: 'PROJECT_LOCKED' });
      expect(await error('plan', ...config('it'))).toMatchObject({ exit: 1, code: 'PROJECT_LOCKED' });
      expect((await godwit.json('preview', ...config('it'))).exit).toBe(0);
    } finally {
      writer.close();
    }
  });
});

describe('the config file', () => {
  it.each([
    ['a mark at its beginning', (text: string) => `\ufeff${text}`],
    ['UTF-16 as PowerShell writes it', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['Windows line ends', (text: string) => text.replaceAll('\n', '\r\n')],
  ])('may have %s', async (_, change) => {
    const args = written('odd.json', change(JSON.stringify(BASE, null, 2)));
    expect((await godwit.json('preview', ...args)).exit).toBe(0);
  });

  it.each([
    ['comments', '// ours\n{}', 'JSON has no comments'],
    ['nothing', '', 'Unexpected end of JSON input'],
    ['a password where it went wrong', `{ "password": ${SECRET} }`, 'Unexpected token'],
  ])('says what is wrong with %s', async (_, content, reason) => {
    const { sentence, ...rest } = await error('preview', ...written('wrong.json', content));
    expect(rest).toEqual({ exit: 64, code: 'CONFIG_NOT_JSON' });
    expect(sentence).toContain(reason);
  });

  const TARGET = {
    kind: 'ews',
    url: 'https://mail.contoso.com/EWS/Exchange.asmx',
    auth: { kind: 'basic', user: 'svc', passwordEnv: 'EWSPW' },
  };

  it.each([
    ['unknown entries', { options: { scpoe: 'all' } }, 'scpoe'],
    ['days that do not exist', { options: { from: '2026-02-30' } }, 'options.from'],
    ['a scope that ends before it begins', { options: { from: '2027-01-01', to: '2026-01-01' } }, 'options.to'],
    ['a scope with nobody', { options: { scope: [] } }, 'options.scope'],
    ['travel blocks without a title', { options: { travelTime: { title: ' ' } } }, 'options.travelTime.title'],
    ['a password', { target: { ...TARGET, auth: { ...TARGET.auth, password: SECRET } } }, 'password'],
    ['a password in an address', { target: { ...TARGET, url: `https://svc:${SECRET}@mail.contoso.com/` } }, 'target.url'],
    ['a password in another address', { directory: { ldap: { url: `ldaps://cn=a:${SECRET}@od` } } }, 'directory.ldap.url'],
    ['a password for the name of a variable', { target: { ...TARGET, auth: { ...TARGET.auth, passwordEnv: SECRET } } }, 'passwordEnv'],
  ])('may not hold %s', async (_, change, where) => {
    const { sentence, ...rest } = await error('preview', ...config('invalid', change));
    expect(rest).toEqual({ exit: 64, code: 'CONFIG_INVALID' });
    expect(sentence).toContain(where);
  });

  it('needs a source for a snapshot, and an existing folder for the project', async () => {
    const { source: _, ...rest } = BASE;
    writeFileSync(join(folder, 'sourceless.json'), JSON.stringify(rest));
    expect(await error('snapshot', '--config', 'sourceless.json')).toMatchObject({ exit: 64, code: 'SOURCE_MISSING' });
    expect(await error('snapshot', ...config('far', { project: 'no/such/it.godwit' }))).toMatchObject({
      exit: 64,
      code: 'PROJECT_FOLDER_MISSING',
    });
  });

  it('names a mailbox of the scope that is nobody’s as an open decision', async () => {
    const args = config('scope', { project: 'scope.godwit', options: { scope: ['Nobody@contoso.com', 'ABrandt@contoso.com'] } });
    await godwit.json('snapshot', ...args);
    const { exit, lines } = await godwit.json('plan', ...AS_OF, ...args);
    expect(exit).toBe(2);
    expect(lines).toContainEqual({ type: 'decision', code: 'scope-unknown-mailbox', subject: 'nobody@contoso.com', objects: 0 });
    expect(Number(lines.at(-1)?.['items'])).toBeGreaterThan(20);
  });
});

describe('secrets', () => {
  it('are in no line, no message and no file', async () => {
    godwit.environment = { PGPW: SECRET, ODPW: SECRET, EWSPW: SECRET };
    const args = config('secret', {
      project: 'secret.godwit',
      source: { kind: 'postgres', host: '127.0.0.1', port: 1, passwordEnv: 'PGPW' },
      directory: { ldap: { url: 'ldap://127.0.0.1:1', baseDn: 'dc=x', bindDn: 'cn=a', passwordEnv: 'ODPW' } },
      target: { kind: 'ews', url: 'http://127.0.0.1:1/', auth: { kind: 'basic', user: 'svc', passwordEnv: 'EWSPW' } },
    });
    const dump = config('secretDump', { project: 'secret.godwit', options: { meetings: 'silent' } });
    const spoken = [
      await godwit.json('snapshot', ...args),
      await godwit.json('snapshot', ...dump),
      await godwit.json('plan', ...AS_OF, ...dump),
      await godwit.json('check', ...args),
      await godwit.json('directory', ...args),
      await godwit.json('run', '--yes', ...args),
      await godwit.say('run', '--yes', ...args),
      await godwit.json('report', '--html', join(folder, 'r.html'), '--csv', join(folder, 'r.csv'), ...args),
    ];
    godwit.environment = {};
    expect(spoken.map(({ exit }) => exit)).toEqual([1, 0, 2, 1, 1, 1, 1, 0]);
    for (const { stdout, stderr } of spoken) expect(stdout + stderr).not.toContain(SECRET);
    const files = readdirSync(folder).filter((name) => /^(?:secret|r)\./.test(name));
    expect(files).toEqual(expect.arrayContaining(['secret.godwit', 'r.html', 'r.csv']));
    for (const name of files) expect(readFileSync(join(folder, name)).includes(SECRET), name).toBe(false);
  });
});

describe('as a process', () => {
  const big = { project: 'big.godwit', source: { kind: 'dump', path: 'big/caldav.sql' }, directory: { files: ['big/directory.csv'] } };

  beforeAll(() => {
    mkdirSync(join(folder, 'big'));
    generateDump({ path: join(folder, 'big', 'caldav.sql'), events: 6000 });
  });

  async function until(condition: () => boolean): Promise<void> {
    while (!condition()) await delay(10);
  }

  it('takes paths from where npm was called', async () => {
    const { exit, stdout } = await ended(startNpm(['preview', '--config', 'it.json', '--json'], folder));
    expect(exit).toBe(0);
    expect(stdout.split('\n').length).toBeGreaterThan(500);
  });

  it('ends quietly when nobody reads on', async () => {
    const child = startGodwit(['preview', ...config('it')], folder);
    child.stdout?.once('data', () => child.stdout?.destroy());
    expect(await ended(child).catch(() => null)).toBeNull();
    await until(() => child.exitCode !== null || child.signalCode !== null);
    expect(child.exitCode).toBe(0);
  });

  it('does its work to the end when nobody listens', async () => {
    const args = config('unheard', { project: 'unheard.godwit' });
    const child = startGodwit(['snapshot', ...args, '--json'], folder);
    child.stdout?.destroy();
    child.stderr?.destroy();
    await until(() => child.exitCode !== null || child.signalCode !== null);
    expect(child.exitCode).toBe(0);
    expect((await godwit.json('plan', ...AS_OF, ...args)).exit).toBe(2);
  });

  it('stops a snapshot and a plan when asked, and takes them up again', async () => {
    const args = config('big', big);
    const snapshot = startGodwit(['snapshot', ...args, '--json'], folder);
    await until(() => existsSync(join(folder, 'big.godwit-lock')));
    snapshot.kill('SIGINT');
    expect(await ended(snapshot)).toMatchObject({ exit: 130, stdout: expect.stringContaining('INTERRUPTED') as string });
    expect(await error('plan', ...args)).toMatchObject({ exit: 64, code: 'SNAPSHOT_MISSING' });
    const taken = await godwit.json('snapshot', ...args);
    expect(taken.exit).toBe(0);

    const plan = startGodwit(['plan', ...AS_OF, ...args, '--json'], folder);
    await until(() => existsSync(join(folder, 'big.godwit-wal')));
    plan.kill('SIGTERM');
    expect(await ended(plan)).toMatchObject({ exit: 130 });
    expect(await error('preview', ...args)).toMatchObject({ exit: 64, code: 'PLAN_MISSING' });
    const sealed = await godwit.json('plan', ...AS_OF, ...args);
    expect(sealed.exit).toBe(0);

    const fresh = config('fresh', { ...big, project: 'fresh.godwit' });
    expect((await godwit.json('snapshot', ...fresh)).lines.at(-1)?.['fingerprint']).toBe(taken.lines.at(-1)?.['fingerprint']);
    expect((await godwit.json('plan', ...AS_OF, ...fresh)).lines.at(-1)?.['planHash']).toBe(sealed.lines.at(-1)?.['planHash']);
  });
});
