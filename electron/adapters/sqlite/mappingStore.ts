import { mappingContentHash, mappingFingerprint } from '../../../shared/directory/mappingFingerprint.ts';
import type { CalendarRouteRow, MappingRow, MappingVersion } from '../../../shared/domain/mappingRows.ts';
import type { MappingStore } from '../../ports/MappingStore.ts';
import { calendarRowsSchema, mappingRowsSchema } from './mappingRowSchemas.ts';
import type { ProjectFile } from './projectFile.ts';

interface StoredVersion {
  readonly version_id: number;
  readonly saved_at: string;
  readonly fingerprint: string;
  readonly content_hash: string;
  readonly mapping_rows: string;
  readonly calendar_rows: string;
}

const COLUMNS = 'version_id, saved_at, fingerprint, content_hash, mapping_rows, calendar_rows';

function versionOf(stored: StoredVersion): MappingVersion {
  return {
    id: stored.version_id,
    savedAt: stored.saved_at,
    fingerprint: stored.fingerprint,
    rows: mappingRowsSchema.parse(JSON.parse(stored.mapping_rows)),
    calendars: calendarRowsSchema.parse(JSON.parse(stored.calendar_rows)),
  };
}

function newest(project: ProjectFile): StoredVersion | undefined {
  return project.database.prepare<[], StoredVersion>(`SELECT ${COLUMNS} FROM mapping_version ORDER BY version_id DESC LIMIT 1`).get();
}

function save(project: ProjectFile, rows: readonly MappingRow[], calendars: readonly CalendarRouteRow[], savedAt: string): MappingVersion {
  const contentHash = mappingContentHash(rows, calendars);
  const current = newest(project);
  if (current?.content_hash === contentHash) return versionOf(current);
  const fingerprint = mappingFingerprint(rows, calendars);
  const { lastInsertRowid } = project.database
    .prepare('INSERT INTO mapping_version (saved_at, fingerprint, content_hash, mapping_rows, calendar_rows) VALUES (?, ?, ?, ?, ?)')
    .run(savedAt, fingerprint, contentHash, JSON.stringify(rows), JSON.stringify(calendars));
  return { id: Number(lastInsertRowid), savedAt, fingerprint, rows: [...rows], calendars: [...calendars] };
}

/** The mapping versions inside a project file. */
export function sqliteMappingStore(project: ProjectFile): MappingStore {
  return {
    current: () =>
      project.read(() => {
        const stored = newest(project);
        return stored === undefined ? null : versionOf(stored);
      }),
    version: (id) =>
      project.read(() => {
        const stored = project.database
          .prepare<[number], StoredVersion>(`SELECT ${COLUMNS} FROM mapping_version WHERE version_id = ?`)
          .get(id);
        return stored === undefined ? null : versionOf(stored);
      }),
    save: (rows, calendars, savedAt) => project.transaction(() => save(project, rows, calendars, savedAt)),
  };
}
