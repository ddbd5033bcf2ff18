import type { Client } from 'pg';
import { Failure } from '../../../shared/domain/failure.ts';
import type { CalendarServerSource, SourceRows } from '../../ports/CalendarServerSource.ts';
import { SchemaVersion } from '../../source/sourceSchema.ts';
import { isKnownEncoding, SourceTextDecoder } from '../../source/SourceTextDecoder.ts';
import { connectPostgres } from './connectPostgres.ts';
import { addressOf } from './PostgresOptions.ts';
import type { PostgresOptions } from './PostgresOptions.ts';
import { readCatalogue } from './readCatalogue.ts';
import { readTable } from './readTable.ts';
import { toSourceFailure } from './toSourceFailure.ts';

/** Only settings the server has: the oldest, 9.0, does not know them all. */
const NO_OTHER_TIME_LIMITS = `
  SELECT set_config(name, '0', false) FROM pg_catalog.pg_settings
  WHERE name IN ('lock_timeout', 'idle_in_transaction_session_timeout', 'transaction_timeout', 'idle_session_timeout')`;

/** A decoder where the bytes are decoded here: in every encoding but UTF-8, where PostgreSQL itself keeps the text valid. */
async function decoderFor(client: Client): Promise<SourceTextDecoder | null> {
  const { rows } = await client.query<[string]>({ text: 'SELECT getdatabaseencoding()', rowMode: 'array' });
  const encoding = rows[0]?.[0] ?? 'UTF8';
  return encoding !== 'UTF8' && isKnownEncoding(encoding) ? new SourceTextDecoder(encoding) : null;
}

/** One snapshot of the database for as long as the transaction lasts, and no way to write into it. */
export async function beginReading(client: Client): Promise<void> {
  await client.query('SET statement_timeout = 0');
  await client.query(NO_OTHER_TIME_LIMITS);
  await client.query("SET datestyle = 'ISO, YMD'");
  await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
}

async function* rowsOf(
  options: PostgresOptions,
  label: string,
  read: Parameters<CalendarServerSource['rows']>[0],
): AsyncGenerator<SourceRows, void> {
  const { client, close, brokenBy } = await connectPostgres(options, read.signal);
  const version = new SchemaVersion(label);
  let reading: string | undefined;
  let bytesRead = 0;
  try {
    await beginReading(client);
    const decoder = await decoderFor(client);
    for (const catalogue of await readCatalogue(client, label, options.user)) {
      const { table } = catalogue;
      reading = table;
      const onRepaired = (where: string, reason: string): void => read.onDamaged?.({ table, where, reason });
      for await (const { size, ...batch } of readTable(client, catalogue, decoder, onRepaired)) {
        if (table === 'calendarserver') for (const [name, value] of batch.rows) version.see(name, value);
        bytesRead += size;
        read.onProgress?.({ bytesRead, totalBytes: null });
        yield batch;
        if (read.signal?.aborted === true) throw new Failure('INTERRUPTED');
      }
      if (table === 'calendarserver') version.get();
    }
  } catch (error) {
    if (read.signal?.aborted === true) throw new Failure('INTERRUPTED', {}, { cause: error });
    throw toSourceFailure(brokenBy() ?? error, { options, isConnected: true, ...(reading === undefined ? {} : { table: reading }) });
  } finally {
    await close();
  }
}

/** A Calendar Server database in a running PostgreSQL, 9.0 or newer; read in one read-only transaction. */
export function openPostgres(options: PostgresOptions): CalendarServerSource {
  const label = `${options.database} at ${addressOf(options)}`;
  return { label, kind: 'postgres', rows: (read) => rowsOf(options, label, read) };
}
