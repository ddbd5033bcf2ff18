import { Socket } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import type { Client, ClientConfig } from 'pg';
import { Failure } from '../../../shared/domain/failure.ts';
import type { PostgresOptions } from './PostgresOptions.ts';
import { toSourceFailure } from './toSourceFailure.ts';

const CONNECT_TIMEOUT_MS = 15_000;
const KEEP_ALIVE_DELAY_MS = 10_000;
/** A server that went away must not hold up the end. */
const FAREWELL_MS = 1_000;

/** A connection that can be cut at any moment. */
export interface PostgresConnection {
  readonly client: Client;
  readonly close: () => Promise<void>;
  /** What broke the connection while nothing was asked: the next query only says that it cannot be asked any more. */
  readonly brokenBy: () => Error | undefined;
}

/** Values stay the text PostgreSQL's output functions write, which is what COPY writes into a dump as well. */
const AS_TEXT: ClientConfig['types'] = { getTypeParser: () => (value: string) => value };

function tlsOptions(options: PostgresOptions): ConnectionOptions | false {
  if (options.tls === 'off') return false;
  const authorities = options.caFile === undefined ? {} : { ca: options.caFile };
  if (options.tls === 'verify-full') return { ...authorities, rejectUnauthorized: true };
  return { ...authorities, rejectUnauthorized: options.caFile !== undefined, checkServerIdentity: () => undefined };
}

/** Connects and logs in. Aborting the signal cuts the connection, whatever it is doing. */
export async function connectPostgres(options: PostgresOptions, signal?: AbortSignal): Promise<PostgresConnection> {
  const isAborted = (): boolean => signal?.aborted === true;
  if (isAborted()) throw new Failure('INTERRUPTED');
  // Loaded for those who have a server: the others save its memory.
  const { Client: PostgresClient } = await import('pg');
  const socket = new Socket();
  const client = new PostgresClient({
    host: options.host,
    port: options.port,
    database: options.database,
    user: options.user,
    // Undefined would let pg look into the environment and ~/.pgpass.
    password: options.password ?? '',
    ssl: tlsOptions(options),
    stream: () => socket,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_DELAY_MS,
    application_name: 'Godwit',
    types: AS_TEXT,
  });
  let broken: Error | undefined;
  // Without a listener it would end the process.
  client.on('error', (error: Error) => {
    broken ??= error;
  });
  const cut = (): void => void socket.destroy();
  signal?.addEventListener('abort', cut, { once: true });
  const close = async (): Promise<void> => {
    signal?.removeEventListener('abort', cut);
    const farewell = setTimeout(cut, FAREWELL_MS);
    await client.end().catch(() => undefined);
    clearTimeout(farewell);
    socket.destroy();
  };
  try {
    await client.connect();
  } catch (error) {
    await close();
    if (isAborted()) throw new Failure('INTERRUPTED', {}, { cause: error });
    throw toSourceFailure(error, { options, isConnected: false });
  }
  return { client, close, brokenBy: () => broken };
}
