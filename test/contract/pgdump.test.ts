import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { gzipSync } from 'node:zlib';
import { openDump } from '../../electron/adapters/pgdump/openDump.ts';
import type { CalendarServerSource, DamagedRow } from '../../electron/ports/CalendarServerSource.ts';
import { contentOfV12, contentOfV60 } from '../support/dumpContent.ts';
import { dumpText } from '../support/dumpText.ts';
import type { DumpStyle } from '../support/dumpText.ts';
import { describeCalendarServerSource, expectedTables, failureOf, readTables } from './suites/calendarServerSource.ts';

const folder = mkdtempSync(join(tmpdir(), 'godwit-dump-'));
let count = 0;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function dumpOf(bytes: string | Buffer, name = 'caldav.sql'): CalendarServerSource {
  count += 1;
  const path = join(folder, `${count}-${name}`);
  writeFileSync(path, bytes);
  return openDump(path);
}

describeCalendarServerSource('a plain dump', (content) => Promise.resolve(dumpOf(dumpText(content))));
describeCalendarServerSource('a gzipped dump with INSERTs', (content) =>
  Promise.resolve(dumpOf(gzipSync(dumpText(content, { data: 'rows-per-insert' })))),
);

const OLD: DumpStyle = { isUnqualified: true, hasOwners: true, standardConformingStrings: false };

describe('a dump in any form pg_dump knows holds the same rows', () => {
  test.each<[string, DumpStyle]>([
    ['owners, grants and extensions', { hasOwners: true }],
    ['its database to be created', { database: 'caldav', hasOwners: true }],
    ['restricted psql', { isRestricted: true, database: '"cal dav"' }],
    ['quoted names', { isQuoted: true }],
    ['--inserts', { data: 'inserts' }],
    ['--column-inserts', { data: 'column-inserts' }],
    ['--rows-per-insert', { data: 'rows-per-insert' }],
    ['--column-inserts and quoted names', { data: 'column-inserts', isQuoted: true }],
    ['--data-only', { hasSchema: false }],
    ['9.0', OLD],
    ['9.0 with --inserts', { ...OLD, data: 'inserts' }],
  ])('%s', async (_form, style) => {
    const content = contentOfV60();
    const text = dumpText(content, style);
    expect(await readTables(dumpOf(text))).toEqual(expectedTables(content));
    expect(await readTables(dumpOf(gzipSync(text)))).toEqual(expectedTables(content));
    expect(await readTables(dumpOf(`\uFEFF${text}`))).toEqual(expectedTables(content));
  });

  test.each<[string, DumpStyle]>([
    ['COPY', {}],
    ['INSERTs', { data: 'inserts' }],
  ])('line ends that became CRLF on the way: %s', async (_form, style) => {
    const content = contentOfV60();
    const { calendar_object: objects, ...tables } = content.tables;
    // Whether a line feed alone was one before cannot be told any more.
    const rows = objects?.rows.filter((row) => !row.some((value) => /(?<!\r)\n/.test(value ?? ''))) ?? [];
    const reduced = { ...content, tables: { ...tables, calendar_object: { columns: objects?.columns ?? [], rows } } };
    expect(await readTables(dumpOf(dumpText(reduced, style).replaceAll('\n', '\r\n')))).toEqual(expectedTables(reduced));
  });

  test('COPY may escape any byte', async () => {
    const content = contentOfV12();
    const text = dumpText(content)
      .replaceAll('SUMMARY:Lunch', 'SUMMARY:\\x4c\\165\\156\\q\\x')
      .replaceAll('Übergröße', '\\303\\234bergr\\xc3\\xB6\\303\\237e');
    const lunch = (value: string | null | undefined): string | null => value?.replace('SUMMARY:Lunch', 'SUMMARY:Lunqx') ?? null;
    const { rows } = expectedTables(content)['calendar_object'] ?? { rows: [] };
    expect((await readTables(dumpOf(text)))['calendar_object']?.rows).toEqual(rows.map((row) => row.map(lunch)));
  });

  test.each([
    ['LATIN1', 'latin1'],
    ['SQL_ASCII', 'utf8'],
    ['UTF8', 'utf8'],
  ] as const)('the encoding %s', async (encoding, bytes) => {
    const content = contentOfV60();
    const only = { ...content, tables: { ...content.tables, calendar_object: { columns: [], rows: [] } } };
    expect(await readTables(dumpOf(Buffer.from(dumpText(only, { encoding }), bytes)))).toEqual(expectedTables(only));
  });

  test('the encoding WIN1252', async () => {
    const text = dumpText(contentOfV12(), { encoding: 'WIN1252' }).replaceAll(/[^\0-\x7f]/gu, '');
    const bytes = Buffer.from(text.replaceAll('Work &amp; Bton', 'Work \x80 \x93B\xe9ton\x94'), 'latin1');
    const value = (await readTables(dumpOf(bytes)))['resource_property']?.rows[0]?.[2];
    expect(value).toContain('Work € “Béton”');
  });
});

