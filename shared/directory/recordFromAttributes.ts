import { normalizePrincipalUid } from '../domain/address.ts';
import type { DirectoryRecord, FactSource, PrincipalKind } from '../domain/principal.ts';
import { mailAddresses } from './mailAddresses.ts';

/** All values of an attribute, by the name of Open Directory (`GeneratedUID`) or of LDAP (`apple-generateduid`). None: empty. */
export type AttributeValues = (name: string) => readonly string[];

/** Names of LDAP attributes, Open Directory's own unless caldavd.plist says otherwise. */
export interface AttributeNames {
  readonly uid: string;
  readonly shortName: string;
  readonly fullName: string;
  readonly email: string;
  readonly member: string;
}

export const OPEN_DIRECTORY_NAMES: AttributeNames = {
  uid: 'apple-generateduid',
  shortName: 'uid',
  fullName: 'cn',
  email: 'mail',
  member: 'uniqueMember',
};

export interface AttributeContext {
  readonly source: FactSource;
  readonly origin: string;
  /** The entry's DN, '' where the source has none. */
  readonly dn: string;
  readonly names?: Partial<AttributeNames>;
}

export interface AttributeRecord {
  readonly record: DirectoryRecord;
  readonly warnings: readonly string[];
}

/** Containers below the suffix (Apple's own template); `locations` is DNS in Open Directory and rooms in plain LDAP. */
const CONTAINERS: Readonly<Record<string, PrincipalKind>> = {
  users: 'user',
  people: 'user',
  groups: 'group',
  places: 'room',
  locations: 'room',
  resources: 'resource',
};

const CLASSES: readonly (readonly [name: string, kind: PrincipalKind])[] = [
  ['apple-user', 'user'],
  ['posixaccount', 'user'],
  ['inetorgperson', 'user'],
  ['user', 'user'],
  ['apple-group', 'group'],
  ['posixgroup', 'group'],
  ['group', 'group'],
  ['groupofuniquenames', 'group'],
  ['groupofnames', 'group'],
  ['apple-resource', 'resource'],
];

const RECORD_TYPES: Readonly<Record<string, PrincipalKind>> = {
  users: 'user',
  people: 'user',
  groups: 'group',
  places: 'room',
  locations: 'room',
  resources: 'resource',
};

function containerOf(dn: string): string {
  return /,\s*(?:cn|ou)=([^,]+)\s*,/i.exec(dn)?.[1]?.toLowerCase() ?? '';
}

/** An augment (`Users:kenji`) lends a GUID to an account that lives in another directory. */
function augmentOf(container: string, values: AttributeValues): { readonly kind: PrincipalKind; readonly shortName: string } | null {
  const [name = ''] = [...values('cn'), ...values('RecordName')];
  const [, type, shortName] = /^(\w+):(.+)$/.exec(name) ?? [];
  const isAugment = container === 'augments' || classesOf(values).includes('apple-augment');
  if (!isAugment || type === undefined || shortName === undefined) return null;
  return { kind: RECORD_TYPES[type.toLowerCase()] ?? 'unknown', shortName };
}

function classesOf(values: AttributeValues): string[] {
  return values('objectClass').map((name) => name.toLowerCase());
}

/** The record type says it best, then the container, then the class: rooms and resources share one class. */
function kindOf(values: AttributeValues, container: string): PrincipalKind {
  const [type = ''] = values('RecordType');
  const said = RECORD_TYPES[type.replace(/^dsRecType\w+:/i, '').toLowerCase()] ?? CONTAINERS[container];
  if (said !== undefined) return said;
  const classes = classesOf(values);
  const byClass = CLASSES.find(([name]) => classes.includes(name))?.[1];
  if (byClass !== undefined) return byClass;
  const isGroup = ['GroupMembers', 'NestedGroups', 'GroupMembership'].some((name) => values(name).length > 0);
  if (isGroup) return 'group';
  if (values('ResourceInfo').length > 0 || values('ResourceType').length > 0) return 'resource';
  return values('UniqueID').length > 0 || values('EMailAddress').length > 0 ? 'user' : 'unknown';
}

function first(...lists: readonly (readonly string[])[]): string {
  return (
    lists
      .flat()
      .map((value) => value.trim())
      .find((value) => value !== '') ?? ''
  );
}

