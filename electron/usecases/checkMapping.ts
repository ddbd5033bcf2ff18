import { checkMapping as findIssues } from '../../shared/directory/checkMapping.ts';
import type { MappingCheckContext, MappingIssue } from '../../shared/directory/checkMapping.ts';
import { mergeRecords } from '../../shared/directory/mergeRecords.ts';
import { normalizeEmail } from '../../shared/domain/address.ts';
import type { MappingVersion } from '../../shared/domain/mappingRows.ts';
import type { PrincipalKind } from '../../shared/domain/principal.ts';
import type { DirectoryStore, MappingStore } from '../ports/MappingStore.ts';
import { needMapping } from './mapping/needMapping.ts';

export interface CheckedMapping {
  readonly version: MappingVersion;
  readonly issues: readonly MappingIssue[];
}

/** The target's own export says which mailboxes are rooms. */
export function mailboxKinds(directory: DirectoryStore): Map<string, PrincipalKind> {
  const records = [...directory.records()].filter(({ source }) => source === 'target-export');
  return new Map(mergeRecords(records).flatMap(({ primaryEmail, kind }) => (primaryEmail === null ? [] : [[primaryEmail, kind]])));
}

/** Capacities as the source's directory and as the target's export have them, apart. */
function capacitiesOf(directory: DirectoryStore): NonNullable<MappingCheckContext['capacities']> {
  const bySource = new Map<string, number>();
  const byMailbox = new Map<string, number>();
  for (const { uid, source, capacity, primaryEmail } of directory.records()) {
    const email = primaryEmail === null ? null : normalizeEmail(primaryEmail);
    if (capacity === null) continue;
    if (source !== 'target-export' && uid !== null) bySource.set(`uid:${uid}`, capacity);
    if (source === 'target-export' && email !== null) byMailbox.set(email, capacity);
  }
  return { bySource, byMailbox };
}

/** Everything that keeps the current mapping from being used, and what deserves a look. */
export function checkMapping(input: {
  readonly mappings: MappingStore;
  readonly directory: DirectoryStore;
  readonly acceptedDomains: readonly string[];
  readonly rewriteDomains: Readonly<Record<string, string>>;
  readonly version?: number;
}): CheckedMapping {
  const version = needMapping(input.mappings, input.version);
  const domains = [...input.acceptedDomains, ...Object.values(input.rewriteDomains)].map((domain) => domain.toLowerCase());
  const context = { mailboxKinds: mailboxKinds(input.directory), capacities: capacitiesOf(input.directory), acceptedDomains: domains };
  const issues = findIssues(version.rows, context);
  return { version, issues };
}
