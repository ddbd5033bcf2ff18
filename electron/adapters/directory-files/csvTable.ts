import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import type { Table, TableRow } from '../../ports/TableFile.ts';

const DELIMITERS = [',', ';', '\t'] as const;

/** Excel separates by the list separator of the country it is in. */
function delimiterOf(header: string): string {
  const bare = header.replace(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((delimiter) => ({ delimiter, count: bare.split(delimiter).length }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).delimiter;
}

function parseLines(text: string, delimiter: string, firstLine: number): TableRow[] {
  const rows: TableRow[] = [];
  parse(text, {
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    // csv-parse counts the lines it has consumed, so a record with line breaks inside is named by its last line.
    on_record: (record: string[], { lines }) => {
      rows.push({ line: firstLine + lines - 1, cells: record });
      return null;
    },
  });
  return rows;
}

/** What programs write before the header: Excel's `sep=;`, and the `#TYPE …` of Windows PowerShell's Export-Csv. */
const PREFACE = /^(?:sep=.|"?#TYPE [^\r\n]*)(?:\r\n|\r|\n)/i;

/** One quote too many would swallow the rest of the file; line by line it costs its own line. */
function parseDamaged(text: string, delimiter: string, firstLine: number): Table {
  const rows: TableRow[] = [];
  const damaged: number[] = [];
  text.split(/\r\n|\r|\n/).forEach((line, index) => {
    try {
      rows.push(...parseLines(line, delimiter, firstLine + index));
    } catch {
      damaged.push(firstLine + index);
    }
  });
  return { rows, damagedLines: damaged };
}

/** Reads comma, semicolon or tab separated text. Lines that cannot be read are named; the others are kept. */
export function parseCsv(text: string): Table {
  const whole = text.replace(/^\uFEFF/, '');
  const start = whole.replace(PREFACE, '');
  const firstLine = start === whole ? 1 : 2;
  const delimiter = delimiterOf(start.split(/\r|\n/, 1)[0] ?? '');
  try {
    return { rows: parseLines(start, delimiter, firstLine), damagedLines: [] };
  } catch {
    return parseDamaged(start, delimiter, firstLine);
  }
}

/** Comma separated, with a BOM: without it Excel reads UTF-8 as the local code page. */
export function formatCsv(rows: readonly (readonly string[])[]): string {
  return stringify(
    rows.map((row) => [...row]),
    { bom: true, record_delimiter: 'windows' },
  );
}
