import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import ICAL from 'ical.js';
import { openDump } from '../../electron/adapters/pgdump/openDump.ts';
import { startPostgres, whyNoPostgres } from '../support/startPostgres.ts';
import { ENGINE } from './clients.ts';
import { generateDump, generateIntoPostgres } from './generate.ts';

/**
 * How fast and how lean snapshot and plan are: a generated company as a dump and in PostgreSQL, each command in a process of its own.
 * `node test/bench/snapshot.ts [--events 200000] [--bytes 2000000000]`
 */
const CLI = new URL('../../electron/cli.ts', import.meta.url).pathname;
/** Loaded into the measured process: says its peak memory and processor time when it ends. */
const METER = `data:text/javascript,process.on('exit',()=>process.stderr.write('\\nMETER '+JSON.stringify(process.resourceUsage())+'\\n'))`;

interface Measured {
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
  readonly peakMiB: number;
}

function measure(words: readonly string[], folder: string): Measured {
  const startedAt = performance.now();
  const child = spawnSync(process.execPath, [...ENGINE, '--import', METER, CLI, ...words], {
    cwd: folder,
    encoding: 'utf8',
  });
  const wallSeconds = (performance.now() - startedAt) / 1000;
  if (child.status !== 0 && child.status !== 2) throw new Error(`${words.join(' ')} failed: ${child.stderr}`);
  const usage = JSON.parse(/METER (.*)/.exec(child.stderr)?.[1] ?? '{}') as Record<string, number>;
  const cpuSeconds = ((usage['userCPUTime'] ?? 0) + (usage['systemCPUTime'] ?? 0)) / 1e6;
  return { wallSeconds, cpuSeconds, peakMiB: (usage['maxRSS'] ?? 0) / 1024 };
}

/** Objects a second that plain `ICAL.parse` manages on the first texts of the dump, in this process. */
async function parseFloor(path: string): Promise<number> {
  const texts: string[] = [];
  for await (const { table, columns, rows } of openDump(path).rows({})) {
    if (table !== 'calendar_object') continue;
    const at = columns.indexOf('icalendar_text');
    texts.push(...rows.map((row) => row[at] ?? ''));
    if (texts.length >= 20_000) break;
  }
  const startedAt = performance.now();
  for (const text of texts) ICAL.parse(text);
  return texts.length / ((performance.now() - startedAt) / 1000);
}

function show(what: string, { wallSeconds, cpuSeconds, peakMiB }: Measured, objects: number, bytes: number): void {
  const row = [
    what.padEnd(22),
    `${wallSeconds.toFixed(1).padStart(6)} s`,
    `${cpuSeconds.toFixed(1).padStart(6)} s CPU`,
    `${(bytes / 1e6 / wallSeconds).toFixed(0).padStart(5)} MB/s`,
    `${(objects / wallSeconds).toFixed(0).padStart(7)} objects/s`,
    `${peakMiB.toFixed(0).padStart(4)} MiB peak`,
  ];
  process.stdout.write(`${row.join('  ')}\n`);
}

function config(folder: string, name: string, source: object): readonly string[] {
  const mapping = { acceptedDomains: ['example.com'] };
  const content = {
    project: `${name}.godwit`,
    source,
    directory: { files: ['directory.csv'] },
    mapping,
    options: { timeZone: 'Europe/Berlin' },
  };
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(content));
  return ['--config', join(folder, `${name}.json`), '--json'];
}

async function fromDump(folder: string, events: number, targetBytes: number | undefined): Promise<void> {
  const path = join(folder, 'company.sql');
  const { objects } = generateDump({ path, events, ...(targetBytes === undefined ? {} : { targetBytes }) });
  const bytes = statSync(path).size;
  process.stdout.write(`\n${(bytes / 1e6).toFixed(0)} MB dump, ${objects} objects, ${events} events\n`);
  const floor = await parseFloor(path);
  const args = config(folder, 'dump', { kind: 'dump', path: 'company.sql' });
  show('snapshot from dump', measure(['snapshot', ...args], folder), objects, bytes);
  show('mapping suggest', measure(['mapping', 'suggest', ...args], folder), objects, bytes);
  const planned = measure(['plan', '--as-of', '2026-11-20', ...args], folder);
  show('plan', planned, objects, bytes);
  const ratio = objects / planned.cpuSeconds / floor;
  process.stdout.write(
    `parse floor ${floor.toFixed(0)} objects/s (ICAL.parse alone); plan reaches ${ratio.toFixed(2)} of it a CPU second\n`,
  );
  process.stdout.write(`project file ${(statSync(join(folder, 'dump.godwit')).size / 1e6).toFixed(0)} MB\n`);
  rmSync(join(folder, 'dump.godwit'));
  rmSync(path);
}

async function fromPostgres(folder: string, events: number): Promise<void> {
  const server = await startPostgres();
  try {
    await server.createDatabase('caldav');
    const { host, port, user } = server;
    const { objects } = await generateIntoPostgres({ host, port, user, database: 'caldav' }, { events });
    const args = config(folder, 'live', { kind: 'postgres', host, port, user, database: 'caldav', tls: 'off' });
    process.stdout.write(`\nPostgreSQL, ${objects} objects, ${events} events\n`);
    show('snapshot from server', measure(['snapshot', ...args], folder), objects, 0);
  } finally {
    await server.stop();
  }
}

const { values } = parseArgs({ options: { events: { type: 'string' }, bytes: { type: 'string' } } });
const events = Number(values.events ?? 200_000);
const folder = mkdtempSync(join(tmpdir(), 'godwit-bench-'));
try {
  await fromDump(folder, events, undefined);
  if (values.bytes !== undefined) await fromDump(folder, events, Number(values.bytes));
  if (whyNoPostgres() === undefined) await fromPostgres(folder, events);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
