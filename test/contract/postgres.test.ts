import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDump } from '../../electron/adapters/pgdump/openDump.ts';
import { checkPostgres } from '../../electron/adapters/postgres/checkPostgres.ts';
import { openPostgres } from '../../electron/adapters/postgres/openPostgres.ts';
import type { PostgresOptions } from '../../electron/adapters/postgres/PostgresOptions.ts';
import type { DamagedRow } from '../../electron/ports/CalendarServerSource.ts';
import { contentOfV12, contentOfV60, withoutColumn } from '../support/dumpContent.ts';
import type { DatabaseContent } from '../support/dumpContent.ts';
import { dumpText } from '../support/dumpText.ts';
import { OTHER_AUTHORITY, TEST_AUTHORITY, TEST_CERTIFICATE, TEST_KEY } from '../support/postgresTls.ts';
import { findPostgres } from '../support/postgresBinaries.ts';
import { startPostgres, whyNoPostgres } from '../support/startPostgres.ts';
import type { TestPostgres } from '../support/startPostgres.ts';
import { describeCalendarServerSource, expectedTables, failureOf, readTables } from './suites/calendarServerSource.ts';

const missing = process.env['CI'] === undefined ? whyNoPostgres() : undefined;
let postgres: TestPostgres;
let count = 0;

async function databaseOf(content: DatabaseContent, encoding = 'UTF8'): Promise<string> {
  count += 1;
  const name = `caldav_${count}`;
  await postgres.createDatabase(name, encoding);
  await postgres.restore(name, dumpText(content));
  return name;
}

function optionsFor(database: string, change: Partial<PostgresOptions> = {}): PostgresOptions {
  return { host: postgres.host, port: postgres.port, user: postgres.user, database, tls: 'off', ...change };
}

async function run(database: string, ...statements: readonly string[]): Promise<readonly unknown[]> {
  const client = await postgres.connect(database);
  try {
    let rows: readonly unknown[] = [];
    for (const statement of statements) ({ rows } = await client.query<Record<string, unknown>>(statement));
    return rows;
  } finally {
    await client.end();
  }
}

/** Sessions of the product that are still there. */
async function sessions(database: string): Promise<number> {
  const rows = await run('postgres', `SELECT 1 FROM pg_stat_activity WHERE datname = '${database}' AND application_name = 'Godwit'`);
  return rows.length;
}

async function untilNoSession(database: string): Promise<void> {
  await expect.poll(() => sessions(database)).toBe(0);
}

