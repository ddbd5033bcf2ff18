import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { csvTableFile } from '../../electron/adapters/directory-files/CsvTableFile.ts';
import { directoryFileReader } from '../../electron/adapters/directory-files/readDirectoryFile.ts';
import { sqliteDirectoryStore } from '../../electron/adapters/sqlite/directoryStore.ts';
import { sqliteMappingStore } from '../../electron/adapters/sqlite/mappingStore.ts';
import { openProject, type ProjectFile } from '../../electron/adapters/sqlite/projectFile.ts';
import { SqliteSnapshotStore } from '../../electron/adapters/sqlite/SqliteSnapshotStore.ts';
import type { SnapshotWriter } from '../../electron/ports/SnapshotStore.ts';
import { checkMapping } from '../../electron/usecases/checkMapping.ts';
import { exportMapping } from '../../electron/usecases/exportMapping.ts';
import { harvestAddresses } from '../../electron/usecases/harvestAddresses.ts';
import { importDirectory } from '../../electron/usecases/importDirectory.ts';
import { importMapping } from '../../electron/usecases/importMapping.ts';
import { suggestMapping } from '../../electron/usecases/suggestMapping.ts';
import type { SourceTable } from '../../shared/domain/sourceTables.ts';

/**
 * How fast and how lean «who is who» is for a large company: people, rooms and meetings between them, in a project file of its own; each
 * size in a process of its own. `node test/bench/suggestMapping.ts [--people 20000] [--rooms 1000] [--events 50000,200000]`
 */
const SELF = fileURLToPath(import.meta.url);
const BATCH = 1000;
const clock = { now: () => new Date('2026-11-20T00:00:00Z') };
const domains = { acceptedDomains: ['contoso.com'], rewriteDomains: { 'example.com': 'contoso.com' } };

interface Size {
  readonly people: number;
  readonly rooms: number;
  readonly events: number;
}

function guidOf(index: number): string {
  const hex = index.toString(16).toUpperCase().padStart(12, '0');
  return `${hex.slice(-8)}-0000-4000-8000-${hex}`;
}

function directoryCsv({ people, rooms }: Size): string {
  const lines = Array.from(
    { length: people },
    (_, at) => `user,${guidOf(at)},user${String(at)},Person ${String(at)},user${String(at)}@example.com`,
  );
  const places = Array.from({ length: rooms }, (_, at) => `location,${guidOf(people + at)},room${String(at)},Room ${String(at)},`);
  return ['type,guid,shortname,fullname,email', ...lines, ...places].join('\n');
}

/** Every fifth guest is named by an address, every seventh meeting has somebody from outside. */
function meetingText(at: number, { people, rooms }: Size): string {
  const person = (offset: number): number => (at * 31 + offset * 7919) % people;
  const guest = (offset: number): string => {
    const index = person(offset);
    const name = `CN=Person ${String(index)}`;
    if ((at + offset) % 5 === 0) return `ATTENDEE;${name}:mailto:user${String(index)}@example.com`;
    return `ATTENDEE;${name};EMAIL=user${String(index)}@example.com:urn:x-uid:${guidOf(index)}`;
  };
  const room = at % Math.max(rooms, 1);
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'BEGIN:VEVENT',
    `UID:meeting-${String(at)}`,
    'DTSTART:20261120T090000Z',
    'DTEND:20261120T100000Z',
    `ORGANIZER;CN=Person ${String(person(0))};EMAIL=user${String(person(0))}@example.com:urn:x-uid:${guidOf(person(0))}`,
    guest(1),
    guest(2),
    guest(3),
    `ATTENDEE;CN=Room ${String(room)};CUTYPE=ROOM:urn:x-uid:${guidOf(people + room)}`,
    ...(at % 7 === 0 ? [`ATTENDEE:mailto:guest${String(at % 997)}@elsewhere.example`] : []),
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n');
}

function addRows(
  writer: SnapshotWriter,
  table: SourceTable,
  columns: readonly string[],
  count: number,
  row: (at: number) => readonly string[],
): void {
  for (let start = 0; start < count; start += BATCH) {
    writer.add({ table, columns, rows: Array.from({ length: Math.min(BATCH, count - start) }, (_, at) => row(start + at)) });
  }
}