describe('a dump of a whole server', () => {
  const postgres = dumpText({
    schema: 'CREATE TABLE public.groups (id integer);\n',
    tables: { groups: { columns: ['id'], rows: [['1']] } },
  });
  const cluster = (...parts: string[]): string =>
    [
      '--\n-- PostgreSQL database cluster dump\n--\n\nCREATE ROLE caldav;\n',
      ...parts,
      '--\n-- PostgreSQL database cluster dump complete\n--\n',
    ].join('\n');

  test('gives the rows of the one database with calendars', async () => {
    const content = contentOfV60();
    const text = cluster('\\connect postgres\n', postgres, dumpText(content, { database: 'caldav' }), '\\connect wiki\n', postgres);
    expect(await readTables(dumpOf(text))).toEqual(expectedTables(content));
  });

  test('that has two of them is refused by their names', async () => {
    const text = cluster(
      '\\connect -reuse-previous=on "dbname=\'caldav\'"\n',
      dumpText(contentOfV60()),
      '\\connect "old caldav"\n',
      dumpText(contentOfV12()),
    );
    const { code, parameters } = await failureOf(dumpOf(text));
    expect([code, parameters['first'], parameters['second']]).toEqual(['DUMP_TWO_DATABASES', 'caldav', 'old caldav']);
  });

  test('is cut when its own closing line is missing', async () => {
    const text = cluster('\\connect caldav\n', dumpText(contentOfV60())).replace('cluster dump complete', '');
    expect((await failureOf(dumpOf(text))).code).toBe('DUMP_TRUNCATED');
  });
});

describe('a damaged row costs that row', () => {
  async function readDamaged(
    bytes: string | Buffer,
  ): Promise<{ damaged: readonly DamagedRow[]; names: readonly unknown[]; texts: readonly unknown[] }> {
    const damaged: DamagedRow[] = [];
    const tables = await readTables(dumpOf(bytes), { onDamaged: (row) => damaged.push(row) });
    const rows = tables['calendar_object']?.rows ?? [];
    return { damaged, names: rows.map((row) => row[2]), texts: rows.map((row) => row[3]) };
  }

  test.each<[string, (text: string) => string]>([
    ['a column too few', (text) => text.replace(/^(100\t12\t)plain\.ics\t/m, '$1')],
    ['a column too many', (text) => text.replace(/^100\t12\t/m, '100\t12\t\t')],
    ['an empty line', (text) => text.replace(/^100\t12\t.*$/m, '')],
  ])('%s', async (_damage, damage) => {
    const { damaged, names } = await readDamaged(damage(dumpText(contentOfV60())));
    expect(damaged).toMatchObject([{ table: 'calendar_object', reason: 'left out: it has not as many columns as its table' }]);
    expect(names).toHaveLength(8);
    expect(names).not.toContain('plain.ics');
  });

  test('an INSERT with a value too few', async () => {
    const text = dumpText(contentOfV60(), { data: 'inserts' }).replace("VALUES (100, 12, 'plain.ics', ", 'VALUES (100, 12, ');
    const { damaged, names } = await readDamaged(text);
    expect(damaged).toHaveLength(1);
    expect(names).toHaveLength(8);
  });

  test.each([
    ['windows-1252', Buffer.from([0x4d, 0xfc, 0x6c, 0x6c, 0xe9, 0x92, 0x73]), 'Müllé’s'],
    ['macintosh', Buffer.from([0x4d, 0x9f, 0x6c, 0x6c, 0x8e, 0x8a]), 'Mülléä'],
  ])('bytes that are not UTF-8 are read as %s, and said so', async (encoding, bytes, expected) => {
    const [before, after] = dumpText(contentOfV60()).split('SUMMARY:Lunch');
    const { damaged, texts } = await readDamaged(
      Buffer.concat([Buffer.from(`${before ?? ''}SUMMARY:é `), bytes, Buffer.from(after ?? '')]),
    );
    expect(damaged).toMatchObject([{ table: 'calendar_object', reason: `kept: what was not UTF-8 in it was read as ${encoding}` }]);
    expect(texts.some((text) => String(text).includes(`SUMMARY:é ${expected}\r\n`))).toBe(true);
  });

  test('a row longer than any event is left out', async () => {
    const { damaged, names } = await readDamaged(dumpText(contentOfV60()).replace('SUMMARY:Lunch', 'x'.repeat(66 * 1_024 * 1_024)));
    expect(damaged).toMatchObject([{ reason: 'left out: it is longer than 64 MiB' }]);
    expect(names).toHaveLength(8);
  });
});

