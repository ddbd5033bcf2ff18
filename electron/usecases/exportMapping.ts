import { mappingTable } from '../../shared/directory/mappingTable.ts';
import type { MappingVersion } from '../../shared/domain/mappingRows.ts';
import type { MappingStore } from '../ports/MappingStore.ts';
import type { TableFile } from '../ports/TableFile.ts';
import { needMapping } from './mapping/needMapping.ts';

/** Writes the mapping, calendars included, to a CSV file and says which version that was. */
export async function exportMapping(input: {
  readonly mappings: MappingStore;
  readonly tables: TableFile;
  readonly path: string;
  readonly version?: number;
}): Promise<MappingVersion> {
  const version = needMapping(input.mappings, input.version);
  await input.tables.write(input.path, mappingTable(version.rows, version.calendars));
  return version;
}
