import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeSampleDump, type SampleSummary } from '../sample/sampleCompany.ts';
import { startSimulator, type SimulatorHandle } from '../simulator/startSimulator.ts';
import { openGodwit, type Godwit, type JsonLine } from '../support/godwit.ts';
import { missingForSlapd, startSlapd } from '../support/startSlapd.ts';

const DOMAIN = 'contoso.com';

let godwit: Godwit;
let sample: SampleSummary;
let exchange: SimulatorHandle;

beforeAll(async () => {
  godwit = openGodwit();
  godwit.environment = { EWSPW: 'secret' };
  sample = await writeSampleDump(join(godwit.folder, 'caldav.sql'), { seed: 5 });
  const { people, rooms, projector } = sample.company;
  // One room nobody has made yet.
  const [, ...madeRooms] = rooms;
  const mailboxes = [...people, ...madeRooms, projector].map(({ shortName }) => `${shortName}@${DOMAIN}`);
  exchange = await startSimulator({
    accounts: [{ user: 'svc', password: 'secret' }],
    mailboxes: [...mailboxes, `other@${DOMAIN}`],
    groups: [{ address: `everybody@${DOMAIN}`, name: 'Everybody', members: [] }],
  });
});

afterAll(async () => {
  await exchange.stop();
  godwit.remove();
});

function configOf(project: string, change: object = {}): object {
  return {
    project,
    source: { kind: 'dump', path: 'caldav.sql' },
    directory: { files: [sample.directoryPath, sample.resourcesPath] },
    mapping: { acceptedDomains: [DOMAIN], rewriteDomains: { 'example.com': DOMAIN } },
    target: { kind: 'ews', url: exchange.url, auth: { kind: 'basic', user: 'svc', passwordEnv: 'EWSPW' } },
    options: { timeZone: 'Europe/Berlin', meetings: 'silent' },
    ...change,
  };
}

/** `--config` of a project of its own, with a snapshot. */
async function withSnapshot(name: string, change: object = {}): Promise<readonly [string, string]> {
  const args = ['--config', godwit.config(name, configOf(`${name}.godwit`, change))] as const;
  expect((await godwit.json('snapshot', ...args)).exit).toBe(0);
  return args;
}

function of(lines: readonly JsonLine[], type: string): JsonLine[] {
  return lines.filter((line) => line['type'] === type);
}

function row(lines: readonly JsonLine[], guid: string): JsonLine | undefined {
  return lines.find(({ source }) => source === `uid:${guid}`);
}

