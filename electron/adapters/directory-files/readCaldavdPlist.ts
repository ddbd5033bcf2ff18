import type { DirectoryAttributeNames } from '../../ports/DirectoryReader.ts';
import type { ParsedPlist, PlistDictionary, PlistValue } from './parsePlist.ts';

/** Keys of DirectoryService.params.rdnSchema.*.mapping (twistedcaldav/stdconfig.py) and of releases before it, by what they name. */
const KEYS: Readonly<Record<keyof DirectoryAttributeNames, readonly string[]>> = {
  uid: ['uid', 'guid', 'guidAttr', 'uidAttr'],
  shortName: ['shortNames', 'recordName', 'shortName'],
  fullName: ['fullNames', 'fullName'],
  email: ['emailAddresses', 'emailAddress'],
  member: ['memberDNs', 'membersAttr'],
};

function firstText(value: PlistValue | undefined): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  return Array.isArray(value) ? (value.map(firstText).find((text) => text !== null) ?? null) : null;
}

/** All dictionaries inside a value, outermost first. */
function dictionaries(value: PlistValue | undefined): PlistDictionary[] {
  if (value instanceof Map) return [value, ...[...value.values()].flatMap(dictionaries)];
  return Array.isArray(value) ? value.flatMap(dictionaries) : [];
}

function serviceOf(plist: ParsedPlist): PlistValue | undefined {
  const [root] = plist.values;
  return root instanceof Map ? root.get('DirectoryService') : undefined;
}

export function isCaldavdPlist(plist: ParsedPlist): boolean {
  const [root] = plist.values;
  return root instanceof Map && ['DirectoryService', 'ServerRoot', 'DataRoot', 'EnableCalDAV'].some((key) => root.has(key));
}

/** Which LDAP attributes this installation of Calendar Server reads. Empty where it keeps the defaults. */
export function readCaldavdPlist(plist: ParsedPlist): Partial<DirectoryAttributeNames> {
  const inside = dictionaries(serviceOf(plist));
  const find = (keys: readonly string[]): string | null =>
    keys.flatMap((key) => inside.map((dictionary) => firstText(dictionary.get(key)))).find((text) => text !== null) ?? null;
  return Object.fromEntries(
    Object.entries(KEYS)
      .map(([name, keys]) => [name, find(keys)] as const)
      .filter(([, value]) => value !== null),
  );
}
