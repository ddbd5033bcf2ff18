import { note } from '../note.ts';
import { SNAPSHOT_NOTES } from '../notes/snapshot.ts';
import { DamagedField, RowFields } from './RowFields.ts';
import type { ReadingNote } from './readingNote.ts';

/** Some rows of one table, as a provider hands them over. */
export interface RowBatch {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** Names a row for a person: its table and first value, which the providers make the row's id. */
export function rowName(batch: RowBatch, row: readonly (string | null)[]): string {
  return `${batch.table} ${batch.columns[0] ?? ''}=${(row[0] ?? 'NULL').slice(0, 60)}`;
}

/** Reads each row of a batch; one that lacks what it must have costs a note, never the snapshot. */
export function readRows(batch: RowBatch, read: (fields: RowFields, where: string) => void, onNote: (note: ReadingNote) => void): void {
  const fields = new RowFields(batch.columns);
  for (const row of batch.rows) {
    const where = rowName(batch, row);
    try {
      read(fields.use(row), where);
    } catch (error) {
      if (!(error instanceof DamagedField)) throw error;
      onNote({ where, note: note(SNAPSHOT_NOTES, 'row-incomplete', error.column, error.value ?? 'NULL') });
    }
  }
}

export function duplicateRow(where: string, column: string): ReadingNote {
  return { where, note: note(SNAPSHOT_NOTES, 'row-duplicate', column) };
}