describe('the mapping, from the command line', () => {
  let args: readonly [string, string];
  let suggested: readonly JsonLine[];

  beforeAll(async () => {
    args = await withSnapshot('mapping');
    const spoken = await godwit.json('mapping', 'suggest', ...args);
    // The home of somebody who left is nobody's.
    expect(spoken.exit, spoken.stderr).toBe(2);
    suggested = spoken.lines;
  });

  it('maps everybody the directory knows by GUID, and leaves the rest open or guessed', () => {
    const { people, rooms, projector, group, gone } = sample.company;
    for (const { guid, shortName } of people) {
      expect(row(suggested, guid)).toMatchObject({ decision: 'mapped', email: `${shortName}@${DOMAIN}`, rule: 'guid', confidence: 'sure' });
    }
    for (const { guid } of [...rooms, projector]) expect(row(suggested, guid)).toMatchObject({ rule: 'short-name', confidence: 'guess' });
    expect(row(suggested, group.guid)).toMatchObject({ decision: 'left-out', rule: 'group-members' });
    expect(row(suggested, gone.guid)).toMatchObject({ decision: 'unmapped' });
  });

  it('makes what blocks in it an open decision of the plan, once, and names the guesses that own something', async () => {
    const { exit, lines } = await godwit.json('plan', ...args);
    expect(exit).toBe(2);
    expect(of(lines, 'decision').map(({ code, subject }) => [code, subject])).toEqual([['unmapped-owner', sample.company.gone.guid]]);
    const rooms = [...sample.company.rooms, sample.company.projector].map(({ shortName }) => `${shortName}@${DOMAIN}`);
    expect(lines.at(-1)).toMatchObject({ decisions: 1, guesses: rooms.length });
    expect([...(lines.at(-1)?.['guessed'] as string[])].sort()).toEqual(rooms.sort());
  });

  it('opens a decision where two principals share a mailbox, and where a room would land on a person', async () => {
    const project = await withSnapshot('shared');
    await godwit.json('mapping', 'suggest', ...project);
    const [ada, bruno] = sample.company.people;
    const [room] = sample.company.rooms;
    const target = `other@${DOMAIN}`;
    const lines = [ada, bruno, room].map((principal) => `uid:${principal?.guid ?? ''},mapped,${target}`);
    writeFileSync(join(godwit.folder, 'shared.csv'), ['source,decision,email', ...lines].join('\n'));
    expect((await godwit.json('mapping', 'import', 'shared.csv', ...project)).exit).toBe(2);
    const plan = await godwit.json('plan', ...project);
    expect(plan.exit).toBe(2);
    const decisions = of(plan.lines, 'decision');
    expect(decisions.map(({ code }) => code).sort()).toEqual(['room-on-user-mailbox', 'two-principals-one-mailbox', 'unmapped-owner']);
    expect(decisions.find(({ code }) => code === 'two-principals-one-mailbox')?.['subject']).toContain(`${target}: `);
    const scoped = godwit.config('shared-scope', configOf('shared.godwit', { options: { scope: [`ghuber@${DOMAIN}`] } }));
    const pilot = await godwit.json('plan', '--config', scoped);
    expect(of(pilot.lines, 'decision').map(({ code }) => code)).toEqual(['unmapped-owner']);
  });

  it('confirms guesses rule by rule, which converts nothing otherwise', async () => {
    const project = await withSnapshot('confirm');
    const before = (await godwit.json('mapping', 'suggest', ...project)).lines.at(-1);
    expect((await godwit.json('mapping', 'confirm', '--rule', 'wishful', ...project)).exit).toBe(64);
    const none = await godwit.json('mapping', 'confirm', '--rule', 'harvest', ...project);
    expect(none.lines.at(-1)).toMatchObject({ version: before?.['version'] });
    const after = (await godwit.json('mapping', 'confirm', '--rule', 'short-name', ...project)).lines.at(-1);
    expect(after).toMatchObject({ fingerprint: before?.['fingerprint'] });
    expect((after?.['byConfidence'] as Record<string, number>)['confirmed']).toBe(4);
    expect((await godwit.json('plan', ...project)).lines.at(-1)).toMatchObject({ guesses: 0, guessed: [] });
  });

  it('says what a changed decision does to planned and written items', async () => {
    const project = await withSnapshot('moves', {
      options: { timeZone: 'Europe/Berlin', meetings: 'silent', scope: [`abrandt@${DOMAIN}`] },
    });
    expect((await godwit.json('plan', ...project)).exit).toBe(2);
    const [ada] = sample.company.people;
    writeFileSync(join(godwit.folder, 'moves.csv'), `source,email\nuid:${ada?.guid ?? ''},other@${DOMAIN}\nuid:NOBODY,x@y.example\n`);
    const unscoped = ['--config', godwit.config('moves-all', configOf('moves.godwit'))] as const;
    expect((await godwit.json('plan', ...unscoped)).exit).toBe(2);
    const imported = await godwit.say('mapping', 'import', 'moves.csv', ...unscoped);
    expect(imported.stderr).toContain('uid:NOBODY');
    const planned = await godwit.json('mapping', 'diff', ...unscoped);
    expect(planned.exit).toBe(4);
    expect(of(planned.lines, 'touched').length).toBeGreaterThan(20);
    expect(new Set(of(planned.lines, 'touched').map(({ what }) => what))).toEqual(new Set(['changed']));
    const change = of(planned.lines, 'change').find(({ source }) => source === `uid:${ada?.guid ?? ''}`);
    expect(change).toMatchObject({ was: `mapped abrandt@${DOMAIN}`, became: `mapped other@${DOMAIN}`, moves: 0 });
    // Guests' and organizer's copies of her meetings lie in other mailboxes, and change with her address.
    const elsewhere = of(planned.lines, 'touched').filter(({ mailbox, wasMailbox }) => mailbox === wasMailbox);
    expect(elsewhere.length).toBeGreaterThan(0);
    expect(of(planned.lines, 'touched').filter(({ mailbox }) => mailbox === `other@${DOMAIN}`).length).toBeGreaterThan(10);
  });

  it('shows and takes over where calendars go, with names people know', async () => {
    const [ada] = sample.company.people;
    await godwit.json('mapping', 'export', 'all.csv', ...args);
    const csv = readFileSync(join(godwit.folder, 'all.csv'), 'utf8');
    const line = csv.split('\r\n').find((text) => text.startsWith(`calendar:${ada?.guid ?? ''}/`) && text.includes(',category,')) ?? '';
    expect(line).toContain(`abrandt@${DOMAIN}`);
    const [source = '', , name = ''] = line.split(',');
    writeFileSync(
      join(godwit.folder, 'calendars.csv'),
      `source,decision,targetname\n${source},folder,From the old server\ncalendar:X/y,left-out,\n`,
    );
    const spoken = await godwit.json('mapping', 'calendars', 'calendars.csv', ...args);
    expect(of(spoken.lines, 'calendar').find(({ name: calendar, owner }) => calendar === name && owner === ada?.guid)).toMatchObject({
      route: 'folder',
      target: 'From the old server',
    });
    expect(spoken.stderr).toContain('calendar:X/y');
    const words = (await godwit.say('mapping', 'calendars', ...args)).stdout;
    expect(words).toContain(`abrandt@${DOMAIN}  ${name} -> folder «From the old server»  (chosen)`);
    const folders = { options: { timeZone: 'Europe/Berlin', calendars: 'folder' } };
    const plan = await godwit.json('plan', '--config', godwit.config('folders', configOf('mapping.godwit', folders)));
    // The policy of the config is followed even after a mapping was made with another.
    expect((plan.lines.at(-1)?.['byNote'] as Record<string, number>)['calendar-as-category']).toBeUndefined();
  });

  it('takes the time zones of mailboxes from the target’s list into the plan', async () => {
    writeFileSync(
      join(godwit.folder, 'zones.csv'),
      `#TYPE Selected.System.Management.Automation.PSCustomObject\r\n"PrimarySmtpAddress","TimeZone"\r\n"ABrandt@${DOMAIN}","Tokyo Standard Time"\r\n`,
    );
    const directory = { files: [sample.directoryPath, sample.resourcesPath, 'zones.csv'] };
    const listed = await withSnapshot('zones', { directory });
    const plain = await withSnapshot('zoneless');
    const [withZones, without] = [await godwit.json('plan', ...listed), await godwit.json('plan', ...plain)];
    expect(withZones.lines.at(-1)?.['planHash']).not.toBe(without.lines.at(-1)?.['planHash']);
    const mailbox = await godwit.json('mapping', 'check', '--target', ...listed);
    expect(of(mailbox.lines, 'mailbox').find((line) => line['mailbox'] === `abrandt@${DOMAIN}`)).toMatchObject({
      timeZone: 'Asia/Tokyo',
      timeZoneFrom: 'directory',
    });
  });

  it('is not made of half a directory', async () => {
    const broken = await withSnapshot('half', { directory: { files: [sample.directoryPath, 'missing.csv'] } });
    expect((await godwit.json('plan', ...broken)).lines.at(-1)).toMatchObject({ type: 'error', code: 'MAPPING_DIRECTORY_FAILED' });
    const anyway = await godwit.json('mapping', 'suggest', ...broken);
    expect(anyway.exit).toBe(5);
    expect(of(anyway.lines, 'error')).toMatchObject([{ code: 'DIRECTORY_FILE_UNREADABLE' }]);
    expect(anyway.lines.at(-1)).toMatchObject({ type: 'summary' });
  });

  it('forgets a list that was named by mistake', async () => {
    const [ada] = sample.company.people;
    writeFileSync(join(godwit.folder, 'mistake.csv'), `type,guid,email\nuser,${ada?.guid ?? ''},somebody@${DOMAIN}\n`);
    const wrong = await withSnapshot('mistake', { directory: { files: [sample.directoryPath, 'mistake.csv'] } });
    await godwit.json('directory', ...wrong);
    const right = ['--config', godwit.config('mistake-corrected', configOf('mistake.godwit'))] as const;
    const { lines } = await godwit.json('directory', ...right);
    expect(of(lines, 'origin').map(({ source }) => source)).toEqual(['csv', 'resources.xml', 'forgotten']);
    expect(row((await godwit.json('mapping', 'suggest', ...right)).lines, ada?.guid ?? '')).toMatchObject({ email: `abrandt@${DOMAIN}` });
  });
});

