import type { AttributeNames } from '../../shared/directory/recordFromAttributes.ts';
import type { DirectoryRecord, FactSource } from '../../shared/domain/principal.ts';

/** Something that could not be read and costs no more than itself. `where` names line, record or entry. */
export interface DirectoryWarning {
  readonly where: string;
  readonly reason: string;
}

/** Names of LDAP attributes where an installation does not use Open Directory's own (caldavd.plist, DirectoryService.params). */
export type DirectoryAttributeNames = AttributeNames;

/** What one file or server said. */
export interface DirectoryReading {
  /** File path or server address; never a secret. What is read again under it replaces what was read before. */
  readonly origin: string;
  /** `null`: the file holds settings (caldavd.plist) and no records. */
  readonly source: FactSource | null;
  readonly records: readonly DirectoryRecord[];
  readonly warnings: readonly DirectoryWarning[];
  /** False when an answer or a file was cut short: what is missing may still exist there. */
  readonly isComplete: boolean;
  readonly attributeNames: Partial<DirectoryAttributeNames> | null;
}

/** Reads any export of a directory. Throws `Failure` (DIRECTORY_FILE_*) when the file as a whole cannot be used. */
export interface DirectoryFileReader {
  read(path: string): Promise<DirectoryReading>;
}

/** What a look at a server tells, for `check`. */
export interface DirectoryServerFacts {
  readonly suffixes: readonly string[];
  readonly usesTls: boolean;
  readonly isAnonymous: boolean;
  /** What the server's own policy demands, in words; empty where it demands nothing or does not say. */
  readonly policy: readonly string[];
}

export interface LookUpOptions {
  readonly signal?: AbortSignal;
  readonly attributeNames?: Partial<DirectoryAttributeNames>;
}

/**
 * A live directory. Asks for people by UID and never lists everybody: directory servers cut long answers short, and a list that was cut looks
 * like one that is whole. Opens a connection per call and closes it. Throws `Failure` (DIRECTORY_*, INTERRUPTED).
 */
export interface DirectoryServer {
  /** For people and provenance: never holds a secret. */
  readonly label: string;
  probe(signal?: AbortSignal): Promise<DirectoryServerFacts>;
  /** Records of those with these UIDs, and of the groups nested in groups among them. Who is not found simply has no record. */
  lookUp(uids: readonly string[], options?: LookUpOptions): Promise<DirectoryReading>;
}
