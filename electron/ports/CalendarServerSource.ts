import type { SourceTable } from '../../shared/domain/sourceTables.ts';

/** One batch of rows of one table. Values are text or null, whatever the provider; columns are those the source has and we know. */
export interface SourceRows {
  readonly table: SourceTable;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** How far a read has come. `totalBytes` is null where nobody can know it. */
export interface SourceProgress {
  readonly bytesRead: number;
  readonly totalBytes: number | null;
}

/** A row the provider had to drop (a damaged line, text that is not UTF-8 and cannot be repaired): costs that row, never the read. */
export interface DamagedRow {
  readonly table: SourceTable;
  readonly where: string;
  readonly reason: string;
}

/**
 * The rows of a Calendar Server database, live or from a dump.
 *
 * Contract (test/contract/suites/calendarServerSource.ts):
 * - `rows` yields every row of every table of `SOURCE_TABLES` that exists there, once, in one consistent snapshot, in batches of at most
 *   1,000 rows or about 4 MiB; tables come in any order, the rows of one table together. Memory stays flat.
 * - Booleans are `t`/`f`, timestamps `YYYY-MM-DD HH:MM:SS[.ffffff]` (UTC by schema), numbers decimal.
 * - Nothing is written to the source, and no statement of a dump is ever executed.
 * - Throws `Failure` (SOURCE_*, DUMP_*) when the whole cannot be read; a source that ends early never looks complete.
 * - Aborting the signal ends the iteration with `Failure('INTERRUPTED')` and frees the connection or file.
 */
export interface CalendarServerSource {
  /** For people: never holds a secret. */
  readonly label: string;
  readonly kind: 'postgres' | 'dump';
  rows(options: {
    readonly signal?: AbortSignal;
    readonly onProgress?: (progress: SourceProgress) => void;
    readonly onDamaged?: (row: DamagedRow) => void;
  }): AsyncIterable<SourceRows>;
}
