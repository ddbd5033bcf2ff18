import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openDump } from '../../electron/adapters/pgdump/openDump.ts';
import { writeSampleDump } from '../sample/sampleCompany.ts';
import { readTables } from './suites/calendarServerSource.ts';

const folder = mkdtempSync(join(tmpdir(), 'godwit-sample-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function texts(path: string): Promise<readonly string[]> {
  const objects = (await readTables(openDump(path)))['calendar_object'];
  const place = objects?.columns.indexOf('icalendar_text') ?? -1;
  return objects?.rows.map((row) => row[place] ?? '') ?? [];
}

describe('the sample company', () => {
  test('is the same for the same seed and day, and another for another seed', async () => {
    const write = async (name: string, seed: number): Promise<string> => {
      const { path } = await writeSampleDump(join(folder, name, 'caldav.sql'), { seed, asOf: '2026-11-20' });
      return readFileSync(path, 'utf8');
    };
    const [one, again, other] = [await write('a', 7), await write('b', 7), await write('c', 8)];
    expect(one === again).toBe(true);
    expect(one === other).toBe(false);
  });

  test('has twelve people, four rooms and resources, and every kind of event', async () => {
    const summary = await writeSampleDump(join(folder, 'd', 'caldav.sql'));
    expect([summary.company.people.length, summary.company.rooms.length]).toEqual([12, 3]);
    expect(Object.values(summary.kinds).reduce((sum, count) => sum + count)).toBe(summary.objects);
    const all = (await texts(summary.path)).map((text) => text.replaceAll('\r\n ', ''));
    const rules = new Set(all.flatMap((text) => /RRULE:(\S+)/.exec(text)?.[1]?.replace(/UNTIL=\w+/, 'UNTIL') ?? []));
    expect(rules.size).toBeGreaterThan(25);
    const marks = [
      'X-APPLE-TRAVEL-DURATION',
      'STATUS:CANCELLED',
      'EXDATE',
      'RECURRENCE-ID',
      'BYSETPOS',
      'X-SERVER-GROUP',
      'MANAGED-ID',
      'X-CALENDARSERVER-AUTO',
    ];
    for (const mark of [...marks, 'HIDDEN-INSTANCE', 'METHOD:REQUEST', 'BEGIN:VTODO', 'SCHEDULE-AGENT=NONE']) {
      expect(
        all.some((text) => text.includes(mark)),
        mark,
      ).toBe(true);
    }
  });

  test('is stored as Calendar Server stores: CRLF, 75 octets a line', async () => {
    const { path } = await writeSampleDump(join(folder, 'e', 'caldav.sql'));
    const lines = (await texts(path)).flatMap((text) => text.split('\r\n'));
    expect(lines.filter((line) => line.includes('\n') || Buffer.byteLength(line) > 75)).toEqual([]);
  });
});
