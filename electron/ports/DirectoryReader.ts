import type { DirectoryRecord, FactSource } from '../../shared/domain/principal.ts';

/** Something that could not be read and costs no more than itself. `where` names line, record or entry. */
export interface DirectoryWarning {
  readonly where: string;
  readonly reason: string;
}

/** Names of LDAP attributes where an installation does not use Open Directory's own (caldavd.plist, DirectoryService.params). */
export interface DirectoryAttributeNames {
  readonly uid: string;
  readonly shortName: string;
  readonly fullName: string;
  readonly email: string;
  readonly member: string;
}

/** What one file or server said. */
export interface DirectoryReading {
  /** File path or server address; never a secret. What is read again under it replaces what was read before. */
  readonly origin: string;
  /** `null`: the file holds settings (caldavd.plist) and no records. */
  readonly source: FactSource | null;
  readonly records: readonly DirectoryRecord[];
  readonly warnings: readonly DirectoryWarning[];
  /** False when the server cut the answer short: what is missing may still exist there. */
  readonly isComplete: boolean;
  readonly attributeNames: Partial<DirectoryAttributeNames> | null;
}

/** Reads any export of a directory. Throws `Failure` (DIRECTORY_FILE_*) when the file as a whole cannot be used. */
export interface DirectoryFileReader {
  read(path: string): Promise<DirectoryReading>;
}

/** One step of looking at a server, for `check`. */
export interface DirectoryServerFacts {
  readonly suffixes: readonly string[];
  readonly usesTls: boolean;
  readonly isAnonymous: boolean;
  /** What the server's own policy says about anonymous and clear-text access, in words. */
  readonly policy: readonly string[];
}

/**
 * A live directory. Only asks, never lists: a directory server cuts long answers short (Open Directory's default is 11,000 entries, many sites
 * set less), and a list that was cut looks like one that is whole. Throws `Failure` (DIRECTORY_*).
 */
export interface DirectoryServer {
  /** For people and provenance: never holds a secret. */
  readonly label: string;
  probe(signal?: AbortSignal): Promise<DirectoryServerFacts>;
  /** Everybody with one of these UIDs, and the members of groups among them. UIDs that are not found simply have no record. */
  lookUp(uids: readonly string[], signal?: AbortSignal): Promise<DirectoryReading>;
}
