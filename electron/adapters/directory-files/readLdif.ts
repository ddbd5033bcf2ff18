import { formatGuid } from '../../../shared/directory/formatGuid.ts';
import type { AttributeNames } from '../../../shared/directory/recordFromAttributes.ts';
import { OPEN_DIRECTORY_NAMES } from '../../../shared/directory/recordFromAttributes.ts';
import { attributeName, collectRecords } from './collectRecords.ts';
import type { ExportedEntry } from './collectRecords.ts';
import { parseLdif } from './parseLdif.ts';
import type { LdifEntry } from './parseLdif.ts';
import type { ParsedRecords } from './readRecordTable.ts';

const WANTED = [
  'objectClass',
  'uid',
  'cn',
  'displayName',
  'mail',
  'proxyAddresses',
  'sAMAccountName',
  'userAccountControl',
  'apple-generateduid',
  'apple-group-realname',
  'apple-group-memberguid',
  'apple-group-nestedgroup',
  'apple-realname',
  'apple-resource-info',
  'apple-capacity',
  'authAuthority',
  'IsHidden',
  'memberUid',
  'member',
  'uniqueMember',
  'entryUUID',
];

const BINARY = new Set(['objectguid']);

function normalizeDn(dn: string): string {
  return dn.toLowerCase().replace(/\s*([,=])\s*/g, '$1');
}

function guidOf(entry: LdifEntry, names: AttributeNames): string | null {
  const [guid] = entry.attributes.get(names.uid.toLowerCase()) ?? [];
  const bytes = entry.bytes.get('objectguid');
  return guid ?? (bytes === undefined ? null : formatGuid(bytes));
}

/** Plain LDAP groups name their members by DN, old Open Directory groups by short name; inside one file both lead to GUIDs. */
function memberGuids(entry: LdifEntry, index: ReadonlyMap<string, string>, names: AttributeNames): string[] {
  const dns = [names.member, 'member', 'uniqueMember'].flatMap((name) => entry.attributes.get(name.toLowerCase()) ?? []);
  const shortNames = entry.attributes.get('memberuid') ?? [];
  const keys = [...dns.map((dn) => `dn:${normalizeDn(dn)}`), ...shortNames.map((name) => `uid:${name.toLowerCase()}`)];
  return keys.map((key) => index.get(key)).filter((guid) => guid !== undefined);
}

function indexGuids(entries: readonly LdifEntry[], names: AttributeNames): Map<string, string> {
  const index = new Map<string, string>();
  for (const entry of entries) {
    const guid = guidOf(entry, names);
    if (guid === null) continue;
    index.set(`dn:${normalizeDn(entry.dn)}`, guid);
    for (const name of entry.attributes.get(names.shortName.toLowerCase()) ?? []) index.set(`uid:${name.toLowerCase()}`, guid);
  }
  return index;
}

const PRINCIPAL_CLASSES = [
  'person',
  'inetorgperson',
  'user',
  'group',
  'posixaccount',
  'posixgroup',
  'groupofuniquenames',
  'groupofnames',
  'apple-resource',
];

/** Computers, mounts, configuration and the like are in every slapcat; only what can be invited is of interest. */
function isPrincipal({ attributes, dn }: LdifEntry): boolean {
  if (/,\s*cn=(?:users|people|groups|places|resources|augments)\s*,/i.test(dn)) return true;
  if (/,\s*cn=(?:computers?|computer_groups|computer_lists|mounts|maps|config|neighborhoods|presets_\w+|autoserversetup)\s*,/i.test(dn))
    return false;
  const classes = (attributes.get('objectclass') ?? []).map((name) => name.toLowerCase());
  // To Active Directory a computer is a user too.
  return !classes.includes('computer') && PRINCIPAL_CLASSES.some((name) => classes.includes(name));
}

/** Reads the output of slapcat, ldapsearch or ldifde. */
export function readLdif(text: string, origin: string, given: Partial<AttributeNames> = {}): ParsedRecords {
  const names: AttributeNames = { ...OPEN_DIRECTORY_NAMES, ...given };
  const wanted = new Set([...WANTED, names.uid, names.shortName, names.fullName, names.email, names.member].map(attributeName));
  const { entries, warnings } = parseLdif(text, wanted, BINARY);
  const index = indexGuids(entries, names);
  const exported = entries.filter(isPrincipal).map((entry): ExportedEntry => {
    const attributes = new Map(entry.attributes);
    const guid = guidOf(entry, names);
    if (guid !== null) attributes.set(names.uid.toLowerCase(), [guid]);
    if (!attributes.has('apple-group-memberguid')) attributes.set('apple-group-memberguid', memberGuids(entry, index, names));
    return { where: `line ${entry.line}`, dn: entry.dn, attributes };
  });
  const collected = collectRecords(exported, { source: 'ldif', origin, names });
  return { records: collected.records, warnings: [...warnings, ...collected.warnings] };
}
