import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { directoryFileReader } from '../../electron/adapters/directory-files/readDirectoryFile.ts';
import type { DirectoryReading } from '../../electron/ports/DirectoryReader.ts';
import { mergeRecords } from '../../shared/directory/mergeRecords.ts';
import type { DirectoryRecord } from '../../shared/domain/principal.ts';
import { Failure } from '../../shared/domain/failure.ts';

const folder = mkdtempSync(join(tmpdir(), 'directory-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ANN = '21C43262-B62B-5BF2-841B-EEC9E93BCC8F';
const BOB = '8C5A96BB-4222-5688-A7F6-1EC117E6BBF3';
const fixture = (name: string): string => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));

/** Files are written under a name that says nothing: what they are shows in what they hold. */
function read(content: string | Buffer): Promise<DirectoryReading> {
  const path = join(folder, 'export.dat');
  writeFileSync(path, content);
  return directoryFileReader.read(path);
}

function brief(records: readonly DirectoryRecord[]): unknown {
  return records.map(({ uid, kind, shortNames, fullName, emails }) => [uid, kind, shortNames.join(' '), fullName, emails.join(' ')]);
}

const BOTH = [
  [ANN, 'user', 'ann', 'Ann Avocet, Dr.', 'ann@birds.example'],
  [BOB, 'user', 'bob bobby', 'Bob 鶫', 'bob@birds.example b@birds.example'],
];

const CSV = `type,guid,shortname,fullname,email,members\nuser,${ANN},ann,"Ann Avocet, Dr.",ann@birds.example,\nuser,${BOB.toLowerCase()},bob bobby,Bob 鶫,bob@birds.example b@birds.example,\n`;

describe('directory files: tables', () => {
  it.each([
    ['with commas', CSV],
    ['with a BOM and Windows line ends', `\uFEFF${CSV.replaceAll('\n', '\r\n')}`],
    ['with semicolons', CSV.replaceAll('"Ann Avocet, Dr."', 'Ann Avocet@@ Dr.').replaceAll(',', ';').replace('@@', ',')],
    ['with tabs', CSV.replaceAll('"Ann Avocet, Dr."', 'Ann Avocet@@ Dr.').replaceAll(',', '\t').replace('@@', ',')],
    ['with a separator line for Excel', `sep=,\n${CSV}`],
    ['in UTF-16 with a BOM', Buffer.from(`\uFEFF${CSV}`, 'utf16le')],
    ['in UTF-16 without a BOM', Buffer.from(CSV, 'utf16le')],
    ['in big-endian UTF-16', Buffer.from(`\uFEFF${CSV}`, 'utf16le').swap16()],
    ['with other headers', CSV.replace('type,guid,shortname,fullname,email', 'Record Type,GeneratedUID,Short-Name,Real Name,E-Mail')],
  ])('%s', async (_, content) => {
    const { source, records, warnings } = await read(content);
    expect(source).toBe('csv');
    expect(brief(records)).toEqual(BOTH);
    expect(warnings).toEqual([]);
  });

  it('in Windows’ own code page are read, with a warning', async () => {
    const { records, warnings } = await read(Buffer.from(`shortname,fullname\nmoewe,Jürgen Möwe\n`, 'latin1'));
    expect(records[0]?.fullName).toBe('Jürgen Möwe');
    expect(warnings[0]?.reason).toMatch(/not UTF-8/);
  });

  it('lose no more than the line that is wrong', async () => {
    const lines = [
      'type,guid,shortname,fullname,email',
      `user,${ANN},ann,Ann,`,
      'user,,,Nobody,',
      `user,${BOB},"bob,Bob,b@birds.example`,
      'user,,cleo,Cleo,',
    ];
    const { records, warnings } = await read(lines.join('\n'));
    expect(records.map(({ shortNames }) => shortNames[0])).toEqual(['ann', 'cleo']);
    expect(warnings.map(({ where }) => where).sort()).toEqual(['line 3', 'line 4']);
  });

  it.each([
    ['a GUID', ANN.toLowerCase(), [ANN, []]],
    ['a short name, as LDAP has it', 'ann', [null, ['ann']]],
  ])('with a column uid that holds %s', async (_, uid, expected) => {
    const { records } = await read(`uid,mail\n${uid},ann@birds.example\n`);
    expect([records[0]?.uid, records[0]?.shortNames]).toEqual(expected);
  });

  it('of groups name their members', async () => {
    const { records } = await read(`type,guid,shortname,members\ngroup,${ANN},waders,${BOB.toLowerCase()} ${ANN}\n`);
    expect(records[0]).toMatchObject({ kind: 'group', memberUids: [BOB, ANN] });
  });

  it('exported from Exchange tell primary addresses and kinds, and no GUID of the calendars', async () => {
    const rows = [
      '"PrimarySmtpAddress","EmailAddresses","DisplayName","Alias","RecipientTypeDetails","ExternalDirectoryObjectId"',
      `"ann@new.example","smtp:ann@birds.example SMTP:ann@new.example X500:/o=x SIP:ann@new.example","Ann","ann","UserMailbox","${ANN}"`,
      '"eyrie@new.example","","Eyrie","eyrie","RoomMailbox",""',
    ];
    const { source, records } = await read(rows.join('\r\n'));
    expect(source).toBe('target-export');
    expect(records).toMatchObject([
      { uid: null, kind: 'user', emails: ['ann@new.example', 'ann@birds.example'], primaryEmail: 'ann@new.example' },
      { uid: null, kind: 'room', shortNames: ['eyrie'], emails: ['eyrie@new.example'] },
    ]);
  });
});

