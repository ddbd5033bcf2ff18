import { describe, expect, it } from 'vitest';
import { issue } from '../../../shared/contract/wizard/issues.ts';
import { DEFAULT_SETTINGS, type WizardSettings } from '../../../shared/contract/wizard/settings.ts';
import { configOf, loadedConfig, SECRET_NAMES } from '../../../electron/session/configOf.ts';
import { Redactor } from '../../../electron/session/Redactor.ts';
import { directoryIssues } from '../../../electron/session/validate/directoryIssues.ts';
import { optionsIssues } from '../../../electron/session/validate/optionsIssues.ts';
import { sourceIssues } from '../../../electron/session/validate/sourceIssues.ts';
import { daysUntilRetirement, targetIssues } from '../../../electron/session/validate/targetIssues.ts';
import { allowScript } from '../../../electron/session/abilities.ts';

const { source, target, options, directory } = DEFAULT_SETTINGS;
const NOW = new Date('2026-11-20T10:00:00Z');

function codes(issues: readonly { code: string; field: string }[]): readonly string[] {
  return issues.map(({ code, field }) => `${code} ${field}`.trim());
}

describe('the source’s settings', () => {
  const withPostgres = (change: Partial<WizardSettings['source']['postgres']>): WizardSettings['source'] => ({
    ...source,
    postgres: { ...source.postgres, host: 'mac.example.com', tls: 'verify-full', ...change },
  });
  it.each<[string, WizardSettings['source'], readonly string[]]>([
    ['complete', withPostgres({}), ['SNAPSHOT_NOT_TAKEN']],
    ['unencrypted', withPostgres({ tls: 'off' }), ['SOURCE_NOT_ENCRYPTED postgres.tls', 'SNAPSHOT_NOT_TAKEN']],
    ['unencrypted on this computer', withPostgres({ tls: 'off', host: '127.0.0.1' }), ['SNAPSHOT_NOT_TAKEN']],
    ['a socket', withPostgres({ tls: 'off', host: '/var/run/caldavd' }), ['SNAPSHOT_NOT_TAKEN']],
    ['no user', withPostgres({ user: '' }), ['SOURCE_USER_MISSING postgres.user', 'SNAPSHOT_NOT_TAKEN']],
    ['a port too far', withPostgres({ port: 70_000 }), ['SOURCE_PORT_INVALID postgres.port', 'SNAPSHOT_NOT_TAKEN']],
    ['a dump without a path', { ...source, kind: 'dump' }, ['SOURCE_DUMP_MISSING dump.path', 'SNAPSHOT_NOT_TAKEN']],
  ])('%s', (_what, settings, expected) => {
    expect(codes(sourceIssues(settings, null, null))).toEqual(expected);
  });

  it('do not matter once the snapshot is there', () => {
    const snapshot = { takenAt: '', source: '', sourceKind: 'dump' as const, schemaVersion: 60, fingerprint: '', counts: {}, notes: 0 };
    expect(sourceIssues({ ...source, kind: 'dump' }, snapshot, null)).toEqual([]);
    expect(codes(sourceIssues(source, { ...snapshot, notes: 3 }, null))).toEqual(['SNAPSHOT_NOTES']);
  });
});

describe('the directory’s settings', () => {
  const server = { ...directory.server, url: 'ldaps://od.example.com' };
  const read = (settings: WizardSettings['directory']): { readAt: string; settings: string; rows: never[] } => ({
    readAt: '',
    settings: JSON.stringify(settings),
    rows: [],
  });
  it.each<[string, WizardSettings['directory'], boolean, readonly string[]]>([
    ['none', directory, false, ['DIRECTORY_NONE']],
    ['an address that is none', { ...directory, useServer: true }, false, ['DIRECTORY_URL_INVALID server.url']],
    [
      'a login without password',
      { ...directory, useServer: true, server: { ...server, bindDn: 'uid=admin' } },
      false,
      ['DIRECTORY_PASSWORD_MISSING server.password'],
    ],
    ['a login with password', { ...directory, useServer: true, server: { ...server, bindDn: 'uid=admin' } }, true, []],
    ['files', { ...directory, files: ['/a.csv'] }, false, []],
  ])('%s', (_what, settings, hasSecret, expected) => {
    expect(codes(directoryIssues(settings, read(settings), hasSecret))).toEqual(expected);
  });

  it('must be read again when they change', () => {
    const settings = { ...directory, files: ['/a.csv'] };
    expect(codes(directoryIssues({ ...settings, files: ['/b.csv'] }, read(settings), false))).toEqual(['DIRECTORY_NOT_READ']);
  });
});

