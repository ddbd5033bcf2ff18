import type { DatabaseContent, Value } from '../../support/dumpContent.ts';
import { SCHEMA_V60 } from '../schemaV60.ts';
import { GONE_COLUMNS, isThere } from './columnVersions.ts';

export type Row = Record<string, Value>;

/** The rows of a database by table, while they are made those of another version. */
export type RowDatabase = Map<string, Row[]>;

const ESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '\\': '\\' };

function value(text: string): Value {
  return text === '\\N' ? null : text.replace(/\\(.)/g, (whole, letter: string) => ESCAPED[letter] ?? whole);
}

/** The rows of a plain dump as the sample writes it. */
export function readRows(dump: string): RowDatabase {
  const database: RowDatabase = new Map();
  for (const [, table = '', list = '', lines = ''] of dump.matchAll(/^COPY public\.(\w+) \((.*)\) FROM stdin;\n([^]*?)^\\\.$/gm)) {
    const columns = list.split(', ');
    const rows = lines.split('\n').filter((line) => line !== '');
    database.set(
      table,
      rows.map((line) => {
        const values = line.split('\t');
        return Object.fromEntries(columns.map((column, index) => [column, value(values[index] ?? '\\N')]));
      }),
    );
  }
  return database;
}

/** A table's rows; a new table where there was none. */
export function rowsOf(database: RowDatabase, table: string): Row[] {
  const rows = database.get(table) ?? [];
  database.set(table, rows);
  return rows;
}

/** Keeps some rows of a table. */
export function keep(database: RowDatabase, table: string, isKept: (row: Row) => boolean): void {
  database.set(table, rowsOf(database, table).filter(isKept));
}

function typesOf(table: string): Readonly<Record<string, string>> {
  const known: Readonly<Record<string, Readonly<Record<string, string>>>> = SCHEMA_V60;
  return { ...known[table], ...GONE_COLUMNS[table] };
}

function typeOf(version: number, table: string, column: string, type: string): string {
  // Ids and revisions are the integers without an own meaning; only version 66 made them long.
  if (version >= 66 && /(?:_id|^trash|^default_|^revision|^bind_revision|original_collection|^external_id)/.test(column)) {
    return type.replace(/^integer/, 'bigint');
  }
  if (version < 14 && column === 'calendar_resource_name' && table === 'calendar_bind') return 'character varying(255)';
  return version < 13 && column === 'dropbox_id' && table === 'attachment' ? `${type} NOT NULL` : type;
}

/** The database with the tables and columns this version has, in an order of its own as upgraded databases have them. */
export function contentOf(database: RowDatabase, version: number): DatabaseContent {
  const tables = [...database.keys()].filter((table) => isThere(version, table)).sort();
  const columnsOf = (table: string): readonly string[] => {
    const columns = Object.keys(typesOf(table)).filter((column) => isThere(version, table, column));
    return version % 2 === 0 ? columns : columns.toReversed();
  };
  const schema = tables.map((table) => {
    const types = typesOf(table);
    const lines = columnsOf(table).map((column) => `    ${column} ${typeOf(version, table, column, types[column] ?? 'text')}`);
    return `CREATE TABLE public.${table} (\n${lines.join(',\n')}\n);\n`;
  });
  const content = tables.map((table) => {
    const columns = columnsOf(table);
    return [table, { columns, rows: rowsOf(database, table).map((row) => columns.map((column) => row[column] ?? null)) }] as const;
  });
  return { schema: `${schema.join('\n')}\n`, tables: Object.fromEntries(content) };
}