describe('directory files: time zones of mailboxes', () => {
  const zones = async (content: string): Promise<unknown> => {
    const { source, records, warnings } = await read(content);
    return [source, records.map(({ emails, shortNames, fullName, timeZone }) => [emails, shortNames, fullName, timeZone]), warnings];
  };

  it('Get-MailboxRegionalConfiguration, whatever its Identity is', async () => {
    const rows = [
      '#TYPE Selected.Microsoft.Exchange.Data.Storage.Management.MailboxRegionalConfiguration',
      '"Identity","Language","TimeZone"',
      '"contoso.com/Users/Ann Avocet","de-DE","W. Europe Standard Time"',
      '"Bob@New.example","en-US","Pacific Standard Time"',
      '"eyrie","","Asia/Tokyo"',
      '"zed@new.example","",""',
      '"odd@new.example","","Middle Earth Standard Time"',
    ];
    expect(await zones(rows.slice(1).join('\r\n'))).toEqual([
      'target-export',
      [
        [[], ['Ann Avocet'], 'Ann Avocet', 'Europe/Berlin'],
        [['bob@new.example'], [], '', 'America/Los_Angeles'],
        [[], ['eyrie'], 'eyrie', 'Asia/Tokyo'],
        [['zed@new.example'], [], '', undefined],
        [['odd@new.example'], [], '', undefined],
      ],
      [{ where: 'line 6', reason: 'the time zone «Middle Earth Standard Time» is not known' }],
    ]);
    expect(await zones(rows.join('\r\n'))).toEqual([
      'target-export',
      expect.any(Array),
      [{ where: 'line 7', reason: 'the time zone «Middle Earth Standard Time» is not known' }],
    ]);
  });

  it('a list with primary addresses, made by a line of PowerShell', async () => {
    expect(await zones('PrimarySmtpAddress;TimeZone\nann@new.example;Romance Standard Time\n')).toEqual([
      'target-export',
      [[['ann@new.example'], [], '', 'Europe/Paris']],
      [],
    ]);
  });

  it('one more column of a list made by hand, which stays one', async () => {
    const { source, records } = await read(`guid,shortname,smtp,timezone\n${ANN},ann,ann@new.example,Europe/Vienna\n`);
    expect([source, records[0]?.uid, records[0]?.timeZone]).toEqual(['csv', ANN, 'Europe/Vienna']);
  });
});