describe('the target’s settings', () => {
  const known = { hasSecret: true, tested: null, now: NOW };
  const good = { ...target, url: 'https://mail.contoso.com/EWS/Exchange.asmx', user: 'svc' };
  const online = { ...good, flavour: 'online' as const, auth: 'oauth' as const, tenant: 't', clientId: 'c' };
  it.each<[string, WizardSettings['target'], boolean, readonly string[]]>([
    ['complete but not tried', good, true, ['TARGET_NOT_TESTED']],
    ['no address', { ...good, url: '' }, true, ['TARGET_URL_INVALID url']],
    ['no encryption', { ...good, url: 'http://mail.contoso.com/' }, true, ['TARGET_NOT_HTTPS url']],
    ['no encryption on this computer', { ...good, url: 'http://127.0.0.1:8080/' }, true, ['TARGET_NOT_TESTED']],
    ['a name that only begins like this computer’s', { ...good, url: 'http://127.0.0.1.evil.example/' }, true, ['TARGET_NOT_HTTPS url']],
    ['another protocol', { ...good, url: 'ftp://mail.contoso.com/' }, true, ['TARGET_URL_INVALID url']],
    ['no password', good, false, ['TARGET_PASSWORD_MISSING password']],
    ['online', online, true, ['TARGET_RETIREMENT', 'TARGET_NOT_TESTED']],
    [
      'online without proof',
      { ...online, credential: 'certificate' },
      true,
      ['TARGET_RETIREMENT', 'TARGET_CREDENTIAL_MISSING certificateFile'],
    ],
    [
      'online without anything',
      { ...online, tenant: '', clientId: '' },
      false,
      ['TARGET_RETIREMENT', 'TARGET_TENANT_MISSING tenant', 'TARGET_CLIENT_MISSING clientId', 'TARGET_CREDENTIAL_MISSING password'],
    ],
  ])('%s', (_what, settings, hasSecret, expected) => {
    expect(codes(targetIssues(settings, { ...known, hasSecret }))).toEqual(expected);
  });

  it.each([
    ['2026-11-20T10:00:00Z', 132, 'TARGET_RETIREMENT'],
    ['2027-03-31T23:59:00Z', 1, 'TARGET_RETIREMENT'],
    ['2027-04-01T00:00:00Z', 0, 'TARGET_RETIRED'],
  ])('on %s Exchange Online has %i days of EWS left', (now, days, code) => {
    expect(daysUntilRetirement(new Date(now))).toBe(days);
    expect(targetIssues(online, { ...known, now: new Date(now) })[0]?.code).toBe(code);
  });

  it('make a script that keeps the applications already allowed, and cannot be broken out of', () => {
    expect(allowScript("7c1f'; Remove-Mailbox")).toContain("'7c1f''; Remove-Mailbox'");
    expect(allowScript('x')).toMatch(/@\(\$o\.EwsAllowedAppIDs\) \+/);
  });
});

describe('the options', () => {
  it.each<[string, Partial<WizardSettings['options']>, readonly string[]]>([
    ['as they are at first', {}, []],
    ['a date that does not exist', { from: '2026-02-30' }, ['OPTIONS_DATE_INVALID from']],
    ['dates crossed', { from: '2026-05-01', to: '2026-05-01' }, ['OPTIONS_DATES_CROSSED to']],
    ['a time without zone', { cutOver: '2027-01-16T18:00:00' }, ['OPTIONS_TIME_INVALID cutOver']],
    ['a time', { cutOver: '2027-01-16T18:00:00+01:00' }, []],
    ['a horizon of nothing', { horizonMonths: 0 }, ['OPTIONS_HORIZON_INVALID horizonMonths']],
    ['nobody in scope', { scope: [] }, ['OPTIONS_SCOPE_EMPTY scope']],
    ['a stranger in scope', { scope: ['x@y.com'] }, ['OPTIONS_SCOPE_UNKNOWN scope']],
    ['travel without a title', { travelTime: { enabled: true, title: ' ', showAs: 'OOF' } }, ['OPTIONS_TITLE_INVALID travelTime.title']],
    ['no travel and no title', { travelTime: { enabled: false, title: '', showAs: 'OOF' } }, []],
    ['a zone nobody has', { timeZone: 'Mars/Olympus' }, ['OPTIONS_TIME_ZONE_UNKNOWN timeZone']],
  ])('%s', (_what, change, expected) => {
    expect(codes(optionsIssues({ ...options, ...change }, null))).toEqual(expected);
  });
});