function hasProgram(name: string): boolean {
  try {
    execFileSync(name, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(missing !== undefined)(`a running PostgreSQL${missing === undefined ? '' : ` (left out: ${missing})`}`, () => {
  beforeAll(async () => {
    postgres = await startPostgres({
      tls: { certificate: TEST_CERTIFICATE, key: TEST_KEY },
      access: ['host all locked 127.0.0.1/32 scram-sha-256', 'hostnossl all encrypted 127.0.0.1/32 reject'],
    });
    await run('postgres', "CREATE ROLE locked LOGIN PASSWORD 'open sesame'", 'CREATE ROLE encrypted LOGIN', 'CREATE ROLE stranger LOGIN');
  });

  afterAll(async () => {
    await postgres.stop();
  });

  describeCalendarServerSource('a database', async (content) => openPostgres(optionsFor(await databaseOf(content))));

  test('a Unix socket is named by its folder', async () => {
    const content = contentOfV60();
    const source = openPostgres(optionsFor(await databaseOf(content), { host: postgres.socketFolder }));
    expect(await readTables(source)).toEqual(expectedTables(content));
  });

  test('rows written while it is read are not seen, and nothing can be written by it', async () => {
    const content = contentOfV60({ objects: 2_500 });
    const database = await databaseOf(content);
    const seen: string[] = [];
    for await (const { rows, table } of openPostgres(optionsFor(database)).rows({})) {
      if (seen.length === 0) await run(database, 'DELETE FROM public.calendar_object', 'DELETE FROM public.groups');
      seen.push(...rows.map(() => table));
    }
    expect(seen.filter((table) => table === 'calendar_object')).toHaveLength(2_509);
    expect(seen).toContain('groups');
  });

  test('the time limits of a server do not apply', async () => {
    const content = contentOfV60({ objects: 500 });
    const database = await databaseOf(content);
    await run(
      database,
      `ALTER DATABASE ${database} SET statement_timeout = 20`,
      `ALTER DATABASE ${database} SET idle_in_transaction_session_timeout = 5`,
    );
    const source = openPostgres(optionsFor(database));
    const seen: string[] = [];
    for await (const { table } of source.rows({})) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      seen.push(table);
    }
    expect(seen).toContain('resource_property');
  });

  test('text that is not UTF-8 in a database without encoding costs nobody else anything', async () => {
    const content = contentOfV60();
    const database = await databaseOf(content, 'SQL_ASCII');
    await run(
      database,
      "SET standard_conforming_strings = on; UPDATE public.calendar_object SET icalendar_text = E'SUMMARY:M\\xfcll' WHERE resource_id = 100",
    );
    const damaged: DamagedRow[] = [];
    const tables = await readTables(openPostgres(optionsFor(database)), { onDamaged: (row) => damaged.push(row) });
    const rows = tables['calendar_object']?.rows ?? [];
    expect(rows.find((row) => row[0] === '100')?.[3]).toBe('SUMMARY:Müll');
    const others = (list: typeof rows): typeof rows => list.filter((row) => row[0] !== '100');
    expect(others(rows)).toEqual(others(expectedTables(content)['calendar_object']?.rows ?? []));
    expect(damaged).toEqual([
      { table: 'calendar_object', where: 'resource_id 100', reason: 'kept: what was not UTF-8 in it was read as windows-1252' },
    ]);
  });

  test('a database in LATIN1 gives the same text', async () => {
    const content = contentOfV60();
    const { calendar_object: objects, ...tables } = content.tables;
    const rows = (objects?.rows ?? []).filter((row) => row[2] !== 'unicode.ics');
    const latin = { ...content, tables: { ...tables, calendar_object: { columns: objects?.columns ?? [], rows } } };
    expect(await readTables(openPostgres(optionsFor(await databaseOf(latin, 'LATIN1'))))).toEqual(expectedTables(latin));
  });

  test('a stop in the middle of a table frees the server', async () => {
    const database = await databaseOf(contentOfV60());
    await run(
      database,
      `INSERT INTO public.calendar_object (resource_id, calendar_resource_id, resource_name, icalendar_text, icalendar_uid, icalendar_type, md5)
       SELECT n, 12, n::text, repeat('x', 2000), n::text, 'VEVENT', '' FROM generate_series(10000, 60000) n`,
    );
    const controller = new AbortController();
    const reading = (async () => {
      let rows = 0;
      for await (const batch of openPostgres(optionsFor(database)).rows({ signal: controller.signal })) {
        rows += batch.rows.length;
        if (rows > 3_000) setImmediate(() => controller.abort());
      }
    })();
    await expect(reading).rejects.toMatchObject({ code: 'INTERRUPTED' });
    await untilNoSession(database);
  });

  test('leaving the rows early frees the server', async () => {
    const database = await databaseOf(contentOfV60());
    for await (const _batch of openPostgres(optionsFor(database)).rows({})) break;
    await untilNoSession(database);
  });

  test('a server that goes away is a lost connection', async () => {
    const database = await databaseOf(contentOfV60({ objects: 2_500 }));
    const reading = (async () => {
      for await (const { table } of openPostgres(optionsFor(database)).rows({})) {
        if (table !== 'calendar_object') continue;
        await run('postgres', `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${database}'`);
      }
    })();
    await expect(reading).rejects.toMatchObject({ code: 'SOURCE_CONNECTION_LOST' });
  });

  test.each<[string, Partial<PostgresOptions>, string]>([
    ['a wrong password', { user: 'locked', password: 'wrong' }, 'SOURCE_LOGIN_FAILED'],
    ['no password', { user: 'locked' }, 'SOURCE_LOGIN_FAILED'],
    ['an unknown role', { user: 'nobody' }, 'SOURCE_LOGIN_FAILED'],
    ['a role that must encrypt', { user: 'encrypted' }, 'SOURCE_LOGIN_FAILED'],
    ['an unknown database', { database: 'none' }, 'SOURCE_DATABASE_MISSING'],
    ['a closed port', { port: 1 }, 'SOURCE_UNREACHABLE'],
    ['an unknown host', { host: 'host.invalid' }, 'SOURCE_UNREACHABLE'],
    ['no such socket', { host: '/nowhere' }, 'SOURCE_UNREACHABLE'],
    ['a database without calendars', { database: 'postgres' }, 'SOURCE_NOT_CALENDAR_SERVER'],
    ['a certificate nobody vouches for', { tls: 'verify-full' }, 'SOURCE_TLS_FAILED'],
    ['a certificate of another authority', { tls: 'require', caFile: OTHER_AUTHORITY }, 'SOURCE_TLS_FAILED'],
  ])('%s is told apart', async (_what, change, code) => {
    const failure = await failureOf(openPostgres(optionsFor('postgres', change)));
    expect(failure.code).toBe(code);
    expect(JSON.stringify([failure.parameters, failure.detail])).not.toContain('wrong');
  });

  test('the right password and both kinds of TLS let in', async () => {
    const database = await databaseOf(contentOfV60());
    await run(database, 'GRANT SELECT ON ALL TABLES IN SCHEMA public TO locked, encrypted');
    const ways: readonly Partial<PostgresOptions>[] = [
      { user: 'locked', password: 'open sesame' },
      { user: 'encrypted', tls: 'require' },
      { user: 'encrypted', tls: 'require', caFile: TEST_AUTHORITY },
      { user: 'encrypted', tls: 'verify-full', caFile: TEST_AUTHORITY, host: 'localhost' },
    ];
    for (const way of ways) {
      const steps = await checkPostgres(optionsFor(database, way));
      expect(steps.map(({ name, isPassed }) => `${name} ${isPassed}`)).toEqual(
        ['resolve', 'connect', 'tls', 'login', 'database', 'schema', 'sample'].map((name) => `${name} true`),
      );
    }
  });

  test('a table that may not be read is named', async () => {
    const database = await databaseOf(contentOfV60());
    const failure = await failureOf(openPostgres(optionsFor(database, { user: 'stranger' })));
    expect([failure.code, failure.parameters['user'], failure.parameters['table']]).toEqual([
      'SOURCE_PERMISSION_DENIED',
      'stranger',
      'calendar',
    ]);
  });

  test.each<[string, Partial<PostgresOptions>, readonly string[]]>([
    ['name', { host: 'host.invalid' }, ['resolve false SOURCE_UNREACHABLE']],
    ['port', { port: 1 }, ['resolve true', 'connect false SOURCE_UNREACHABLE']],
    ['certificate', { tls: 'verify-full' }, ['resolve true', 'connect true', 'tls false SOURCE_TLS_FAILED']],
    ['password', { user: 'locked', password: 'x' }, ['resolve true', 'connect true', 'tls true', 'login false SOURCE_LOGIN_FAILED']],
    [
      'database',
      { database: 'none' },
      ['resolve true', 'connect true', 'tls true', 'login true', 'database false SOURCE_DATABASE_MISSING'],
    ],
    ['schema', {}, ['resolve true', 'connect true', 'tls true', 'login true', 'database true', 'schema false SOURCE_NOT_CALENDAR_SERVER']],
  ])('the check stops at the step that fails: %s', async (_what, change, expected) => {
    const steps = await checkPostgres(optionsFor('postgres', change));
    expect(steps.map(({ name, isPassed, failure }) => `${name} ${isPassed} ${failure?.code ?? ''}`.trim())).toEqual(expected);
  });

  test('the check names a missing column', async () => {
    const database = await databaseOf(withoutColumn(contentOfV60(), 'calendar_bind', 'bind_mode'));
    expect((await checkPostgres(optionsFor(database))).at(-1)?.failure?.parameters).toMatchObject({
      table: 'calendar_bind',
      column: 'bind_mode',
    });
  });

  test.skipIf(!hasProgram('pg_dump'))(
    `what pg_dump itself writes holds the same rows${hasProgram('pg_dump') ? '' : ' (left out: no pg_dump is installed)'}`,
    async () => {
      const content = contentOfV60();
      const database = await databaseOf(content);
      const folder = mkdtempSync(join(tmpdir(), 'godwit-pgdump-'));
      const ways = [
        [],
        ['-C', '-c', '--if-exists'],
        ['--rows-per-insert=3'],
        ['--quote-all-identifiers', '-Z', '6'],
        ['-Fc'],
        ['-Ft'],
        ['-Fd'],
      ];
      try {
        for (const [index, way] of ways.entries()) {
          const path = join(folder, String(index));
          execFileSync('pg_dump', [...way, '-h', postgres.host, '-p', String(postgres.port), '-U', postgres.user, '-f', path, database]);
          expect(await readTables(openDump(path)), way.join(' ')).toEqual(expectedTables(content));
        }
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
});

const embedded = findPostgres('embedded');

describe.skipIf(embedded === undefined)(
  `the embedded PostgreSQL${embedded === undefined ? ' (left out: it is not installed)' : ''}`,
  () => {
    test('gives the same rows as the other', async () => {
      const own = await startPostgres({ origin: 'embedded' });
      try {
        for (const [name, content] of Object.entries({ v12: contentOfV12(), v60: contentOfV60() })) {
          await own.createDatabase(name);
          await own.restore(name, dumpText(content));
          const source = openPostgres({ host: own.host, port: own.port, user: own.user, database: name, tls: 'off' });
          expect(await readTables(source)).toEqual(expectedTables(content));
        }
      } finally {
        await own.stop();
      }
    });
  },
);
