import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { Failure } from '../../../shared/domain/failure.ts';
import type { Table, TableFile } from '../../ports/TableFile.ts';
import { formatCsv, parseCsv } from './csvTable.ts';
import { decodeText } from './decodeText.ts';

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function read(path: string): Promise<Table> {
  try {
    return parseCsv(decodeText(await readFile(path)).text);
  } catch (error) {
    throw new Failure('TABLE_FILE_UNREADABLE', { path, reason: reasonOf(error) }, { cause: error });
  }
}

async function write(path: string, rows: readonly (readonly string[])[]): Promise<void> {
  const draft = `${path}.part`;
  try {
    await writeFile(draft, formatCsv(rows));
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw new Failure('TABLE_FILE_UNWRITABLE', { path, reason: reasonOf(error) }, { cause: error });
  }
}

/** Tables as CSV files. */
export const csvTableFile: TableFile = { read, write };