describe('directory files: Calendar Server’s own', () => {
  it('resources.xml of either age', async () => {
    const young = `<?xml version="1.0"?><!DOCTYPE directory SYSTEM "x.dtd"><directory realm="/Search">
      <record type="location"><uid>${ANN}</uid><guid>${ANN.toLowerCase()}</guid><short-name>eyrie</short-name><full-name>Eyrie &amp; Nest</full-name><capacity>14</capacity></record>
      <record type="resource"><uid>scope1</uid><short-name>scope1</short-name><full-name>Scope</full-name></record>
      <record type="address"><uid>a1</uid><full-name>An address</full-name></record><record type="location"/></directory>`;
    const { source, records, warnings } = await read(young);
    expect(source).toBe('resources.xml');
    expect(brief(records)).toEqual([
      [ANN, 'room', 'eyrie', 'Eyrie & Nest', ''],
      ['scope1', 'resource', 'scope1', 'Scope', ''],
    ]);
    expect(records[0]?.capacity).toBe(14);
    expect(warnings).toEqual([{ where: 'record 4', reason: 'names nobody: no uid, no short-name' }]);
    const old = `<accounts realm="x"><location><uid>eyrie</uid><guid>${ANN}</guid><name>Eyrie &amp; Nest</name></location></accounts>`;
    expect(brief((await read(old)).records)).toEqual([[ANN, 'room', 'eyrie', 'Eyrie & Nest', '']]);
  });

  it('augments.xml, without its defaults', async () => {
    const xml = `<augments><record><uid>Location-Default</uid><auto-schedule-mode>none</auto-schedule-mode></record><record><uid>${ANN}</uid><auto-schedule-mode>accept-if-free</auto-schedule-mode></record></augments>`;
    const { source, records } = await read(xml);
    expect(source).toBe('augments.xml');
    expect(records).toMatchObject([{ uid: ANN, kind: 'unknown', autoSchedule: 'accept-if-free', shortNames: [] }]);
  });

  it('caldavd.plist tells the attribute names and no people', async () => {
    const plist = `<?xml version="1.0"?><plist version="1.0"><dict><key>ServerRoot</key><string>/x</string><key>DirectoryService</key><dict><key>params</key><dict><key>rdnSchema</key><dict><key>guidAttr</key><string>entryUUID</string><key>users</key><dict><key>mapping</key><dict><key>recordName</key><string>uid</string><key>emailAddresses</key><array><string>mail</string></array></dict></dict></dict></dict></dict></dict></plist>`;
    expect(await read(plist)).toMatchObject({
      source: null,
      records: [],
      attributeNames: { uid: 'entryUUID', shortName: 'uid', email: 'mail' },
    });
  });

  it('opens no entity of a hostile DOCTYPE', async () => {
    const bomb = `<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]><directory><record type="location"><uid>x</uid><short-name>x</short-name><full-name>&b;&f;</full-name></record></directory>`;
    const { records, warnings } = await read(bomb);
    expect(JSON.stringify(records)).not.toMatch(/aaaaaaaaaa|root:/);
    expect(warnings.length).toBeGreaterThan(0);
  });
});

