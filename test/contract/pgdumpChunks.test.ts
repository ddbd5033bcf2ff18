import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { DumpParser } from '../../electron/adapters/pgdump/DumpParser.ts';
import { openDump } from '../../electron/adapters/pgdump/openDump.ts';
import type { SourceRows } from '../../electron/ports/CalendarServerSource.ts';
import { contentOfV12, contentOfV60 } from '../support/dumpContent.ts';
import { dumpText } from '../support/dumpText.ts';
import type { DumpStyle } from '../support/dumpText.ts';
import { failureOf } from './suites/calendarServerSource.ts';

/** Everything a dump gives when it arrives in chunks of these sizes, over and over. */
function readInChunks(bytes: Buffer, sizes: readonly number[]): readonly SourceRows[] {
  const parser = new DumpParser('a dump', () => undefined);
  const batches: SourceRows[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    batches.push(...parser.push(bytes.subarray(at, at + size)));
    at += size;
  }
  return [...batches, ...parser.finish()];
}

const STYLES: readonly (readonly [string, DumpStyle])[] = [
  ['COPY', { hasOwners: true, isRestricted: true }],
  ['INSERTs', { data: 'inserts', database: 'caldav' }],
  ['INSERTs of many rows', { data: 'rows-per-insert', isQuoted: true }],
  ['9.0', { data: 'column-inserts', isUnqualified: true, standardConformingStrings: false }],
];

describe('wherever a dump is cut into chunks, its rows are the same', () => {
  test.each(STYLES)('%s', (_name, style) => {
    const bytes = Buffer.from(dumpText(contentOfV60(), style));
    const whole = readInChunks(bytes, [bytes.length]);
    for (const sizes of [[1], [2], [3, 7], [64], [1_000]]) expect(readInChunks(bytes, sizes)).toEqual(whole);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 12 }), (sizes) => {
        expect(readInChunks(bytes, sizes)).toEqual(whole);
      }),
      { numRuns: 20 },
    );
  });
});

describe('wherever a dump ends too early, it is refused', () => {
  test.each(STYLES)('%s', (_name, style) => {
    const text = dumpText(contentOfV12(), style);
    const end = text.lastIndexOf('-- PostgreSQL database dump complete') + '-- PostgreSQL database dump complete'.length;
    const bytes = Buffer.from(text.slice(0, end));
    readInChunks(bytes, [bytes.length]);
    for (let length = 1; length < bytes.length; length += 13) {
      expect(() => readInChunks(bytes.subarray(0, length), [bytes.length]), `${length} bytes`).toThrow('DUMP_TRUNCATED');
    }
  });
});

describe('a statement is what PostgreSQL takes for one', () => {
  const row =
    "(1, 12, 'a.ics', E'it\\'s \\x41\\101 \\\\ \\n', 'a', 'VEVENT', 0, NULL, '', NULL, 0, true, NULL, false, '0', NULL, NULL, NULL, NULL, 0)";
  const hostile = [
    "SELECT 'a; ''b'' -- ', \"c;\"\"d\", $$ ; ' $$, $x$ ; $$ $x$, $1 /* ; /* ' */ */ -- ; '\n;",
    'CREATE RULE r AS ON INSERT TO t DO ALSO (DELETE FROM a; DELETE FROM b);',
    '/* INSERT INTO public.calendar_object VALUES (1); */',
    "SELECT E'\\'; INSERT INTO public.calendar_object VALUES (2);', date'2026-11-20\\';",
    'CREATE TABLE public.calendar_object_revisions (id integer);',
    'INSERT INTO public.calendar_object_revisions VALUES (1);',
    'INSERT INTO other.calendar_object VALUES (1);',
    `INSERT INTO public.calendar_object VALUES ${row};`,
  ].join('\n');

  test('whatever stands between the data is stepped over, and only it', () => {
    const content = contentOfV60();
    const empty = { ...content, tables: { ...content.tables, calendar_object: { columns: [], rows: [] } } };
    const text = dumpText(empty, { data: 'inserts' }).replace('--\n-- PostgreSQL database dump complete', `${hostile}\n$&`);
    const bytes = Buffer.from(text);
    for (const sizes of [[bytes.length], [1], [5]]) {
      const objects = readInChunks(bytes, sizes).filter(({ table }) => table === 'calendar_object');
      expect(objects.flatMap(({ rows }) => rows.map((values) => [values[2], values[3], values[10]]))).toEqual([
        ['a.ics', "it's AA \\ \n", 't'],
      ]);
    }
  });
});

describe('memory stays flat', () => {
  const folder = mkdtempSync(join(tmpdir(), 'godwit-bomb-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('when a small file unpacks into one endless row', async () => {
    const [head = ''] = dumpText(contentOfV60()).split('100\t12\t');
    const path = join(folder, 'bomb.sql.gz');
    const packed = gzipSync(Buffer.alloc(150 * 1_024 * 1_024, 'x'), { level: 1 });
    // Members of a gzip follow one another: 600 MiB in all.
    writeFileSync(path, Buffer.concat([gzipSync(head), packed, packed, packed, packed]));
    const before = process.memoryUsage().rss;
    let highest = 0;
    const failure = await failureOf(openDump(path), {
      onProgress: () => {
        highest = Math.max(highest, process.memoryUsage().rss);
      },
    });
    expect(failure.parameters['where']).toBe('inside the table calendar_object');
    expect(highest - before).toBeLessThan(400 * 1_024 * 1_024);
  });
});
