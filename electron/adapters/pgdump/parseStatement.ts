/** A table's name as a statement of a dump writes it. */
export interface TableName {
  readonly schema: string | undefined;
  readonly table: string;
}

/** One identifier at the start of the text, and what follows it. Unquoted ones are lower case, as PostgreSQL stores them. */
function identifier(text: string): { readonly name: string; readonly rest: string } | undefined {
  const quoted = /^\s*"((?:[^"]|"")*)"/.exec(text);
  if (quoted?.[1] !== undefined) return { name: quoted[1].replaceAll('""', '"'), rest: text.slice(quoted[0].length) };
  const plain = /^\s*([^\s"(),;.']+)/.exec(text);
  return plain?.[1] === undefined ? undefined : { name: plain[1].toLowerCase(), rest: text.slice(plain[0].length) };
}

function tableName(text: string): { readonly name: TableName; readonly rest: string } | undefined {
  const first = identifier(text);
  if (first === undefined) return undefined;
  if (!first.rest.startsWith('.')) return { name: { schema: undefined, table: first.name }, rest: first.rest };
  const second = identifier(first.rest.slice(1));
  return second && { name: { schema: first.name, table: second.name }, rest: second.rest };
}

/** `(a, "b")` at the start of the text; undefined when there is no list. */
function columnList(text: string): { readonly columns: readonly string[] | undefined; readonly rest: string } {
  if (!/^\s*\(/.test(text)) return { columns: undefined, rest: text };
  const columns: string[] = [];
  let rest = text.slice(text.indexOf('(') + 1);
  for (;;) {
    const column = identifier(rest);
    if (column === undefined) return { columns: undefined, rest: text };
    columns.push(column.name);
    const separator = /^\s*([,)])/.exec(column.rest);
    if (separator === null) return { columns: undefined, rest: text };
    rest = column.rest.slice(separator[0].length);
    if (separator[1] === ')') return { columns, rest };
  }
}

/** A table and, where they are named, the columns its data come in. */
export interface DataHead {
  readonly name: TableName;
  readonly columns: readonly string[] | undefined;
}

/** `COPY public.calendar (resource_id) FROM stdin;` */
export function parseCopyHead(line: string): DataHead | undefined {
  const named = tableName(line.replace(/^COPY\s+/i, ''));
  if (named === undefined) return undefined;
  const { columns, rest } = columnList(named.rest);
  const tail = /^\s*(WITH\s+OIDS\s+)?FROM\s+stdin\b/i.exec(rest);
  if (tail === null) return undefined;
  return { name: named.name, columns: tail[1] === undefined ? columns : columns && ['oid', ...columns] };
}

/** `INSERT INTO public.calendar (resource_id) VALUES` and the length of that text; undefined when there is no VALUES in it. */
export function parseInsertHead(text: string): (DataHead & { readonly length: number }) | undefined {
  const start = /^INSERT\s+INTO\s+/i.exec(text);
  const named = start && tableName(text.slice(start[0].length));
  if (!named) return undefined;
  const { columns, rest } = columnList(named.rest);
  const values = /^\s*(?:OVERRIDING\s+(?:SYSTEM|USER)\s+VALUE\s+)?VALUES/i.exec(rest);
  return values === null ? undefined : { name: named.name, columns, length: text.length - rest.length + values[0].length };
}

/** The table an INSERT, COPY or CREATE TABLE is about, from its beginning alone. */
export function parseTarget(text: string): TableName | undefined {
  const start = /^(?:INSERT\s+INTO|COPY|CREATE\s+(?:UNLOGGED\s+)?TABLE(?:\s+IF\s+NOT\s+EXISTS)?)\s+/i.exec(text);
  return start === null ? undefined : tableName(text.slice(start[0].length))?.name;
}

/** Cuts at commas outside brackets and quotes. */
function splitList(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (const token of text.matchAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|[(),]/g)) {
    if (token[0] === '(') depth += 1;
    else if (token[0] === ')') depth -= 1;
    else if (token[0] === ',' && depth === 0) {
      parts.push(text.slice(start, token.index));
      start = token.index + 1;
    }
  }
  return [...parts, text.slice(start)];
}

/** `CREATE TABLE name (columns…);` */
export function parseCreateTable(statement: string): { readonly name: TableName; readonly columns: readonly string[] } | undefined {
  const name = parseTarget(statement);
  const open = statement.indexOf('(');
  const close = statement.lastIndexOf(')');
  if (name === undefined || open < 0 || close < open) return undefined;
  const columns = splitList(statement.slice(open + 1, close))
    .filter((part) => !/^\s*(?:CONSTRAINT|PRIMARY\s+KEY|UNIQUE|CHECK|FOREIGN\s+KEY|EXCLUDE|LIKE)\b/i.test(part))
    .flatMap((part) => identifier(part)?.name ?? []);
  return { name, columns };
}

/** `SET client_encoding = 'LATIN1';` */
export function parseSet(statement: string): { readonly name: string; readonly value: string } | undefined {
  const parts = /^SET\s+(?:SESSION\s+|LOCAL\s+)?(\w+)\s*(?:=|\bTO\b)\s*([^]*?)\s*;?$/i.exec(statement);
  if (parts?.[1] === undefined || parts[2] === undefined) return undefined;
  return { name: parts[1].toLowerCase(), value: parts[2] };
}

/** The first entry of a comma list of names or strings, without its quotes. */
export function firstOf(value: string): string {
  return (value.split(',')[0] ?? '').trim().replace(/^['"]|['"]$/g, '');
}

/** The database of `\connect caldav`, `\connect "a b"`, `\connect -reuse-previous=on "dbname='caldav'"`, `\c caldav`. */
export function parseConnect(line: string): string | undefined {
  const words = /^\\c(?:onnect)?\s+(?:-reuse-previous=\w+\s+)?(?:"((?:[^"]|"")*)"|'((?:[^']|'')*)'|(\S+))/.exec(line);
  if (words === null) return undefined;
  const name = words[1] ?? words[2] ?? words[3] ?? '';
  return /dbname='((?:[^'\\]|\\.)*)'/.exec(name)?.[1] ?? name;
}