describe('directory files: exports of Open Directory', () => {
  const text = (values: readonly string[]): string => `<array>${values.map((value) => `<string>${value}</string>`).join('')}</array>`;
  const dict = (facts: Readonly<Record<string, readonly string[]>>): string =>
    `<dict>${Object.entries(facts)
      .map(([key, values]) => `<key>dsAttrTypeStandard:${key}</key>${text(values)}`)
      .join('')}</dict>`;
  const plist = `<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0"><array>${dict({ RecordName: ['ann'], GeneratedUID: [ANN], RealName: ['Ann Avocet, Dr.'], EMailAddress: ['ann@birds.example'] })}${dict({ RecordName: ['bob', 'bobby'], GeneratedUID: [BOB.toLowerCase()], RealName: ['Bob 鶫'], EMailAddress: ['bob@birds.example', 'b@birds.example'] })}</array></plist>\n`;

  it.each([
    ['as it should be', plist],
    ['without its last two characters', plist.slice(0, -2)],
    ['with other words in front', `Password:\nsome warning <ignored>\n${plist}`],
    [
      'in two files joined into one',
      plist.replace('</dict><dict>', '</dict></array></plist>\n<?xml version="1.0"?>\n<plist version="1.0"><array><dict>'),
    ],
  ])('dscl -plist %s', async (_, content) => {
    const { source, records, isComplete, warnings } = await read(content);
    expect(source).toBe('plist');
    expect(brief(records)).toEqual(BOTH);
    expect([isComplete, warnings]).toEqual([true, []]);
  });

  it('dscl -plist that ends in the middle is not taken for whole', async () => {
    const { records, isComplete } = await read(plist.slice(0, plist.indexOf('Bob')));
    expect([records.length, isComplete]).toEqual([2, false]);
  });

  it('dscl in plain text, with a warning', async () => {
    const content = `GeneratedUID: ${ANN}\nRealName:\n Ann Avocet, Dr.\nRecordName: ann\nEMailAddress: ann@birds.example\nRecordType: dsRecTypeStandard:Users\n-\ndsAttrTypeNative:cn: x\nGeneratedUID: ${BOB}\nRealName:\n Bob 鶫\nRecordName: bob bobby\nEMailAddress: bob@birds.example b@birds.example\n`;
    const { source, records, warnings } = await read(content);
    expect(source).toBe('dscl-text');
    expect(brief(records)).toEqual(BOTH);
    expect(warnings[0]?.reason).toMatch(/prefer dscl -plist/);
  });

  const names = ['RecordName', 'GeneratedUID', 'RealName', 'EMailAddress', 'Comment'].map((name) => `dsAttrTypeStandard:${name}`);

  it.each([
    [
      'with the usual separators',
      `# comment\n0x0A 0x5C 0x3A 0x2C dsRecTypeStandard:Users 5 ${names.join(' ')}\nann:${ANN}:Ann Avocet\\, Dr.:ann@birds.example:a\\:b\\\\c\\\nd\nbob,bobby:${BOB}:Bob 鶫:bob@birds.example,b@birds.example:\n`,
    ],
    [
      'with separators of its own',
      `0x0A 0x5C 0x7C 0x3B dsRecTypeStandard:Users 5 ${names.join(' ')}\r\nann|${ANN}|Ann Avocet, Dr.|ann@birds.example|\r\nbob;bobby|${BOB}|Bob 鶫|bob@birds.example;b@birds.example|\r\n`,
    ],
    [
      'with a value in base64',
      `0x0A 0x5C 0x3A 0x2C dsRecTypeStandard:Users 5 ${names.join(' ').replace('dsAttrTypeStandard:RealName', 'base64:dsAttrTypeStandard:RealName')}\nann:${ANN}:${Buffer.from('Ann Avocet, Dr.').toString('base64')}:ann@birds.example:\nbob,bobby:${BOB}:${Buffer.from('Bob 鶫').toString('base64')}:bob@birds.example,b@birds.example:`,
    ],
  ])('dsexport %s', async (_, content) => {
    const { source, records, warnings } = await read(content);
    expect(source).toBe('dsexport');
    expect(brief(records)).toEqual(BOTH);
    expect(warnings).toEqual([]);
  });

  it('dsexport in the short form, which knows no GUID', async () => {
    const { records } = await read(
      '0x0A 0x5C 0x3A 0x2C StandardUserRecord\nann:********:1025:20:Ann Avocet:/Users/ann:/bin/bash\nbad:too:many:fields:here:and:there:too\n',
    );
    expect(brief(records)).toEqual([[null, 'user', 'ann', 'Ann Avocet', '']]);
  });

  it('slapcat, with everything nasty in it', async () => {
    const { source, records, warnings } = await directoryFileReader.read(fixture('ldap/open-directory.ldif'));
    expect(source).toBe('ldif');
    const principals = mergeRecords(records);
    const by = new Map(principals.map((principal) => [principal.shortNames[0], principal]));
    const emails = (name: string): string[] => by.get(name)?.emails.map(({ value }) => value) ?? [];
    expect(principals).toHaveLength(28);
    expect([emails('bunting'), by.get('bunting')?.shortNames]).toEqual([
      ['bunting@birds.example', 'bea.bunting@birds.example'],
      ['bunting', 'buntingb'],
    ]);
    expect([by.get('tsugumi')?.fullName, by.get('mueller')?.fullName]).toEqual(['鶫 花子', 'Jürgen Möwe, Dr.']);
    expect([emails('upper'), emails('blank'), emails('nomail')]).toEqual([['ursula.ural@birds.example'], ['snipe@birds.example'], []]);
    expect([by.get('badmail')?.unusableEmails, by.get('disabled')?.disabled, by.get('avocet')?.disabled]).toEqual([
      ['not-an-address'],
      true,
      false,
    ]);
    expect([by.get('lower')?.uid, by.get('noguid')?.uid, by.get('*)(uid=*')?.kind]).toEqual([
      '89274D92-1BF9-5BBA-8039-A7233D3A3DD3',
      null,
      'user',
    ]);
    expect([by.get('eyrie')?.kind, by.get('eyrie')?.capacity, by.get('scope1')?.kind, by.get('flock')?.memberUids.length]).toEqual([
      'room',
      14,
      'resource',
      2,
    ]);
    expect(by.has('_setup')).toBe(false);
    expect(warnings.map(({ reason }) => reason)).toEqual(['its ResourceInfo cannot be read']);
    expect(JSON.stringify(records)).not.toMatch(/ApplePasswordServer|\*{8}/);
  });

  it('ldifde of Active Directory: GUID from bytes, primary address first', async () => {
    const { records } = await directoryFileReader.read(fixture('ldap/active-directory.ldif'));
    expect(records[0]).toMatchObject({
      uid: 'F6C2732C-83B3-57B6-9EB1-CFE400CC1F6E',
      shortNames: ['kestrel'],
      emails: ['kestrel@birds.example', 'k.kestrel@birds.example', 'kestrel@old-nest.example'],
      primaryEmail: 'kestrel@birds.example',
    });
    expect(records[1]?.disabled).toBe(true);
  });

  it('refuses the entries that keep passwords, and says so', async () => {
    const secrets =
      'dn: cn=authdata\nobjectClass: container\ncn: authdata\n\ndn: authGUID=1,cn=users,cn=authdata\nuid: secret\nmail: s@birds.example\nuserPassword:: c2VjcmV0\n\n';
    const { records, warnings } = await read(secrets + readFileSync(fixture('ldap/active-directory.ldif'), 'utf8'));
    expect(records.map(({ shortNames }) => shortNames[0])).toEqual(['kestrel', 'swift']);
    expect(warnings[0]?.reason).toMatch(/2 entries of cn=authdata/);
  });

  it('LDIF: groups by DN, comments, options, changes and damage', async () => {
    const ldif = `version: 1\n# a comment\n that goes on\n\ndn: uid=ann,ou=People,dc=x\nobjectClass: inetOrgPerson\nuid: ann\ncn;lang-en: Ann\napple-generateduid: ${ANN}\nthis is nothing\n\ndn: cn=g,ou=Groups,dc=x\nobjectClass: groupOfUniqueNames\ncn: g\nuniqueMember: UID=Ann, ou=people, dc=x\napple-generateduid: ${BOB}\n\ndn: uid=old,dc=x\nchangetype: modify\nreplace: mail\nmail: x@y.example\n-\n`;
    const { records, warnings } = await read(ldif);
    expect(records).toMatchObject([
      { uid: ANN, fullName: 'Ann' },
      { uid: BOB, kind: 'group', memberUids: [ANN] },
    ]);
    expect(warnings.map(({ reason }) => reason)).toEqual(['is no «attribute: value»', 'is a change to an entry, not an entry']);
  });
});

describe('directory files that are none', () => {
  it.each([
    ['a letter', 'Dear colleague,\nplease find attached\n', 'DIRECTORY_FILE_UNRECOGNISED'],
    ['nothing', '', 'DIRECTORY_FILE_UNRECOGNISED'],
    ['a web page', '<html><body>Log in</body></html>', 'DIRECTORY_FILE_UNRECOGNISED'],
    [
      'a property list of something else',
      '<plist version="1.0"><dict><key>a</key><string>b</string></dict></plist>',
      'DIRECTORY_FILE_UNRECOGNISED',
    ],
    ['a binary property list', Buffer.from('bplist00\u0000\u0001'), 'DIRECTORY_FILE_BINARY_PLIST'],
    ['bytes', Buffer.from(Array.from({ length: 2000 }, (_, index) => (index * 7919) % 256)), 'DIRECTORY_FILE_UNRECOGNISED'],
  ])('%s', async (_, content, code) => {
    await expect(read(content)).rejects.toMatchObject({ code });
  });

  it('a file that is not there', async () => {
    await expect(directoryFileReader.read(join(folder, 'missing'))).rejects.toBeInstanceOf(Failure);
  });
});
