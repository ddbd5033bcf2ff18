import { writeFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ACCOUNT, godwit, type ClientFigures } from './clients.ts';
import { makeCompany, type Company } from './company.ts';
import { machine, type MemoryRow, type MillionResult, type MillionStep, type Verdict } from './page.ts';
import { startSimulator } from '../simulator/startSimulator.ts';

const MOST_RSS_MIB = 200;
const CONNECTIONS = 27;
const FEW = 200;

/** More would only be on top of each other in the picture. */
const POINTS = 150;

/** Lines `seconds MiB` that a measured process wrote about itself. */
function memoryOf(path: string): readonly MemoryRow[] {
  const all = readFileSync(path, 'utf8').trimEnd().split('\n');
  const step = Math.ceil(all.length / POINTS);
  const lines = all.filter((_, index) => index % step === 0);
  return lines.map((line) => line.split(' ').map(Number)).map(([seconds = 0, mib = 0]) => ({ seconds, mib }));
}

/** Writes a company to a server that takes no time. */
async function run(company: Company): Promise<ClientFigures> {
  const model = { requestMs: 0, itemMs: 0, connections: CONNECTIONS };
  const simulator = await startSimulator({ accounts: [ACCOUNT], mailboxes: company.owners.map(({ email }) => email), model });
  try {
    return await godwit(['run', '--yes'], company.runConfig('run', simulator.url, CONNECTIONS));
  } finally {
    await simulator.stop();
  }
}

/** A few events all the way: the compile cache is there afterwards, as it is for whoever has started a program before. */
async function warmUp(): Promise<void> {
  const company = await makeCompany({ events: FEW }, 'dump');
  try {
    await run(company);
  } finally {
    await company.remove();
  }
}

/** Snapshot, plan and run of a company of that many events, against a server that takes no time, with memory over time. */
export async function measureMillion(
  events: number,
  say: (line: string) => void,
): Promise<{ readonly million: MillionResult; readonly verdicts: readonly Verdict[] }> {
  const where = machine();
  await warmUp();
  const folder = mkdtempSync(join(tmpdir(), 'godwit-memory-'));
  process.env['GODWIT_BENCH_MEMORY'] = join(folder, 'memory');
  const steps: MillionStep[] = [];
  const company = await makeCompany({ events }, 'dump', ({ name, startedMs, endedMs, cpuMs, rssMiB }) => {
    const step = {
      name,
      seconds: (endedMs - startedMs) / 1000,
      cpuSeconds: cpuMs / 1000,
      rssMiB,
      memory: memoryOf(join(folder, 'memory')),
    };
    writeFileSync(join(folder, 'memory'), '');
    steps.push(step);
    say(`${name}: ${step.seconds.toFixed(0)} s, ${step.cpuSeconds.toFixed(0)} s of processor, ${rssMiB.toFixed(0)} MiB at most`);
  });
  try {
    const { startedMs, endedMs, cpuMs, rssMiB, written } = await run(company);
    const seconds = (endedMs - startedMs) / 1000;
    steps.push({ name: 'run', seconds, cpuSeconds: cpuMs / 1000, rssMiB, memory: memoryOf(join(folder, 'memory')) });
    say(
      `run: ${String(written)} items in ${seconds.toFixed(0)} s, ${(cpuMs / written).toFixed(3)} ms an item, ${rssMiB.toFixed(0)} MiB at most`,
    );
    const verdicts = steps.map(({ name, rssMiB: value }) => ({
      what: `MiB at most in ${name} of ${String(events)} events`,
      mark: `at most ${String(MOST_RSS_MIB)}`,
      value,
      isMet: value <= MOST_RSS_MIB,
    }));
    return { million: { machine: where, events, objects: company.objects, written, steps, verdicts }, verdicts };
  } finally {
    await company.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}