describe('the mapping against the target', () => {
  let args: readonly [string, string];

  beforeAll(async () => {
    args = await withSnapshot('target');
    await godwit.json('mapping', 'suggest', ...args);
  });

  beforeEach(async () => {
    await exchange.change({ isEwsEnabled: true });
  });

  it('names each mailbox that is missing, of the wrong kind or closed, with what helps', async () => {
    const [, , clara] = sample.company.people;
    writeFileSync(join(godwit.folder, 'group.csv'), `source,email\nuid:${clara?.guid ?? ''},everybody@${DOMAIN}\n`);
    await godwit.json('mapping', 'import', 'group.csv', ...args);
    const spoken = await godwit.json('mapping', 'check', '--target', ...args);
    expect(spoken.exit).toBe(2);
    const wrong = of(spoken.lines, 'mailbox').filter(({ ok }) => ok === false);
    expect(wrong.map(({ mailbox, code }) => [mailbox, code])).toEqual([
      [`everybody@${DOMAIN}`, 'MAPPING_MAILBOX_WRONG_KIND'],
      [`room1@${DOMAIN}`, 'TARGET_MAILBOX_MISSING'],
    ]);
    expect(of(spoken.lines, 'mailbox').length).toBeGreaterThan(12);
    for (const { remedy } of wrong) expect(remedy).toMatch(/\w/);
  });

  it('says of a room mapped to a person, and of a person mapped to a room, what the target’s list knows', async () => {
    writeFileSync(
      join(godwit.folder, 'mailboxes.csv'),
      `PrimarySmtpAddress,RecipientTypeDetails\nroom2@${DOMAIN},UserMailbox\nabrandt@${DOMAIN},RoomMailbox\n`,
    );
    const directory = { files: [sample.directoryPath, sample.resourcesPath, 'mailboxes.csv'] };
    const project = await withSnapshot('kinds', { directory });
    await godwit.json('mapping', 'suggest', ...project);
    const { lines } = await godwit.json('mapping', 'check', '--target', ...project);
    const wrong = of(lines, 'mailbox').filter(({ code }) => code === 'MAPPING_MAILBOX_WRONG_KIND');
    expect(wrong.map(({ mailbox }) => mailbox)).toEqual([`abrandt@${DOMAIN}`, `room2@${DOMAIN}`]);
  });

  it('stops at the door where EWS is switched off, with the PowerShell that opens it', async () => {
    await exchange.change({ isEwsEnabled: false });
    const spoken = await godwit.json('mapping', 'check', '--target', ...args);
    expect(spoken.exit).toBe(1);
    expect(of(spoken.lines, 'mailbox')).toEqual([]);
    const [error] = of(spoken.lines, 'error');
    expect(error).toMatchObject({ code: 'TARGET_EWS_DISABLED' });
    expect(error?.['remedy']).toMatch(/Set-OrganizationConfig -EwsEnabled \$true -EwsAllowedAppIDs/);
  });

  it('says of one mailbox whose switch is off how to open it', async () => {
    const action = { kind: 'http', status: 403, retryAfterSeconds: null } as const;
    await exchange.setFaults([{ operation: 'GetFolder', mailbox: `room2@${DOMAIN}`, action }]);
    try {
      const { lines } = await godwit.json('mapping', 'check', '--target', ...args);
      const closed = of(lines, 'mailbox').find(({ mailbox }) => mailbox === `room2@${DOMAIN}`);
      expect(closed).toMatchObject({ ok: false, code: 'TARGET_EWS_DISABLED' });
      expect(closed?.['remedy']).toContain(`Set-CASMailbox -Identity 'room2@${DOMAIN}' -EwsEnabled $true`);
    } finally {
      await exchange.setFaults([]);
    }
  });

  it('asks for nothing the schema does not allow, and writes nothing', async () => {
    const { requestViolations, mailsInside, mailsOutside, operations } = await exchange.counters();
    expect([requestViolations, mailsInside + mailsOutside]).toEqual([[], 0]);
    expect(Object.keys(operations).filter((name) => /^(?:Create|Update|Delete|Send)/.test(name))).toEqual([]);
  });
});