/** The property list inside ResourceInfo; anything else in its place is worth a warning and no more. */
function autoScheduleOf(info: string): { readonly mode: string | null; readonly warning: string | null } {
  if (info === '') return { mode: null, warning: null };
  const accepts = /<key>\s*AutoAcceptsInvitation\s*<\/key>\s*<(true|false)\s*\/>/.exec(info)?.[1];
  if (accepts !== undefined) return { mode: accepts === 'true' ? 'automatic' : 'none', warning: null };
  return { mode: null, warning: /<dict\b/.test(info) ? null : 'its ResourceInfo cannot be read' };
}

function isDisabled(values: AttributeValues): boolean {
  const authorities = [...values('AuthenticationAuthority'), ...values('authAuthority')];
  const control = Number.parseInt(values('userAccountControl')[0] ?? '', 10);
  // ACCOUNTDISABLE is bit 2 of userAccountControl ([MS-ADTS] §2.2.16).
  return authorities.some((authority) => authority.startsWith(';DisabledUser;')) || (control & 2) !== 0;
}

function namesOf(kind: PrincipalKind, values: AttributeValues, names: AttributeNames): { shortNames: string[]; fullName: string } {
  const isPerson = kind === 'user' || kind === 'unknown';
  const ldapNames = isPerson ? [...values(names.shortName), ...values('sAMAccountName')] : [];
  const recordName = isPerson ? [] : values('cn');
  const shortNames = [...values('RecordName'), ...ldapNames, ...(ldapNames.length === 0 ? recordName : [])];
  const realName = [values('RealName'), values('apple-group-realname'), values('apple-realname'), values('displayName')];
  const composed = [...values('FirstName'), ...values('LastName')].filter((part) => part !== '99').join(' ');
  return {
    shortNames: [...new Set(shortNames.map((name) => name.trim()))].filter((name) => name !== ''),
    fullName: first(...realName, isPerson ? values(names.fullName) : [], [composed], isPerson ? [] : values('cn')),
  };
}

/** IsHidden accounts and DNS locations are nobody; entries without any name cannot be recognised again. */
function isNobody(values: AttributeValues, record: DirectoryRecord): boolean {
  if (values('IsHidden').some((value) => /^(?:yes|1|true)$/i.test(value))) return true;
  if (classesOf(values).includes('apple-location')) return true;
  return record.uid === null && record.shortNames.length === 0 && record.emails.length === 0;
}

/** Makes a record of one entry's attributes, whichever way they came; null when the entry is nobody. */
export function recordFromAttributes(values: AttributeValues, context: AttributeContext): AttributeRecord | null {
  const names = { ...OPEN_DIRECTORY_NAMES, ...context.names };
  const container = containerOf(context.dn);
  const augment = augmentOf(container, values);
  const kind = augment?.kind ?? kindOf(values, container);
  const uid = first(values('GeneratedUID'), values(names.uid));
  const mails = mailAddresses(['EMailAddress', names.email, 'proxyAddresses'].flatMap((name) => [...new Set(values(name))]));
  const capacity = Number.parseInt(first(values('Capacity'), values('apple-capacity')), 10);
  const autoSchedule = autoScheduleOf(first(values('ResourceInfo'), values('apple-resource-info')));
  const members = ['GroupMembers', 'NestedGroups', 'apple-group-memberguid', 'apple-group-nestedgroup'].flatMap(values);
  const { shortNames, fullName } = namesOf(kind, values, names);
  const record: DirectoryRecord = {
    uid: uid === '' ? null : normalizePrincipalUid(uid),
    kind,
    shortNames: augment === null ? shortNames : [augment.shortName],
    fullName: augment === null ? fullName : '',
    emails: mails.all,
    primaryEmail: mails.primary,
    memberUids: [...new Set(members.map(normalizePrincipalUid))],
    disabled: isDisabled(values),
    capacity: Number.isNaN(capacity) ? null : capacity,
    autoSchedule: autoSchedule.mode,
    source: context.source,
    origin: context.origin,
  };
  if (isNobody(values, record)) return null;
  return { record, warnings: autoSchedule.warning === null ? [] : [autoSchedule.warning] };
}
