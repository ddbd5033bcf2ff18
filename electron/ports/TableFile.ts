export interface TableRow {
  /** Line in the file, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface Table {
  readonly rows: readonly TableRow[];
  /** Lines that could not be read at all. */
  readonly damagedLines: readonly number[];
}

/** A table kept in a file people edit in Excel. Throws `Failure('TABLE_FILE_UNREADABLE' | 'TABLE_FILE_UNWRITABLE')`. */
export interface TableFile {
  /** Comma, semicolon or tab; UTF-8, UTF-16 or Windows; BOM or none. */
  read(path: string): Promise<Table>;
  /** Replaces the file as a whole: a reader never sees half a table. */
  write(path: string, rows: readonly (readonly string[])[]): Promise<void>;
}
