import type { DirectoryRecord } from '../../shared/domain/principal.ts';
import type { MappingVersion, CalendarRouteRow } from '../../shared/domain/mappingRows.ts';

/** Directory facts of the project, replaced per origin when that file or server is read again. */
export interface DirectoryStore {
  replace(origin: string, records: Iterable<DirectoryRecord>): void;
  records(): Iterable<DirectoryRecord>;
  origins(): readonly { readonly origin: string; readonly source: string; readonly records: number; readonly readAt: string }[];
}

/** Mapping versions are append-only; the newest is current. Saving an identical one returns the existing version. */
export interface MappingStore {
  current(): MappingVersion | null;
  version(id: number): MappingVersion | null;
  save(rows: MappingVersion['rows'], calendars: readonly CalendarRouteRow[], savedAt: string): MappingVersion;
}
