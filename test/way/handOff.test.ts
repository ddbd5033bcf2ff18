import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeSampleDump, type SampleSummary } from '../sample/sampleCompany.ts';
import { openGodwit, type Godwit } from '../support/godwit.ts';
import { readPowerShell } from '../support/powerShell.ts';

let godwit: Godwit;
let sample: SampleSummary;

function configOf(change: object = {}): readonly [string, string] {
  const config = {
    project: 'handoff.godwit',
    source: { kind: 'dump', path: 'caldav.sql' },
    directory: { files: [sample.directoryPath, sample.resourcesPath] },
    mapping: { acceptedDomains: ['contoso.com'], rewriteDomains: { 'example.com': 'contoso.com' } },
    ...change,
  };
  return ['--config', godwit.config(`handoff${String(Object.keys(change).length)}`, config)];
}

function target(url: string, auth: object): object {
  return { target: { kind: 'ews', url, auth } };
}

const BASIC = { kind: 'basic', user: 'CONTOSO\\svc', passwordEnv: 'EWSPW' };

/** A written script as PowerShell reads it. */
function script(...parts: readonly string[]): { readonly text: string; readonly literals: readonly string[] } {
  const bytes = readFileSync(join(godwit.folder, ...parts));
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const text = bytes.toString('utf8');
  expect(text).not.toMatch(/[^\r]\n/);
  const tokens = readPowerShell(text.slice(1).replaceAll('\r\n', '\n'));
  return { text, literals: tokens.filter(({ kind }) => kind === 'literal').map((token) => token.text) };
}

beforeAll(async () => {
  godwit = openGodwit();
  sample = await writeSampleDump(join(godwit.folder, 'caldav.sql'), { seed: 11 });
  const args = configOf();
  expect((await godwit.json('snapshot', ...args)).exit).toBe(0);
  expect((await godwit.json('mapping', 'suggest', ...args)).exit).toBe(2);
  const [ada, bruno] = sample.company.people;
  const lines = [`uid:${ada?.guid ?? ''},o'neil@contoso.com,"'; Remove-Mailbox * #"`, `uid:${bruno?.guid ?? ''},$x\`y@contoso.com,=cmd|x`];
  writeFileSync(join(godwit.folder, 'hostile.csv'), ['source,email,targetname', ...lines].join('\n'));
  await godwit.json('mapping', 'import', 'hostile.csv', ...args);
});

afterAll(() => godwit.remove());

describe('the hand-off', () => {
  it('is files and nothing else: two scripts and three lists', async () => {
    const { exit, lines } = await godwit.json(
      'handoff',
      '--out',
      'out/new',
      ...configOf(target('https://mail.contoso.com/EWS/Exchange.asmx', BASIC)),
    );
    expect(exit).toBe(0);
    expect(lines.filter(({ type }) => type === 'file').map(({ path }) => String(path).slice(godwit.folder.length))).toEqual(
      ['before.ps1', 'after.ps1', 'rooms.csv', 'delegates.csv', 'shares.csv'].map((name) => `/out/new/${name}`),
    );
    expect(lines.at(-1)).toMatchObject({ type: 'summary', exchange: 'on-premises', account: 'CONTOSO\\svc', mailboxes: 16, rooms: 4 });
  });

  it('names every mailbox and room as a text that nothing in it can leave', () => {
    const { literals, text } = script('out', 'new', 'before.ps1');
    const rooms = [...sample.company.rooms, sample.company.projector].map(({ shortName }) => `${shortName}@contoso.com`);
    for (const mailbox of ["o'neil@contoso.com", '$x`y@contoso.com', ...rooms]) expect(literals).toContain(mailbox);
    expect(literals.filter((literal) => rooms.includes(literal))).toHaveLength(2 * rooms.length);
    expect(text).not.toContain('Remove-Mailbox');
    expect(script('out', 'new', 'after.ps1').literals.filter((literal) => literal.endsWith('@contoso.com'))).toEqual([]);
  });

  it('lists rooms, delegates and shares with names a spreadsheet will not run', () => {
    const list = (name: string): string => readFileSync(join(godwit.folder, 'out', 'new', name), 'utf8');
    expect(list('rooms.csv').split('\r\n')).toHaveLength(6);
    for (const name of ['rooms.csv', 'delegates.csv', 'shares.csv']) {
      expect(list(name)).not.toMatch(/(?:^|[,\n])"?[=+@]/m);
    }
  });

  it('is for Exchange Online where the address is Microsoft’s, and for the mailboxes in scope alone', async () => {
    const oauth = { kind: 'oauth', tenant: 't', clientId: '11111111-2222-3333-4444-555555555555', secretEnv: 'X' };
    const online = target('https://outlook.office365.com/EWS/Exchange.asmx', oauth);
    const args = configOf({ ...online, options: { scope: ['ROOM1@contoso.com', 'cdoering@contoso.com'] } });
    const { lines } = await godwit.json('handoff', '--out', 'online', ...args);
    expect(lines.at(-1)).toMatchObject({ exchange: 'online', account: oauth.clientId, mailboxes: 2, rooms: 1 });
    const { literals } = script('online', 'before.ps1');
    expect(literals).toContain('Application EWS.AccessAsApp');
    expect(literals.filter((literal) => literal.endsWith('@contoso.com')).sort()).toEqual([
      'cdoering@contoso.com',
      'room1@contoso.com',
      'room1@contoso.com',
    ]);
  });

  it('says what is missing, and where it cannot be written', async () => {
    const usage = await godwit.json('handoff', '--out', 'x', ...configOf());
    expect(usage.lines).toMatchObject([{ code: 'CONFIG_USAGE' }]);
    expect((await godwit.json('handoff', ...configOf())).exit).toBe(64);
    expect((await godwit.json('handoff', '--out', 'x', '--account', 'svc', '--exchange', 'moon', ...configOf())).exit).toBe(64);
    const unwritable = await godwit.json('handoff', '--out', 'caldav.sql', '--account', 'svc', ...configOf());
    expect(unwritable.lines).toMatchObject([{ code: 'HANDOFF_UNWRITABLE' }]);
    expect(existsSync(join(godwit.folder, 'x'))).toBe(false);
  });
});
