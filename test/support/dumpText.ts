import type { DatabaseContent, TableContent, Value } from './dumpContent.ts';

/** The forms in which pg_dump writes one and the same database. */
export interface DumpStyle {
  readonly data?: 'copy' | 'inserts' | 'column-inserts' | 'rows-per-insert';
  /** pg_dump before 10.3 sets search_path and names no schema. */
  readonly isUnqualified?: boolean;
  readonly isQuoted?: boolean;
  /** Owners, grants, extensions, indexes and constraints. */
  readonly hasOwners?: boolean;
  /** -C, and what newer ones add against injected commands. */
  readonly database?: string;
  readonly isRestricted?: boolean;
  readonly standardConformingStrings?: boolean;
  readonly encoding?: string;
  /** Without this the schema and its functions are left out, as --data-only does. */
  readonly hasSchema?: boolean;
  readonly trailer?: boolean;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

function copyValue(value: Value): string {
  return value === null ? '\\N' : value.replace(/[\\\b\f\n\r\t\v]/g, (character) => ESCAPES[character] ?? character);
}

function literal(value: Value, column: string, style: DumpStyle): string {
  if (value === null) return 'NULL';
  if (/_id$|^(?:status|bind_mode|transp|access|extant|read_write|dataversion)$/.test(column) && /^\d+$/.test(value)) return value;
  if (/^(?:schedule_object|private_comments|is_in_trash|seen_by_\w+)$/.test(column)) return value === 't' ? 'true' : 'false';
  const doubled = value.replaceAll("'", "''");
  return `'${style.standardConformingStrings === false ? doubled.replaceAll('\\', '\\\\') : doubled}'`;
}

function tableName(table: string, style: DumpStyle): string {
  const name = style.isQuoted === true ? `"${table}"` : table;
  if (style.isUnqualified === true) return name;
  return style.isQuoted === true ? `"public".${name}` : `public.${name}`;
}

function tableData(table: string, { columns, rows }: TableContent, style: DumpStyle): string {
  const name = tableName(table, style);
  const list = `(${columns.map((column) => (style.isQuoted === true ? `"${column}"` : column)).join(', ')})`;
  const tuples = rows.map((row) => `(${row.map((value, index) => literal(value, columns[index] ?? '', style)).join(', ')})`);
  switch (style.data ?? 'copy') {
    case 'copy':
      return `COPY ${name} ${list} FROM stdin;\n${rows.map((row) => `${row.map(copyValue).join('\t')}\n`).join('')}\\.\n`;
    case 'inserts':
      return tuples.map((tuple) => `INSERT INTO ${name} VALUES ${tuple};\n`).join('');
    case 'column-inserts':
      return tuples.map((tuple) => `INSERT INTO ${name} ${list} VALUES ${tuple} ON CONFLICT DO NOTHING;\n`).join('');
    case 'rows-per-insert':
      return tuples.length === 0 ? '' : `INSERT INTO ${name} VALUES\n\t${tuples.join(',\n\t')};\n`;
  }
}

function owners(tables: readonly string[], style: DumpStyle): string {
  return tables
    .map((table) => tableName(table, style))
    .map(
      (name) => `ALTER TABLE ${name} OWNER TO caldav;\nREVOKE ALL ON TABLE ${name} FROM PUBLIC;\nGRANT ALL ON TABLE ${name} TO caldav;\n`,
    )
    .join('\n');
}

const EXTENSIONS = `CREATE EXTENSION IF NOT EXISTS plpgsql WITH SCHEMA pg_catalog;

COMMENT ON EXTENSION plpgsql IS 'PL/pgSQL procedural language';
`;

function header(style: DumpStyle): string {
  return [
    '--\n-- PostgreSQL database dump\n--\n',
    style.isRestricted === true ? '\\restrict QF5LgPwcdcfoOH1rrg7o5x\n' : '',
    '-- Dumped from database version 9.4.26\n-- Dumped by pg_dump version 9.4.26\n',
    'SET statement_timeout = 0;',
    `SET client_encoding = '${style.encoding ?? 'UTF8'}';`,
    `SET standard_conforming_strings = ${style.standardConformingStrings === false ? 'off' : 'on'};`,
    'SET check_function_bodies = false;',
    'SET client_min_messages = warning;\n',
    style.database === undefined
      ? ''
      : `CREATE DATABASE ${style.database} WITH TEMPLATE = template0 ENCODING = 'UTF8';\n\nALTER DATABASE ${style.database} OWNER TO caldav;\n\n\\connect ${style.database}\n`,
    style.isUnqualified === true ? 'SET search_path = public, pg_catalog;\n' : "SELECT pg_catalog.set_config('search_path', '', false);\n",
  ].join('\n');
}

/** The text of a dump, as pg_dump would have written it. */
export function dumpText({ schema, tables }: DatabaseContent, style: DumpStyle = {}): string {
  const names = Object.keys(tables);
  const definitions = style.isUnqualified === true ? schema.replaceAll('public.', '') : schema;
  const data = names.map((name) => {
    const table = tables[name];
    return table === undefined
      ? ''
      : `--\n-- Data for Name: ${name}; Type: TABLE DATA; Schema: public; Owner: -\n--\n\n${tableData(name, table, style)}`;
  });
  return [
    header(style),
    style.hasOwners === true ? EXTENSIONS : '',
    style.hasSchema === false ? '' : definitions,
    style.hasOwners === true ? owners(names, style) : '',
    ...data,
    style.hasOwners === true
      ? `ALTER TABLE ONLY ${tableName('calendar_home', style)}\n    ADD CONSTRAINT home_key PRIMARY KEY (resource_id);\n`
      : '',
    style.trailer === false ? '' : '--\n-- PostgreSQL database dump complete\n--\n',
    style.isRestricted === true ? '\\unrestrict QF5LgPwcdcfoOH1rrg7o5x\n' : '',
  ].join('\n');
}
