import type { DirectoryRecord, FactSource } from '../../shared/domain/principal.ts';
import type { MappingVersion, CalendarRouteRow } from '../../shared/domain/mappingRows.ts';

/** One file or server the directory facts of a project come from. */
export interface DirectoryOrigin {
  readonly origin: string;
  readonly source: string;
  readonly records: number;
  readonly readAt: string;
}

/** Directory facts of the project, replaced per origin when that file or server is read again. */
export interface DirectoryStore {
  /** All or nothing; no records removes the origin. */
  replace(origin: string, source: FactSource, records: Iterable<DirectoryRecord>, readAt: string): void;
  /** Origins in byte order, records as they were read. */
  records(): Iterable<DirectoryRecord>;
  origins(): readonly DirectoryOrigin[];
}

/** Mapping versions are append-only; the newest is current. Saving what is current already returns it. */
export interface MappingStore {
  current(): MappingVersion | null;
  version(id: number): MappingVersion | null;
  save(rows: MappingVersion['rows'], calendars: readonly CalendarRouteRow[], savedAt: string): MappingVersion;
}
