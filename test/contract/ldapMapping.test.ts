import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLdapDirectory } from '../../electron/adapters/ldap/openLdapDirectory.ts';
import { checkMapping } from '../../shared/directory/checkMapping.ts';
import { mergeRecords } from '../../shared/directory/mergeRecords.ts';
import { suggestMapping } from '../../shared/directory/suggestMapping.ts';
import type { MappingRow } from '../../shared/domain/mappingRows.ts';
import { missingForSlapd, startSlapd, type Slapd } from '../support/startSlapd.ts';
import { harvested } from '../unit/directory/people.ts';

const missing = missingForSlapd();

const ROOM = { cutypes: ['ROOM'], ownsHome: true } as const;
const GROUP = { cutypes: ['GROUP'] } as const;

/** Everything directories did to somebody at some time: who, how the data names them, what becomes of them, by which rule, how sure. */
const CASES = [
  ['an ordinary account', 'uid:21C43262-B62B-5BF2-841B-EEC9E93BCC8F', {}, ['mapped', 'avocet@birds.example', 'guid', 'sure']],
  [
    'two addresses and two uids',
    'uid:8C5A96BB-4222-5688-A7F6-1EC117E6BBF3',
    {},
    ['mapped', 'bunting@birds.example', 'guid-ambiguous', 'guess'],
  ],
  ['a name in kanji', 'uid:1F3FE51F-E1BB-5EF8-9007-6992B7B6765B', {}, ['mapped', 'tsugumi@birds.example', 'guid', 'sure']],
  ['a name with a comma', 'uid:5DF2BBB9-3D9E-5886-BE80-E1CBA2EFA3F6', {}, ['mapped', 'moewe@birds.example', 'guid', 'sure']],
  ['a short name with an @', 'uid:3730B6CB-5526-51B5-A800-B86A9B651FD4', {}, ['mapped', 'tern@birds.example', 'guid', 'sure']],
  ['no mail', 'uid:736412A2-0F48-518E-A15C-BF3198A59584', {}, ['mapped', 'nomail@birds.example', 'short-name', 'guess']],
  ['mail shared with a twin', 'uid:FED57BC0-B313-52EB-81D7-1E5AD9257DF0', {}, ['mapped', 'teals@birds.example', 'guid', 'sure']],
  ['the twin', 'uid:99A5D5F6-4A06-5A8A-943D-B22AA9D4F37E', {}, ['mapped', 'teals@birds.example', 'guid', 'sure']],
  ['mail in capitals', 'uid:8C3F0329-F565-52EF-B189-226BF49EAA0E', {}, ['mapped', 'ursula.ural@birds.example', 'guid', 'sure']],
  ['a GUID in small letters', 'uid:89274D92-1BF9-5BBA-8039-A7233D3A3DD3', {}, ['mapped', 'linnet@birds.example', 'guid', 'sure']],
  ['no GUID', 'mailto:nuthatch@birds.example', {}, ['mapped', 'nuthatch@birds.example', 'inside-domain', 'guess']],
  ['mail in the old domain', 'uid:459173C7-45F6-58F8-BB28-201ABE3A2965', {}, ['mapped', 'oriole@birds.example', 'guid', 'sure']],
  ['a disabled account', 'uid:7E3DD972-718A-5529-B3A0-281A61D6D537', {}, ['mapped', 'dodo@birds.example', 'guid-disabled', 'guess']],
  ['a blank after the mail', 'uid:DBF609B0-F234-549C-9DB9-7C96507B80C7', {}, ['mapped', 'snipe@birds.example', 'guid', 'sure']],
  ['mail that is none', 'uid:B2533865-7F94-5008-B325-95487F85FFFF', {}, ['mapped', 'badmail@birds.example', 'short-name', 'guess']],
  ['a homonym', 'uid:3F79ECDA-6E7F-5681-94AB-F8AF2DDD804C', {}, ['mapped', 'chris.kite@birds.example', 'guid', 'sure']],
  ['the other homonym', 'uid:A00FA9D2-3152-5561-99CE-2DE7D5CCE411', {}, ['mapped', 'chris.kite2@birds.example', 'guid', 'sure']],
  ['a short name like a filter', 'uid:BFAD7B70-1DCE-53A5-8641-8828CE10CB07', {}, ['mapped', 'ibis@birds.example', 'guid', 'sure']],
  [
    'Active Directory, primary of three',
    'uid:F6C2732C-83B3-57B6-9EB1-CFE400CC1F6E',
    {},
    ['mapped', 'kestrel@birds.example', 'guid', 'sure'],
  ],
  [
    'a GUID once read in another byte order, disabled',
    'uid:A5C4A44E-44E3-54B9-BAD9-45B656F5DD35',
    {},
    ['mapped', 'swift@birds.example', 'guid-swapped', 'guess'],
  ],
  ['a room with a capacity', 'uid:10317CD5-207B-5333-86F7-312D6FBECA50', ROOM, ['mapped', 'eyrie@birds.example', 'short-name', 'guess']],
  [
    'a room with unreadable facts',
    'uid:CD7C5ACD-0127-58AB-8191-698A8E2E9766',
    ROOM,
    ['mapped', 'atrium@birds.example', 'short-name', 'guess'],
  ],
  ['groups that contain each other', 'uid:11956FF8-8B3A-523E-861C-6B9DD6CFC333', GROUP, ['left-out', '', 'group-members', 'sure']],
  ['a record of the system', 'uid:FFFFEEEE-DDDD-CCCC-BBBB-AAAA000000F8', {}, ['unmapped', '', 'not-in-directory', 'none']],
] as const;

describe.skipIf(missing !== null)(`who is who, asked of a live directory ${missing ?? ''}`, () => {
  let slapd: Slapd;
  let rows: ReadonlyMap<string, MappingRow>;

  beforeAll(async () => {
    slapd = await startSlapd();
    const everybody = CASES.map(([, key, facts]) => harvested(key, facts));
    const uids = everybody.flatMap(({ address }) => (address.kind === 'principal' ? [address.uid] : []));
    const { records } = await openLdapDirectory({ url: slapd.url }).lookUp(uids);
    const suggested = suggestMapping({
      principals: mergeRecords(records),
      harvested: everybody,
      acceptedDomains: ['birds.example'],
      rewriteDomains: { 'old-nest.example': 'birds.example' },
      previous: [],
    });
    rows = new Map(suggested.map((row) => [row.source, row]));
  });
  afterAll(() => slapd.stop());

  it.each(CASES)('%s', (_, key, __, expected) => {
    const row = rows.get(key);
    expect([row?.decision, row?.email, row?.rule, row?.confidence]).toEqual(expected);
  });

  it('stops two principals on one mailbox, and shows homonyms', () => {
    const issues = checkMapping([...rows.values()]);
    const found = issues.filter(({ code }) => code === 'two-principals-one-mailbox' || code === 'same-name');
    expect(found.map(({ code, blocking, names }) => [code, blocking, [...names].sort()])).toEqual([
      ['two-principals-one-mailbox', true, ['Tina Teal', 'Tom Teal']],
      ['same-name', false, ['Chris Kite', 'Chris Kite']],
    ]);
  });

  it('keeps what a photograph or a password is out of the project', () => {
    expect(JSON.stringify([...rows.values()])).not.toMatch(/jpegPhoto|\*\*\*\*/i);
  });
});
