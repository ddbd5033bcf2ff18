import { lookup } from 'node:dns/promises';
import { createConnection, isIP } from 'node:net';
import type { Client } from 'pg';
import { Failure } from '../../../shared/domain/failure.ts';
import { requireEssentialTables, SchemaVersion } from '../../source/sourceSchema.ts';
import { connectPostgres } from './connectPostgres.ts';
import type { PostgresConnection } from './connectPostgres.ts';
import { beginReading } from './openPostgres.ts';
import { addressOf } from './PostgresOptions.ts';
import type { PostgresOptions } from './PostgresOptions.ts';
import { readCatalogue } from './readCatalogue.ts';
import { toSourceFailure } from './toSourceFailure.ts';

export type PostgresStepName = 'resolve' | 'connect' | 'tls' | 'login' | 'database' | 'schema' | 'sample';

/** One step of the check. The steps after one that failed are not tried and not listed. */
export interface PostgresStep {
  readonly name: PostgresStepName;
  readonly isPassed: boolean;
  /** What was seen, for people. */
  readonly detail: string;
  readonly failure?: Failure;
}

const CONNECT_TIMEOUT_MS = 10_000;

/** The step of a connect that a failure belongs to; those before it passed. */
const STEP_OF: Readonly<Partial<Record<Failure['code'], PostgresStepName>>> = {
  SOURCE_TLS_FAILED: 'tls',
  SOURCE_LOGIN_FAILED: 'login',
  SOURCE_DATABASE_MISSING: 'database',
};

async function resolveName({ host }: PostgresOptions): Promise<string> {
  if (host.startsWith('/')) return 'a Unix socket, no name to look up';
  if (isIP(host) !== 0) return 'an address, no name to look up';
  const addresses = await lookup(host, { all: true });
  return addresses.map(({ address }) => address).join(', ');
}

function connectOnce({ host, port }: PostgresOptions): Promise<string> {
  const target = host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port };
  return new Promise((resolve, reject) => {
    const socket = createConnection({ ...target, timeout: CONNECT_TIMEOUT_MS });
    socket.on('connect', () => {
      socket.destroy();
      resolve('something listens there');
    });
    socket.on('timeout', () => socket.destroy(Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' })));
    socket.on('error', reject);
  });
}

async function schemaVersion(client: Client, label: string, user: string): Promise<string> {
  await beginReading(client);
  const tables = await readCatalogue(client, label, user);
  requireEssentialTables(label, new Set(tables.map(({ table }) => table)));
  const version = new SchemaVersion(label);
  const { rows } = await client.query<[string, string]>({ text: 'SELECT name, value FROM public.calendarserver', rowMode: 'array' });
  for (const [name, value] of rows) version.see(name, value);
  return `schema version ${version.get()}, ${tables.length} tables to read`;
}

async function sampleRow(client: Client): Promise<string> {
  const text = `SELECT (SELECT count(*) FROM public.calendar_home), length(icalendar_text) FROM public.calendar_object LIMIT 1`;
  const { rows } = await client.query<[string, string]>({ text, rowMode: 'array' });
  const [row] = rows;
  return row === undefined ? 'readable, but without any event' : `readable: ${row[0]} homes; the first event has ${row[1]} characters`;
}

/** Tries a connection step by step, so that a failure says exactly which one it is. */
export async function checkPostgres(options: PostgresOptions): Promise<readonly PostgresStep[]> {
  const steps: PostgresStep[] = [];
  let connection: PostgresConnection | undefined;
  let name: PostgresStepName = 'resolve';
  const label = `${options.database} at ${addressOf(options)}`;
  const pass = (passed: PostgresStepName, detail: string): void => void steps.push({ name: passed, isPassed: true, detail });
  const words: readonly (readonly [PostgresStepName, string])[] = [
    ['tls', options.tls === 'off' ? 'not used' : 'encrypted'],
    ['login', `as ${options.user}`],
    ['database', options.database],
  ];
  try {
    pass(name, await resolveName(options));
    name = 'connect';
    pass(name, await connectOnce(options));
    name = 'tls';
    connection = await connectPostgres(options);
    for (const [passed, detail] of words) pass(passed, detail);
    name = 'schema';
    pass(name, await schemaVersion(connection.client, label, options.user));
    name = 'sample';
    pass(name, await sampleRow(connection.client));
  } catch (error) {
    const failure = toSourceFailure(connection?.brokenBy() ?? error, { options, isConnected: connection !== undefined });
    if (!(failure instanceof Failure)) throw error;
    const failed = connection === undefined ? (STEP_OF[failure.code] ?? name) : name;
    for (const [passed, detail] of words.slice(
      0,
      Math.max(
        0,
        words.findIndex(([word]) => word === failed),
      ),
    ))
      pass(passed, detail);
    steps.push({ name: failed, isPassed: false, detail: failure.detail ?? '', failure });
  } finally {
    await connection?.close();
  }
  return steps;
}
