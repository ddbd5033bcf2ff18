import type { Database } from 'better-sqlite3';
import { note } from '../../../shared/domain/note.ts';
import { SNAPSHOT_NOTES } from '../../../shared/domain/notes/snapshot.ts';
import type { ReadingNote } from '../../../shared/domain/snapshot/readingNote.ts';

interface Duplicate {
  readonly number: number;
  readonly object_id: number;
  readonly rank: number;
  readonly resource_name: string;
  readonly uid: string;
}

/** The inner query is answered by an index alone; only names that occur twice are looked at. The newest comes first. */
const DUPLICATES = `
  SELECT number, object_id, rank, resource_name, uid FROM source_object
  WHERE snapshot_id = $snapshot AND out_of_calendar IS NULL AND (rank, resource_name) IN (
    SELECT rank, resource_name FROM source_object WHERE snapshot_id = $snapshot GROUP BY rank, resource_name HAVING count(*) > 1)
  ORDER BY rank, resource_name, uid, modified_ms DESC, object_id DESC`;

/**
 * Owner, calendar, resource name and UID are an object's identity in the target, so two that agree in all would be written over each
 * other. It takes a damaged source, or two homes of one person; the one changed last is kept, the other noted.
 */
export function dropDuplicateObjects(database: Database, snapshotId: number, onNote: (note: ReadingNote) => void): void {
  const remove = database.prepare<[number]>('DELETE FROM source_object WHERE number = ?');
  let kept: Duplicate | null = null;
  for (const row of database.prepare<[{ snapshot: number }], Duplicate>(DUPLICATES).all({ snapshot: snapshotId })) {
    if (kept?.rank !== row.rank || kept.resource_name !== row.resource_name || kept.uid !== row.uid) {
      kept = row;
      continue;
    }
    remove.run(row.number);
    const where = `calendar_object resource_id=${row.object_id}`;
    onNote({ where, note: note(SNAPSHOT_NOTES, 'row-duplicate', 'resource_name', row.resource_name, `resource_id=${kept.object_id}`) });
  }
}