describe('the mapping after a run', () => {
  it('tells a written item whose mailbox changed as a move', async () => {
    const scope = [`hibanez@${DOMAIN}`];
    const options = { timeZone: 'Europe/Berlin', meetings: 'silent', crossing: 'silent', scope };
    const args = await withSnapshot('run', { options });
    await godwit.json('plan', ...args);
    const run = await godwit.json('run', '--yes', ...args);
    const written = Number(run.lines.at(-1)?.['written']);
    expect(written).toBeGreaterThan(10);
    const hugo = sample.company.people.find(({ shortName }) => shortName === 'hibanez');
    writeFileSync(join(godwit.folder, 'run.csv'), `source,email\nuid:${hugo?.guid ?? ''},other@${DOMAIN}\n`);
    // The scope of the plan still names the old mailbox, so the items are gone from it; planned anew for everybody, they are moves.
    await godwit.json('mapping', 'import', 'run.csv', ...args);
    const gone = await godwit.json('mapping', 'diff', ...args);
    expect(of(gone.lines, 'touched').filter(({ isWritten }) => isWritten === true)).toHaveLength(written);
    const everybody = ['--config', godwit.config('run-all', configOf('run.godwit'))] as const;
    await godwit.json('plan', ...everybody);
    const moved = await godwit.json('mapping', 'diff', ...everybody);
    const moves = of(moved.lines, 'touched').filter(({ what }) => what === 'move');
    expect(moves).toHaveLength(written);
    expect(moves.every(({ mailbox, wasMailbox }) => mailbox === `other@${DOMAIN}` && wasMailbox === scope[0])).toBe(true);
    expect(moved.lines.at(-1)).toMatchObject({ type: 'difference', moves: written });
  });
});

