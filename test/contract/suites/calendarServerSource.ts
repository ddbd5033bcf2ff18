import { describe, expect, test } from 'vitest';
import type { CalendarServerSource, SourceProgress, SourceRows } from '../../../electron/ports/CalendarServerSource.ts';
import { Failure } from '../../../shared/domain/failure.ts';
import { SOURCE_TABLES } from '../../../shared/domain/sourceTables.ts';
import { contentOfV12, contentOfV60, withoutColumn, withoutTable } from '../../support/dumpContent.ts';
import type { DatabaseContent, Value } from '../../support/dumpContent.ts';

/** Tables by name, with their columns and rows in one order. */
export type ReadTables = Readonly<Record<string, { readonly columns: readonly string[]; readonly rows: readonly (readonly Value[])[] }>>;

async function batchesOf(
  source: CalendarServerSource,
  options: Parameters<CalendarServerSource['rows']>[0] = {},
): Promise<readonly SourceRows[]> {
  const batches: SourceRows[] = [];
  for await (const batch of source.rows(options)) batches.push(batch);
  return batches;
}

function sorted(rows: readonly (readonly Value[])[]): readonly (readonly Value[])[] {
  return [...rows].sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
}

/** Everything a source hands out. */
export async function readTables(
  source: CalendarServerSource,
  options: Parameters<CalendarServerSource['rows']>[0] = {},
): Promise<ReadTables> {
  const tables = Map.groupBy(await batchesOf(source, options), ({ table }) => table);
  return Object.fromEntries(
    [...tables].map(([table, batches]) => [
      table,
      { columns: batches[0]?.columns ?? [], rows: sorted(batches.flatMap(({ rows }) => rows)) },
    ]),
  );
}

/** What a source with this content has to hand out: the known columns of the tables that matter. */
export function expectedTables({ tables }: DatabaseContent): ReadTables {
  const entries = Object.entries(SOURCE_TABLES).flatMap(([table, { required, optional }]) => {
    const content = tables[table];
    if (content === undefined || content.rows.length === 0) return [];
    const columns: readonly string[] = [...required, ...optional].filter((column) => content.columns.includes(column));
    const places = columns.map((column) => content.columns.indexOf(column));
    return [[table, { columns, rows: sorted(content.rows.map((row) => places.map((place) => row[place] ?? null))) }] as const];
  });
  return Object.fromEntries(entries);
}

/** The failure that reading ends with. */
export async function failureOf(source: CalendarServerSource, options: Parameters<CalendarServerSource['rows']>[0] = {}): Promise<Failure> {
  const failure: unknown = await batchesOf(source, options).then(
    () => new Error('reading did not fail'),
    (error: unknown) => error,
  );
  if (failure instanceof Failure) return failure;
  throw failure;
}

/** The agreement of electron/ports/CalendarServerSource.ts; `make` builds a source with the given content. */
export function describeCalendarServerSource(name: string, make: (content: DatabaseContent) => Promise<CalendarServerSource>): void {
  describe(`${name} as a source of rows`, () => {
    test.each([
      ['version 12', contentOfV12()],
      ['version 60', contentOfV60()],
    ])('hands out every row of the tables that matter once, with the columns it has: %s', async (_version, content) => {
      expect(await readTables(await make(content))).toEqual(expectedTables(content));
    });

    test('hands out batches of at most 1,000 rows, the rows of a table together', async () => {
      const batches = await batchesOf(await make(contentOfV60({ objects: 2_500 })));
      const order = batches.map(({ table }) => table).filter((table, index, all) => table !== all[index - 1]);
      expect(order).toEqual([...new Set(order)]);
      expect(Math.max(...batches.map(({ rows }) => rows.length))).toBeLessThanOrEqual(1_000);
      expect(batches.filter(({ table }) => table === 'calendar_object').length).toBeGreaterThanOrEqual(3);
    });

    test('can be read again, with the same result', async () => {
      const source = await make(contentOfV60());
      expect(await readTables(source)).toEqual(await readTables(source));
    });

    test('says how far it is', async () => {
      const seen: SourceProgress[] = [];
      await batchesOf(await make(contentOfV60({ objects: 2_500 })), { onProgress: (progress) => seen.push(progress) });
      expect(seen.length).toBeGreaterThan(0);
      expect(seen.every(({ bytesRead }, index) => bytesRead >= (seen[index - 1]?.bytesRead ?? 0))).toBe(true);
      const last = seen.at(-1);
      expect([null, last?.bytesRead]).toContain(last?.totalBytes);
    });

    test.each(['calendarserver', 'calendar_home', 'calendar', 'calendar_bind', 'calendar_object'])(
      'is no Calendar Server database without the table %s',
      async (table) => {
        const failure = await failureOf(await make(withoutTable(contentOfV60(), table)));
        expect([failure.code, failure.parameters['missing']]).toEqual(['SOURCE_NOT_CALENDAR_SERVER', `the table ${table}`]);
      },
    );

    test('needs no table that came with a later version', async () => {
      const content = withoutTable(withoutTable(contentOfV60(), 'groups'), 'calendar_metadata');
      expect(await readTables(await make(content))).toEqual(expectedTables(content));
    });

    test('names the column that is missing', async () => {
      const failure = await failureOf(await make(withoutColumn(contentOfV60(), 'calendar_object', 'icalendar_uid')));
      expect([failure.code, failure.parameters['table'], failure.parameters['column']]).toEqual([
        'SOURCE_COLUMN_MISSING',
        'calendar_object',
        'icalendar_uid',
      ]);
    });

    test('does without a column that came with a later version', async () => {
      const content = withoutColumn(contentOfV60(), 'calendar_object', 'trashed');
      expect(await readTables(await make(content))).toEqual(expectedTables(content));
    });

    test.each([
      ['5', 'SOURCE_SCHEMA_TOO_OLD'],
      ['67', 'SOURCE_SCHEMA_TOO_NEW'],
      ['none', 'SOURCE_SCHEMA_TOO_OLD'],
      [null, 'SOURCE_NOT_CALENDAR_SERVER'],
    ])('refuses schema version %s', async (version, code) => {
      expect((await failureOf(await make(contentOfV60({ version })))).code).toBe(code);
    });

    test.each(['6', '66'])('takes schema version %s', async (version) => {
      const content = contentOfV60({ version });
      expect(await readTables(await make(content))).toEqual(expectedTables(content));
    });

    test('stops in the middle when it is told to', async () => {
      const source = await make(contentOfV60({ objects: 2_500 }));
      const controller = new AbortController();
      const seen: string[] = [];
      const reading = (async () => {
        for await (const { table } of source.rows({ signal: controller.signal })) {
          seen.push(table);
          controller.abort();
        }
      })();
      await expect(reading).rejects.toMatchObject({ code: 'INTERRUPTED' });
      expect(seen).toHaveLength(1);
    });

    test('does not begin when it was told to stop before', async () => {
      const failure = await failureOf(await make(contentOfV60()), { signal: AbortSignal.abort() });
      expect(failure.code).toBe('INTERRUPTED');
    });

    test('can be left before its end', async () => {
      const source = await make(contentOfV60({ objects: 2_500 }));
      for await (const _batch of source.rows({})) break;
      expect(Object.keys(await readTables(source))).toContain('calendar_object');
    });
  });
}
