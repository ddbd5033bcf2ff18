import type { Client } from 'pg';
import type { SourceRows } from '../../ports/CalendarServerSource.ts';
import { BATCH_BYTES, BATCH_ROWS } from '../../source/RowBatch.ts';
import type { SourceTextDecoder } from '../../source/SourceTextDecoder.ts';
import type { CatalogueTable } from './readCatalogue.ts';

/** The first fetch of a table, before it is known how long its rows are. */
const FIRST_FETCH = 100;

type Row = (string | null)[];

function sizeOf(rows: readonly Row[]): number {
  let size = 0;
  for (const row of rows) for (const value of row) size += value?.length ?? 1;
  return size;
}

/**
 * The expression that hands out a column. Where the server's encoding is not UTF-8 the stored bytes come as hexadecimal digits and are decoded
 * here: the server would give up the whole read at the first text that is not what the database claims.
 */
function expression({ textColumns }: CatalogueTable, column: string, asBytes: boolean): string {
  const quoted = `"${column}"`;
  return asBytes && textColumns.has(column) ? `encode(convert_to(${quoted}::text, getdatabaseencoding()), 'hex')` : quoted;
}

/** Turns the hexadecimal columns of a row into text. */
function decodeRow(row: Row, places: readonly number[], decoder: SourceTextDecoder): Row {
  const decoded = [...row];
  for (const place of places) {
    const value = row[place];
    if (value === undefined || value === null) continue;
    const bytes = Buffer.from(value, 'hex');
    decoded[place] = decoder.decode(bytes, 0, bytes.length);
  }
  return decoded;
}

/** All rows of a table through a cursor of the open transaction, in batches that stay small however long the rows are. */
export async function* readTable(
  client: Client,
  catalogue: CatalogueTable,
  decoder: SourceTextDecoder | null,
  onRepaired: (where: string, reason: string) => void,
): AsyncGenerator<SourceRows & { readonly size: number }, void> {
  const { table, columns, textColumns } = catalogue;
  const select = columns.map((column) => expression(catalogue, column, decoder !== null)).join(', ');
  const places = columns.flatMap((column, place) => (textColumns.has(column) ? place : []));
  await client.query(`DECLARE godwit NO SCROLL CURSOR FOR SELECT ${select} FROM public."${table}"`);
  for (let count = FIRST_FETCH; ;) {
    const { rows } = await client.query<Row>({ text: `FETCH FORWARD ${count} FROM godwit`, rowMode: 'array' });
    const size = sizeOf(rows);
    if (rows.length > 0) {
      const batch = decoder === null ? rows : rows.map((row) => decodeReporting(row, places, decoder, columns, onRepaired));
      yield { table, columns, rows: batch, size };
    }
    if (rows.length < count) break;
    count = Math.max(1, Math.min(BATCH_ROWS, Math.floor(BATCH_BYTES / (size / rows.length))));
  }
  await client.query('CLOSE godwit');
}

function decodeReporting(
  row: Row,
  places: readonly number[],
  decoder: SourceTextDecoder,
  columns: readonly string[],
  onRepaired: (where: string, reason: string) => void,
): Row {
  const decoded = decodeRow(row, places, decoder);
  const repaired = decoder.takeRepair();
  if (repaired !== undefined) {
    onRepaired(`${columns[0] ?? ''} ${decoded[0] ?? ''}`.trim(), `kept: what was not UTF-8 in it was read as ${repaired}`);
  }
  return decoded;
}
