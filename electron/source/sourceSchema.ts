import { Failure } from '../../shared/domain/failure.ts';
import type { SourceTable } from '../../shared/domain/sourceTables.ts';
import { ESSENTIAL_TABLES, NEWEST_SCHEMA_VERSION, OLDEST_SCHEMA_VERSION, SOURCE_TABLES } from '../../shared/domain/sourceTables.ts';

/** Whether a table name, as PostgreSQL stores it, is one a migration reads. */
export function isSourceTable(name: string): name is SourceTable {
  return Object.hasOwn(SOURCE_TABLES, name);
}

/** The columns to read of a table, in one fixed order whatever the provider; fails when a required one is missing. */
export function columnsToRead(label: string, table: SourceTable, available: readonly string[]): readonly string[] {
  const { required, optional }: { required: readonly string[]; optional: readonly string[] } = SOURCE_TABLES[table];
  const missing = required.find((column) => !available.includes(column));
  if (missing !== undefined) throw new Failure('SOURCE_COLUMN_MISSING', { label, table, column: missing });
  return [...required, ...optional.filter((column) => available.includes(column))];
}

/** The essential tables that are not among these. */
export function missingTables(tables: ReadonlySet<string>): readonly SourceTable[] {
  return ESSENTIAL_TABLES.filter((table) => !tables.has(table));
}

/** Fails unless every essential table is there. */
export function requireEssentialTables(label: string, tables: ReadonlySet<string>): void {
  const missing = missingTables(tables);
  if (missing.length === 0) return;
  throw new Failure('SOURCE_NOT_CALENDAR_SERVER', { label, missing: `the table ${missing.join(', ')}` });
}

/** Watches the rows of CALENDARSERVER go by: the schema version must be there and one Godwit reads. */
export class SchemaVersion {
  readonly #label: string;
  #found: string | undefined;

  constructor(label: string) {
    this.#label = label;
  }

  see(name: string | null | undefined, value: string | null | undefined): void {
    if (name !== 'VERSION') return;
    this.#found = value ?? '';
    const version = Number.parseInt(this.#found, 10);
    if (version > NEWEST_SCHEMA_VERSION) throw new Failure('SOURCE_SCHEMA_TOO_NEW', { label: this.#label, version: this.#found });
    if (!(version >= OLDEST_SCHEMA_VERSION)) throw new Failure('SOURCE_SCHEMA_TOO_OLD', { label: this.#label, version: this.#found });
  }

  /** The version seen; fails when there was none. */
  get(): string {
    if (this.#found !== undefined) return this.#found;
    throw new Failure('SOURCE_NOT_CALENDAR_SERVER', { label: this.#label, missing: 'the row VERSION of the table calendarserver' });
  }
}
