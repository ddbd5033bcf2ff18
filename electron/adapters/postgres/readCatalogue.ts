import type { Client } from 'pg';
import { Failure } from '../../../shared/domain/failure.ts';
import type { SourceTable } from '../../../shared/domain/sourceTables.ts';
import { SOURCE_TABLES } from '../../../shared/domain/sourceTables.ts';
import { columnsToRead, isSourceTable, requireEssentialTables } from '../../source/sourceSchema.ts';

/** A table to read and the columns it is read with. */
export interface CatalogueTable {
  readonly table: SourceTable;
  readonly columns: readonly string[];
  /** Those whose values may hold more than ASCII. */
  readonly textColumns: ReadonlySet<string>;
}

/** Not information_schema, which hides what the login may not read: a missing grant must not look like a missing table. */
const COLUMNS = `
  SELECT c.relname, a.attname, t.typcategory, has_table_privilege(c.oid, 'SELECT')
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
  WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND c.relname::text = ANY ($1)
  ORDER BY c.relname, a.attnum`;

type ColumnRow = [table: string, column: string, category: string, isReadable: string];

/** The tables of this database that matter, the schema version's first; fails when it is no Calendar Server database or may not be read. */
export async function readCatalogue(client: Client, label: string, user: string): Promise<readonly CatalogueTable[]> {
  const names = Object.keys(SOURCE_TABLES).filter(isSourceTable);
  const { rows } = await client.query<ColumnRow>({ text: COLUMNS, values: [names], rowMode: 'array' });
  requireEssentialTables(label, new Set(rows.map(([table]) => table)));
  const forbidden = rows.find(([, , , isReadable]) => isReadable !== 't');
  if (forbidden !== undefined) throw new Failure('SOURCE_PERMISSION_DENIED', { user, table: forbidden[0] });
  return names.flatMap((table) => {
    const present = rows.filter(([name]) => name === table);
    if (present.length === 0) return [];
    const available = present.map(([, column]) => column);
    const textColumns = new Set(present.flatMap(([, column, category]) => (category === 'S' ? column : [])));
    return { table, columns: columnsToRead(label, table, available), textColumns };
  });
}