describe('the config the steps amount to', () => {
  const context = { projectPath: '/p.godwit', hasSecret: (): boolean => true };
  const settings: WizardSettings = {
    ...DEFAULT_SETTINGS,
    source: { ...source, postgres: { ...source.postgres, host: 'mac' }, attachments: '/att' },
    target: { ...target, url: 'https://mail/EWS', user: 'svc' },
    mapping: {
      acceptedDomains: ['a.com', ''],
      rewriteDomains: [
        { from: 'b.com', to: 'a.com' },
        { from: '', to: 'x' },
      ],
    },
  };

  it('is what the command line would read', () => {
    expect(configOf(settings, ['source', 'target', 'mapping', 'options'], context)).toMatchObject({
      project: '/p.godwit',
      source: { kind: 'postgres', host: 'mac', port: 5432, passwordEnv: 'SOURCE', attachments: '/att' },
      target: { kind: 'ews', url: 'https://mail/EWS', auth: { kind: 'ntlm', user: 'svc', passwordEnv: 'TARGET' }, inDoubtSeconds: 120 },
      mapping: { acceptedDomains: ['a.com'], rewriteDomains: { 'b.com': 'a.com' } },
      options: settings.options,
    });
  });

  it('does not mind drafts of steps it does not need', () => {
    expect(configOf(DEFAULT_SETTINGS, ['mapping'], context).source).toBeUndefined();
    expect(() => configOf(DEFAULT_SETTINGS, ['source'], context)).toThrow('WIZARD_STEP_INCOMPLETE');
  });

  it('names a password only where there is one', () => {
    const without = configOf(settings, ['source'], { ...context, hasSecret: () => false });
    expect(without.source).not.toHaveProperty('passwordEnv');
  });

  it('finds secrets by slot and nothing else, and takes whole paths only', () => {
    const loaded = loadedConfig(configOf(settings, ['source'], context), '/p.godwit', (slot) => (slot === 'source' ? 'pw' : null));
    expect(loaded.secret(SECRET_NAMES.source, 'x')).toBe('pw');
    for (const name of [SECRET_NAMES.target, 'PATH', '']) expect(() => loaded.secret(name, 'x')).toThrow('SECRET_MISSING');
    expect(loaded.path('/a')).toBe('/a');
    expect(() => loaded.path('a')).toThrow('WIZARD_STEP_INCOMPLETE');
  });
});

describe('the redactor', () => {
  const redactor = new Redactor();
  redactor.add('hunter2 ü/+', 'svc');

  it.each([
    'login failed for hunter2 ü/+',
    `Basic ${Buffer.from('svc:hunter2 ü/+').toString('base64')}`,
    `postgres://svc:${encodeURIComponent('hunter2 ü/+')}@host/`,
    Buffer.from('hunter2 ü/+').toString('base64'),
  ])('hides it in «%s»', (text) => {
    const clean = redactor.redact(text);
    expect(clean).toContain('[secret]');
    expect(clean).not.toMatch(/hunter2|aHVudGVy/);
  });

  it('leaves other words alone, and short secrets too', () => {
    redactor.add('abc');
    expect(redactor.redact('abc of a hunter')).toBe('abc of a hunter');
  });

  it('forgets', () => {
    redactor.clear();
    expect(redactor.redact('hunter2 ü/+')).toBe('hunter2 ü/+');
  });
});

it('fills placeholders and leaves those meant for the operator', () => {
  expect(issue('OPTIONS_TITLE_INVALID').remedy).toContain('{subject}');
  expect(issue('MAPPING_DECIDE', '', { count: 6 }).sentence).toBe('6 rows need your decision.');
});
