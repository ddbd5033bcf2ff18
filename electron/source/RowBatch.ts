import type { SourceRows } from '../ports/CalendarServerSource.ts';
import type { SourceTable } from '../../shared/domain/sourceTables.ts';

/** The port's bounds of one batch. */
export const BATCH_ROWS = 1_000;
export const BATCH_BYTES = 4 * 1_024 * 1_024;

/** Gathers rows into batches of one table each. */
export class RowBatch {
  #table: SourceTable | undefined;
  #columns: readonly string[] = [];
  #rows: (readonly (string | null)[])[] = [];
  #size = 0;
  #full: SourceRows[] = [];

  /** Rows from now on belong to this table; a table that goes on keeps its batch. */
  begin(table: SourceTable, columns: readonly string[]): void {
    if (this.#table === table && this.#columns.join() === columns.join()) return;
    this.#close();
    this.#table = table;
    this.#columns = columns;
  }

  add(row: readonly (string | null)[], size: number): void {
    this.#rows.push(row);
    this.#size += size;
    if (this.#rows.length >= BATCH_ROWS || this.#size >= BATCH_BYTES) this.#close();
  }

  /** The batches that are full. */
  take(): readonly SourceRows[] {
    const full = this.#full;
    if (full.length > 0) this.#full = [];
    return full;
  }

  /** What is left, at the end. */
  finish(): readonly SourceRows[] {
    this.#close();
    return this.take();
  }

  #close(): void {
    if (this.#table !== undefined && this.#rows.length > 0) {
      this.#full.push({ table: this.#table, columns: this.#columns, rows: this.#rows });
    }
    this.#rows = [];
    this.#size = 0;
  }
}
