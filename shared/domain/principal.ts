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
  /** Candidates for SMTP addresses, primary first when the source says so. */
  readonly emails: readonly string[];
  readonly memberUids: readonly string[];
  readonly disabled: boolean;
  readonly capacity: number | null;
  readonly autoSchedule: string | null;
  readonly source: FactSource;
  /** File name or server, for provenance. */
  readonly origin: string;
}