describe.skipIf(missingForSlapd() !== null)(`the live directory ${missingForSlapd() ?? ''}`, () => {
  it('is asked for everybody the snapshot names; before a snapshot it is not asked, and that is said', async () => {
    const { people } = sample.company;
    const entries = people.map(
      ({ guid, shortName, name }) =>
        `dn: uid=${shortName},cn=users,dc=birds,dc=example\nobjectClass: inetOrgPerson\nobjectClass: apple-user\nobjectClass: extensibleObject\n` +
        `uid: ${shortName}\ncn:: ${Buffer.from(name).toString('base64')}\nsn: x\nmail: ${shortName}@example.com\napple-generateduid: ${guid}\n`,
    );
    const slapd = await startSlapd({ extraLdif: entries.join('\n') });
    try {
      const directory = { ldap: { url: slapd.url }, files: [sample.resourcesPath] };
      const args = ['--config', godwit.config('live', configOf('live.godwit', { directory }))] as const;
      const early = await godwit.json('directory', ...args);
      expect(early.exit).toBe(0);
      expect(of(early.lines, 'origin')).toMatchObject([
        { source: 'resources.xml', records: 4 },
        { origin: slapd.url, source: 'ldap', records: 0, warnings: [expect.stringMatching(/^not asked: there is no snapshot yet/)] },
      ]);
      expect((await godwit.json('snapshot', ...args)).exit).toBe(0);
      const asked = await godwit.json('directory', ...args);
      // The fixture's own people are not in the data, so they do not come along.
      expect(of(asked.lines, 'origin').find(({ source }) => source === 'ldap')).toMatchObject({ records: people.length, warnings: [] });
      const { lines } = await godwit.json('mapping', 'suggest', ...args);
      for (const { guid, shortName } of people) expect(row(lines, guid)).toMatchObject({ email: `${shortName}@${DOMAIN}`, rule: 'guid' });
      const check = await godwit.json('check', ...args);
      const steps = of(check.lines, 'step').filter(({ area }) => area === 'directory');
      expect(steps.map(({ step, ok }) => [step, ok])).toEqual([
        ['file', true],
        ['server', true],
        ['people', true],
      ]);
      const wrongBase = { ldap: { url: slapd.url, baseDn: 'cn=groups,dc=birds,dc=example' }, files: [] };
      const wrong = await godwit.json('check', '--config', godwit.config('live-wrong', configOf('live.godwit', { directory: wrongBase })));
      expect(wrong.exit).toBe(1);
      expect(of(wrong.lines, 'step').filter(({ ok }) => ok === false)).toMatchObject([{ step: 'people', code: 'DIRECTORY_NOBODY_FOUND' }]);
    } finally {
      await slapd.stop();
    }
  });
});
