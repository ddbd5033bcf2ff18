import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { copyHead, createTables, DUMP_HEAD, DUMP_TAIL, TABLES_V60 } from '../sample/schemaV60.ts';
import type { TableV60 } from '../sample/schemaV60.ts';
import { copyIn } from '../support/postgresLoader.ts';
import { benchObjects, benchOwners, benchRows } from './generateEvents.ts';
import type { BenchCount, BenchOwner, BenchSize } from './generateEvents.ts';

/** What was made. */
export interface BenchSummary extends Readonly<BenchCount> {
  readonly owners: number;
  readonly seconds: number;
}

const CHUNK_LENGTH = 4_000_000;

/** Joins lines into chunks worth a system call. */
function* chunks(lines: Iterable<string>): Generator<Buffer, void> {
  let parts: string[] = [];
  let length = 0;
  for (const line of lines) {
    parts.push(line);
    length += line.length;
    if (length < CHUNK_LENGTH) continue;
    yield Buffer.from(parts.join(''));
    parts = [];
    length = 0;
  }
  yield Buffer.from(parts.join(''));
}

function linesOf(table: TableV60, size: BenchSize, owners: readonly BenchOwner[], count: BenchCount): Iterable<string> {
  return table === 'calendar_object' ? benchObjects(size, owners, count) : (benchRows(owners)[table] ?? []);
}

function* dumpLines(size: BenchSize, owners: readonly BenchOwner[], count: BenchCount): Generator<string, void> {
  yield `${DUMP_HEAD}${createTables()}\n\n`;
  for (const table of TABLES_V60) {
    yield `${copyHead(table)}\n`;
    yield* linesOf(table, size, owners, count);
    yield '\\.\n\n\n';
  }
  yield DUMP_TAIL;
}

/** The `directory.csv` that goes with a company. */
export function directoryOf(owners: readonly BenchOwner[]): string {
  const rows = owners.map(({ guid, name, email }) => `user,${guid},${email.replace(/@.*/, '')},${name},${email},\n`);
  return `type,guid,shortname,fullname,email,members\n${rows.join('')}`;
}

/** Writes a company of any size as a dump, and its `directory.csv` beside it; memory stays flat. */
export function generateDump(options: BenchSize & { readonly path: string }): BenchSummary {
  const start = performance.now();
  const owners = benchOwners(options);
  const count = { events: 0, objects: 0, bytes: 0 };
  const file = openSync(options.path, 'w');
  try {
    for (const chunk of chunks(dumpLines(options, owners, count))) writeSync(file, chunk);
  } finally {
    closeSync(file);
  }
  writeFileSync(join(dirname(options.path), 'directory.csv'), directoryOf(owners));
  return { ...count, owners: owners.length, seconds: (performance.now() - start) / 1_000 };
}

/** Where the company is to be made; the database must exist and be empty. */
export interface BenchDatabase {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  readonly password?: string;
}

/** Makes the same company in a running PostgreSQL. */
export async function generateIntoPostgres(database: BenchDatabase, size: BenchSize): Promise<BenchSummary> {
  const start = performance.now();
  const owners = benchOwners(size);
  const count = { events: 0, objects: 0, bytes: 0 };
  const client = new Client({ password: '', ssl: false, ...database });
  await client.connect();
  try {
    await client.query(createTables());
    for (const table of TABLES_V60) {
      for (const chunk of chunks(linesOf(table, size, owners, count))) {
        if (chunk.length > 0) await copyIn(client, copyHead(table), [chunk]);
      }
    }
    await client.query('ANALYZE');
  } finally {
    await client.end();
  }
  return { ...count, owners: owners.length, seconds: (performance.now() - start) / 1_000 };
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      events: { type: 'string', default: '200000' },
      out: { type: 'string' },
      seed: { type: 'string', default: '1' },
      bytes: { type: 'string' },
    },
  });
  if (values.out === undefined)
    throw new Error('usage: node test/bench/generate.ts --events 200000 --out file.sql [--seed 1] [--bytes 2000000000]');
  const summary = generateDump({
    path: values.out,
    events: Number(values.events),
    seed: Number(values.seed),
    ...(values.bytes === undefined ? {} : { targetBytes: Number(values.bytes) }),
  });
  process.stdout.write(`${JSON.stringify(summary)}\n`);
}
