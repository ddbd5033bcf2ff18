import { Failure } from '../../../shared/domain/failure.ts';
import type { MappingVersion } from '../../../shared/domain/mappingRows.ts';
import type { MappingStore } from '../../ports/MappingStore.ts';

/** The current version, or the one asked for. */
export function needMapping(mappings: MappingStore, version?: number): MappingVersion {
  const current = mappings.current();
  if (current === null) throw new Failure('MAPPING_MISSING');
  if (version === undefined || version === current.id) return current;
  const found = mappings.version(version);
  if (found === null) throw new Failure('MAPPING_VERSION_UNKNOWN', { version, newest: current.id });
  return found;
}