describe('a dump that is none, or not whole, is refused', () => {
  const text = dumpText(contentOfV60());
  const packed = gzipSync(text);
  const tar = Buffer.alloc(1_024);
  tar.write('toc.dat', 0);
  tar.write('ustar', 257);
  const cut = (mark: string): string => text.slice(0, text.indexOf(mark) + mark.length);

  test.each<[string, string | Buffer, string, string]>([
    ['empty', '', 'DUMP_NOT_A_DUMP', 'it is empty'],
    ['blank', '\n\n', 'DUMP_NOT_A_DUMP', 'it holds nothing but blanks'],
    ['HTML', '<!DOCTYPE html><title>404</title>', 'DUMP_NOT_A_DUMP', 'it is a web page or XML document'],
    ['an iCalendar file', 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n', 'DUMP_NOT_A_DUMP', 'it does not begin as one'],
    ['zip', Buffer.from('504b030414000000', 'hex'), 'DUMP_NOT_A_DUMP', 'it is a zip archive; unpack it first'],
    ['xz', Buffer.from('fd377a585a000004', 'hex'), 'DUMP_NOT_A_DUMP', 'it is compressed with xz; unpack it first'],
    ['binary', Buffer.from([1, 2, 3, 0, 0, 5]), 'DUMP_NOT_A_DUMP', 'it is a binary file'],
    ['MySQL', '-- MySQL dump 10.13\n', 'DUMP_NOT_A_DUMP', 'it is a dump of MySQL'],
    ['HTML, gzipped', gzipSync('<html></html>'), 'DUMP_NOT_A_DUMP', 'it is a web page or XML document'],
    ['gzipped twice', gzipSync(packed), 'DUMP_NOT_A_DUMP', 'it is compressed twice; unpack it first'],
    ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]), 'DUMP_UTF16', ''],
    ['cut gzip', packed.subarray(0, packed.length - 200), 'DUMP_TRUNCATED', 'in the middle of its compressed data'],
    ['cut inside COPY', cut('backslashes.ics'), 'DUMP_TRUNCATED', 'inside the table calendar_object'],
    ['cut inside a skipped COPY', cut("O'Brien"), 'DUMP_TRUNCATED', 'inside the table job'],
    ['cut inside a function', cut('DECLARE'), 'DUMP_TRUNCATED', 'inside a statement'],
    ['cut behind a table', cut('\\.\n'), 'DUMP_TRUNCATED', 'after a table, without its closing line'],
    ['an unknown encoding', dumpText(contentOfV60(), { encoding: 'SJIS' }), 'DUMP_ENCODING_UNKNOWN', ''],
    ['--inserts without its tables', dumpText(contentOfV60(), { hasSchema: false, data: 'inserts' }), 'DUMP_COLUMNS_UNKNOWN', ''],
    ['another database', dumpText({ schema: 'CREATE TABLE public.wiki (id integer);\n', tables: {} }), 'SOURCE_NOT_CALENDAR_SERVER', ''],
  ])('%s', async (_what, bytes, code, reason) => {
    const failure = await failureOf(dumpOf(bytes));
    expect([failure.code, failure.parameters['reason'] ?? failure.parameters['where'] ?? '']).toEqual([code, reason]);
  });

  test('a damaged gzip', async () => {
    const damaged = Buffer.from(packed);
    damaged.fill(0x55, 400, 600);
    expect((await failureOf(dumpOf(damaged))).code).toBe('DUMP_CORRUPT');
  });

  test('one that is not there', async () => {
    expect((await failureOf(openDump(join(folder, 'none.sql')))).parameters['reason']).toBe('there is no such file');
  });

  test('a folder', async () => {
    expect((await failureOf(openDump(folder))).parameters['reason']).toBe('it is a folder');
  });

  test.each([
    ['custom', Buffer.from('PGDMP\x01\x0e\0'), 'DUMP_CUSTOM_FORMAT'],
    ['tar', tar, 'DUMP_TAR_FORMAT'],
  ])('%s format where there is no pg_restore', async (_format, bytes, code) => {
    const path = process.env['PATH'];
    process.env['PATH'] = folder;
    try {
      expect((await failureOf(dumpOf(bytes))).code).toBe(code);
    } finally {
      process.env['PATH'] = path;
    }
  });
});
