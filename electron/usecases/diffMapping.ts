import { diffMapping as differences } from '../../shared/directory/diffMapping.ts';
import type { MappingDifference } from '../../shared/directory/diffMapping.ts';
import type { MappingVersion } from '../../shared/domain/mappingRows.ts';
import type { MappingStore } from '../ports/MappingStore.ts';
import { needMapping } from './mapping/needMapping.ts';

export interface MappingComparison extends MappingDifference {
  readonly before: MappingVersion;
  readonly after: MappingVersion;
}

/** What changed between two versions; without numbers between the newest and the one before it. */
export function diffMapping(input: {
  readonly mappings: MappingStore;
  readonly before?: number;
  readonly after?: number;
}): MappingComparison {
  const after = needMapping(input.mappings, input.after);
  const before = needMapping(input.mappings, input.before ?? Math.max(after.id - 1, 1));
  return { before, after, ...differences(before, after) };
}
