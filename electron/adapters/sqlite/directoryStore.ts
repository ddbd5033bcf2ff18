import type { DirectoryRecord, FactSource } from '../../../shared/domain/principal.ts';
import type { DirectoryOrigin, DirectoryStore } from '../../ports/MappingStore.ts';
import { directoryRecordSchema } from './mappingRowSchemas.ts';
import type { ProjectFile } from './projectFile.ts';

function replaceOrigin(project: ProjectFile, origin: string, source: FactSource, records: Iterable<DirectoryRecord>, readAt: string): void {
  const { database } = project;
  database.prepare('DELETE FROM directory_origin WHERE origin = ?').run(origin);
  database.prepare('INSERT INTO directory_origin (origin, source, records, read_at) VALUES (?, ?, 0, ?)').run(origin, source, readAt);
  const insert = database.prepare('INSERT INTO directory_record (origin, position, record) VALUES (?, ?, ?)');
  let position = 0;
  for (const record of records) insert.run(origin, position++, JSON.stringify(record));
  if (position === 0) database.prepare('DELETE FROM directory_origin WHERE origin = ?').run(origin);
  else database.prepare('UPDATE directory_origin SET records = ? WHERE origin = ?').run(position, origin);
}

/** The directory facts inside a project file. */
export function sqliteDirectoryStore(project: ProjectFile): DirectoryStore {
  const { database } = project;
  return {
    replace: (origin, source, records, readAt) => {
      project.transaction(() => replaceOrigin(project, origin, source, records, readAt));
    },
    *records() {
      const rows = database.prepare<[], { record: string }>('SELECT record FROM directory_record ORDER BY origin, position').iterate();
      for (const { record } of rows) yield directoryRecordSchema.parse(JSON.parse(record));
    },
    origins: () =>
      project.read(() =>
        database
          .prepare<[], DirectoryOrigin>('SELECT origin, source, records, read_at AS readAt FROM directory_origin ORDER BY origin')
          .all(),
      ),
  };
}