function takeSnapshot(project: ProjectFile, size: Size): void {
  const homes = size.people + size.rooms;
  const writer = new SqliteSnapshotStore(project).begin({ kind: 'dump', label: 'bench', startedAt: clock.now().toISOString() });
  const id = (at: number): string => String(at + 1);
  addRows(writer, 'calendarserver', ['name', 'value'], 1, () => ['VERSION', '60']);
  addRows(writer, 'calendar_home', ['resource_id', 'owner_uid', 'status', 'dataversion'], homes, (at) => [id(at), guidOf(at), '0', '6']);
  addRows(writer, 'calendar_home_metadata', ['resource_id', 'default_events'], homes, (at) => [id(at), id(at)]);
  addRows(writer, 'calendar', ['resource_id'], homes, (at) => [id(at)]);
  addRows(writer, 'calendar_metadata', ['resource_id'], homes, (at) => [id(at)]);
  const bind = ['calendar_home_resource_id', 'calendar_resource_id', 'calendar_resource_name', 'bind_mode', 'bind_status', 'transp'];
  addRows(writer, 'calendar_bind', bind, homes, (at) => [id(at), id(at), 'calendar', '0', '1', '0']);
  const object = ['resource_id', 'calendar_resource_id', 'resource_name', 'icalendar_text', 'icalendar_uid', 'icalendar_type', 'organizer'];
  addRows(writer, 'calendar_object', object, size.events, (at) => {
    const owner = (at * 31) % size.people;
    return [String(at), id(owner), `${String(at)}.ics`, meetingText(at, size), `meeting-${String(at)}`, 'VEVENT', ''];
  });
  writer.finish();
}

async function timed<T>(what: string, work: () => T | Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const result = await work();
  const seconds = (performance.now() - startedAt) / 1000;
  globalThis.gc?.();
  const heap = process.memoryUsage().heapUsed / 2 ** 20;
  process.stdout.write(`  ${what.padEnd(44)} ${seconds.toFixed(2).padStart(7)} s   ${heap.toFixed(0).padStart(5)} MiB heap after\n`);
  return result;
}

async function bench(size: Size): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-who-'));
  const project = openProject(join(folder, 'bench.godwit'), 'create');
  try {
    const file = join(folder, 'directory.csv');
    writeFileSync(file, directoryCsv(size));
    await timed('snapshot', () => takeSnapshot(project, size));
    const snapshot = new SqliteSnapshotStore(project).newest();
    if (snapshot === null) throw new Error('there is no snapshot');
    const directory = sqliteDirectoryStore(project);
    const mappings = sqliteMappingStore(project);
    await timed('directory: read, kept, merged', () =>
      importDirectory({ files: [file], reader: directoryFileReader, store: directory, clock }),
    );
    const harvested = await timed('harvest: everybody named by the events', () => harvestAddresses(snapshot));
    const suggest = () => suggestMapping({ snapshot, directory, mappings, calendars: 'category', clock, harvested, ...domains });
    const first = await timed('suggest: merged, decided, kept', suggest);
    for (const again of [2, 3]) await timed(`suggest again (${String(again)})`, suggest);
    await timed('check', () => checkMapping({ mappings, directory, ...domains }));
    const path = join(folder, 'mapping.csv');
    await timed('export to CSV', () => exportMapping({ mappings, tables: csvTableFile, path }));
    await timed('import from CSV', () => importMapping({ mappings, tables: csvTableFile, path, clock }));
    const mapped = first.rows.filter(({ decision }) => decision === 'mapped').length;
    const peak = process.resourceUsage().maxRSS / 1024;
    process.stdout.write(`  ${String(first.rows.length)} rows, ${String(mapped)} mapped; ${peak.toFixed(0)} MiB resident at most\n\n`);
  } finally {
    project.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '20000' },
    rooms: { type: 'string', default: '1000' },
    events: { type: 'string', default: '50000,200000' },
    alone: { type: 'boolean', default: false },
  },
});
for (const events of values.events.split(',')) {
  const size = { people: Number(values.people), rooms: Number(values.rooms), events: Number(events) };
  if (values.alone) {
    await bench(size);
    continue;
  }
  process.stdout.write(`${String(size.people)} people, ${String(size.rooms)} rooms, ${events} meetings\n`);
  const words = ['--alone', '--people', values.people, '--rooms', values.rooms, '--events', events];
  const child = spawnSync(process.execPath, ['--expose-gc', SELF, ...words], { stdio: 'inherit' });
  if (child.status !== 0) process.exitCode = 1;
}
