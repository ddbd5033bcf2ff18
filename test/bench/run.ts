import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runCli } from '../../electron/cli/cli.ts';
import { systemClock } from '../../electron/ports/Clock.ts';
import { startSimulator } from '../simulator/startSimulator.ts';
import { generateDump } from './generate.ts';
import { benchOwners } from './generateEvents.ts';

/**
 * How fast a plan becomes Exchange items, and what of that is ours: `node test/bench/run.ts`. The floor is the time the simulated server's
 * model takes (80 ms a request, 5 ms an item), spread evenly over all connections; floor / wall is how well they are kept busy. On a machine
 * that is busy with other things, `--slower 10` tells how well the requests are spread all the same.
 */
const EVENTS = 9_600;
/** As `npm run godwit` starts it. */
const HEAP = ['--max-semi-space-size=8', '--heap-growing-percent=20'];
const ACCOUNT = { user: 'svc', password: 'bench' };
interface ModelSettings {
  readonly requestMs: number;
  readonly itemMs: number;
  readonly connections: number;
}

const MODELS: readonly ModelSettings[] = [
  { requestMs: 80, itemMs: 5, connections: 20 },
  { requestMs: 80, itemMs: 5, connections: 27 },
  { requestMs: 0, itemMs: 0, connections: 27 },
];

interface Measured {
  readonly seconds: number;
  readonly cpuMs: number;
  readonly rssMiB: number;
  readonly written: number;
}

const silent = { write: () => true };

async function command(words: readonly string[], config: string, stdout: { write(text: string): unknown } = silent): Promise<number> {
  return runCli({
    arguments: [...words, '--config', config],
    environment: { EWSPW: ACCOUNT.password },
    cwd: tmpdir(),
    clock: systemClock,
    signal: new AbortController().signal,
    stdout,
    stderr: process.stderr,
  });
}

/** In a process of its own, so that nobody else's work is counted. */
async function runOnce(config: string): Promise<Measured> {
  let text = '';
  const before = process.cpuUsage();
  const started = performance.now();
  const exit = await command(['run', '--yes', '--json'], config, { write: (line) => (text += line) });
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(before);
  if (exit !== 0) throw new Error(`run: exit ${String(exit)}: ${text.slice(-500)}`);
  const summary = JSON.parse(text.trimEnd().split('\n').at(-1) ?? '{}') as { readonly written: number };
  return { seconds, cpuMs: (user + system) / 1000, rssMiB: process.resourceUsage().maxRSS / 1024, written: summary.written };
}

async function inChild(config: string): Promise<Measured> {
  const child = spawn(process.execPath, [...HEAP, import.meta.filename, '--once', config], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  await new Promise((resolve) => child.once('close', resolve));
  return JSON.parse(text) as Measured;
}

function configOf(folder: string, name: string, url: string, concurrency: number): string {
  const path = join(folder, `${name}.json`);
  const config = {
    project: join(folder, `${name}.godwit`),
    source: { kind: 'dump', path: join(folder, 'bench.sql') },
    directory: { files: [join(folder, 'directory.csv')] },
    mapping: { acceptedDomains: ['example.com'] },
    target: { kind: 'ews', url, auth: { kind: 'basic', user: ACCOUNT.user, passwordEnv: 'EWSPW' }, concurrency },
    options: { meetings: 'silent' },
  };
  writeFileSync(path, JSON.stringify(config));
  return path;
}

async function prepare(folder: string, events: number): Promise<void> {
  generateDump({ events, path: join(folder, 'bench.sql') });
  const config = configOf(folder, 'plan', 'http://127.0.0.1:9/EWS/Exchange.asmx', 10);
  for (const words of [['snapshot'], ['directory'], ['mapping', 'suggest'], ['plan', '--as-of', '2026-11-20T00:00:00Z']]) {
    const exit = await command(words, config);
    if (exit !== 0) throw new Error(`${words.join(' ')}: exit ${String(exit)}`);
  }
}

async function measure(folder: string, events: number, model: ModelSettings): Promise<void> {
  const name = `run-${String(model.connections)}-${String(model.requestMs)}`;
  copyFileSync(join(folder, 'plan.godwit'), join(folder, `${name}.godwit`));
  const mailboxes = benchOwners({ events }).map(({ email }) => email);
  const simulator = await startSimulator({ accounts: [ACCOUNT], mailboxes, model });
  try {
    const before = await simulator.counters();
    const { seconds, cpuMs, rssMiB, written } = await inChild(configOf(folder, name, simulator.url, model.connections));
    const { requests, items, cpuMs: serverCpuMs, mostInFlight } = await simulator.counters();
    const floor = (requests * model.requestMs + items * model.itemMs) / 1000 / model.connections;
    const stored = (await simulator.state()).reduce(
      (sum, { folders }) => sum + folders.reduce((count, { items: list }) => count + list.length, 0),
      0,
    );
    process.stdout.write(
      `${[
        `${String(model.connections)} connections, ${String(model.requestMs)} ms + ${String(model.itemMs)} ms an item:`,
        `${String(written)} items written, ${String(stored)} stored, ${String(requests)} requests (${String(mostInFlight)} at once);`,
        `floor ${floor.toFixed(2)} s, wall ${seconds.toFixed(2)} s, floor/wall ${(floor / seconds).toFixed(2)};`,
        `${(written / seconds).toFixed(0)} items/s; CPU ${(cpuMs / written).toFixed(3)} ms an item, RSS ${rssMiB.toFixed(0)} MiB`,
        `(simulator: ${((serverCpuMs - before.cpuMs) / written).toFixed(3)} ms an item)`,
      ].join(' ')}\n`,
    );
  } finally {
    await simulator.stop();
  }
}

const { values } = parseArgs({
  options: {
    once: { type: 'string' },
    events: { type: 'string', default: String(EVENTS) },
    rounds: { type: 'string', default: '1' },
    slower: { type: 'string', default: '1' },
  },
});
if (values.once !== undefined) {
  process.stdout.write(JSON.stringify(await runOnce(values.once)));
} else {
  const folder = mkdtempSync(join(tmpdir(), 'godwit-bench-'));
  try {
    await prepare(folder, Number(values.events));
    for (let round = 0; round < Number(values.rounds); round += 1) {
      for (const { requestMs, itemMs, connections } of MODELS) {
        const factor = Number(values.slower);
        await measure(folder, Number(values.events), { requestMs: requestMs * factor, itemMs: itemMs * factor, connections });
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
