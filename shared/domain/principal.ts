export type PrincipalKind = 'user' | 'group' | 'room' | 'resource' | 'unknown';

/** Where a fact about a principal came from. */
export type FactSource =
  | 'ldap'
  | 'plist'
  | 'dscl-text'
  | 'dsexport'
  | 'ldif'
  | 'resources.xml'
  | 'augments.xml'
  | 'csv'
  | 'target-export'
  | 'harvest'
  | 'group-table';

/** One record of one source, before the merge by UID. */
export interface DirectoryRecord {
  /** Normalised UID; null when the record has none (matched later by short name or address). */
  readonly uid: string | null;
  readonly kind: PrincipalKind;
  readonly shortNames: readonly string[];
  readonly fullName: string;
  /** Candidates for SMTP addresses as the source writes them, primary first when the source says so. */
  readonly emails: readonly string[];
  /** The address the source itself marks as primary (`SMTP:` of proxyAddresses, PrimarySmtpAddress); null when it marks none. */
  readonly primaryEmail: string | null;
  readonly memberUids: readonly string[];
  readonly disabled: boolean;
  readonly capacity: number | null;
  readonly autoSchedule: string | null;
  /** Name in the tz database of the mailbox's own time zone, where the target's export tells. */
  readonly timeZone?: string;
  readonly source: FactSource;
  /** File name or server, for provenance. */
  readonly origin: string;
}

/** Who says so, and how the record was recognised as this principal's. */
export interface Provenance {
  readonly source: FactSource;
  readonly origin: string;
  readonly matchedBy: 'uid' | 'short-name' | 'email';
}

/** One fact with everyone who says so. */
export interface Fact<T> {
  readonly value: T;
  readonly saidBy: readonly Provenance[];
}

/** Sources that say different things of one principal. The first value is the one that counts. */
export interface FactConflict {
  readonly field: 'kind' | 'fullName' | 'email';
  readonly values: readonly Fact<string>[];
}

/** One person, group, room or thing: what all sources say of it together. */
export interface Principal {
  /** Normalised UID; null for someone no source gives a UID for. */
  readonly uid: string | null;
  readonly kind: PrincipalKind;
  /** Primary first. */
  readonly shortNames: readonly string[];
  readonly fullName: string;
  /** Normalised addresses, best source first. */
  readonly emails: readonly Fact<string>[];
  /** Values in a place for addresses that are none. */
  readonly unusableEmails: readonly string[];
  readonly primaryEmail: string | null;
  readonly memberUids: readonly string[];
  readonly disabled: boolean;
  readonly capacity: number | null;
  readonly autoSchedule: string | null;
  readonly timeZone: string | null;
  readonly saidBy: readonly Provenance[];
  readonly conflicts: readonly FactConflict[];
}

/** CUTYPE of RFC 5545 §3.2.3 and Calendar Server's own X-SERVER-GROUP, or a record type of a directory. */
const KINDS: Readonly<Record<string, PrincipalKind>> = {
  individual: 'user',
  user: 'user',
  users: 'user',
  people: 'user',
  person: 'user',
  group: 'group',
  groups: 'group',
  'x-server-group': 'group',
  room: 'room',
  rooms: 'room',
  location: 'room',
  locations: 'room',
  place: 'room',
  places: 'room',
  resource: 'resource',
  resources: 'resource',
  equipment: 'resource',
};

/** Reads CUTYPE, a record type or a column `type`; anything else is unknown. */
export function principalKind(word: string): PrincipalKind {
  return KINDS[word.trim().toLowerCase()] ?? 'unknown';
}
