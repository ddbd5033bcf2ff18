import { expect, it } from 'vitest';
import { mergeRecords } from '../../../shared/directory/mergeRecords.ts';
import { recordFromAttributes } from '../../../shared/directory/recordFromAttributes.ts';
import { suggestMapping } from '../../../shared/directory/suggestMapping.ts';
import type { DirectoryRecord } from '../../../shared/domain/principal.ts';
import { seededRandom, type Random } from '../../sample/random.ts';
import { harvested } from '../../unit/directory/people.ts';
import { INPUTS, SECRET, SEED, spoil, Stopwatch } from './spoil.ts';

const ROOM_INFO =
  '<?xml version="1.0"?><plist version="1.0"><dict><key>com.apple.WhitePagesFramework</key><dict><key>AutoAcceptsInvitation</key><true/>' +
  '<key>Label</key><string>Location</string><key>CalendaringDelegate</key><string>B950A1E8-2281-5476-BE6D-2A6F950D6639</string></dict></dict></plist>';

/** An entry of each kind, as one text a value, so that a spoilt one stays an entry. */
const ENTRIES: readonly Readonly<Record<string, readonly string[]>>[] = [
  {
    objectClass: ['top', 'inetOrgPerson', 'apple-user'],
    uid: ['avocet', 'ada'],
    cn: ['Ada Avocet'],
    mail: ['avocet@birds.example', 'ada@old-nest.example'],
    'apple-generateduid': ['21C43262-B62B-5BF2-841B-EEC9E93BCC8F'],
    authAuthority: [';ApplePasswordServer;0x00,1024 65537:192.0.2.10', ';DisabledUser;'],
    userPassword: [SECRET],
  },
  {
    objectClass: ['top', 'user'],
    sAMAccountName: ['kestrel'],
    cn: ['Kenji Kestrel'],
    userAccountControl: ['514'],
    proxyAddresses: ['SMTP:kestrel@birds.example', 'X500:/o=Birds'],
    'apple-generateduid': ['F6C2732C-83B3-57B6-9EB1-CFE400CC1F6E'],
  },
  {
    objectClass: ['apple-resource'],
    cn: ['eyrie'],
    'apple-realname': ['Eyrie (4F)'],
    'apple-capacity': ['14'],
    'apple-generateduid': ['10317CD5-207B-5333-86F7-312D6FBECA50'],
    'apple-resource-info': [ROOM_INFO],
  },
  {
    objectClass: ['posixGroup', 'apple-group'],
    cn: ['waders'],
    'apple-generateduid': ['4F93FC10-792A-5BD3-8402-6D66912766D6'],
    'apple-group-memberguid': ['21C43262-B62B-5BF2-841B-EEC9E93BCC8F'],
    'apple-group-nestedgroup': ['4F93FC10-792A-5BD3-8402-6D66912766D6'],
  },
];

function recordOf(random: Random): DirectoryRecord | null {
  const entry = random.pick(ENTRIES);
  const victim = random.pick(Object.keys(entry));
  const values = (name: string): readonly string[] => {
    const own = Object.hasOwn(entry, name) ? (entry[name] ?? []) : [];
    return name === victim ? own.map((value) => spoil(value, random)) : own;
  };
  return (
    recordFromAttributes(values, { source: 'ldap', origin: 'ldap://od.example.com', dn: spoil('uid=x,cn=users,dc=x', random) })?.record ??
    null
  );
}

it(`makes something of ${String(INPUTS)} spoilt directory entries (seed ${String(SEED)})`, { timeout: 3_600_000 }, () => {
  const random = seededRandom(SEED);
  const watch = new Stopwatch();
  let records: DirectoryRecord[] = [];
  let [mapped, rows] = [0, 0];
  for (let number = 0; number < INPUTS; number += 1) {
    watch.start();
    const record = recordOf(random);
    if (record !== null) records.push(record);
    watch.stop();
    if (records.length < 50 && number < INPUTS - 1) continue;
    const found = records.map(({ uid }) => harvested(`uid:${uid ?? 'none'}`));
    const suggested = suggestMapping({
      ...{ principals: mergeRecords(records), harvested: [...new Map(found.map((one) => [one.key, one])).values()] },
      ...{ acceptedDomains: ['birds.example'], rewriteDomains: { 'old-nest.example': 'birds.example' }, previous: [] },
    });
    expect(JSON.stringify(suggested)).not.toContain(SECRET);
    rows += suggested.length;
    for (const { decision, email } of suggested) {
      if (decision !== 'mapped') continue;
      mapped += 1;
      expect(email).toMatch(/^[^\s@<>"(),:;\\]+@birds\.example$/);
    }
    records = [];
  }
  process.stdout.write(`  entries: ${String(rows)} rows, ${String(mapped)} mapped, slowest ${watch.slowestMs.toFixed(0)} ms\n`);
  expect(mapped).toBeGreaterThan(rows / 4);
  expect(watch.slowestMs).toBeLessThan(1000);
});
