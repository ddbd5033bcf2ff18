import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Random } from '../sample/random.ts';
import type { GivenSettings } from '../simulator/settings.ts';
import { openGodwit, type Godwit } from '../support/godwit.ts';
import { NOTHING_WRONG } from './support/census.ts';
import { crashing, type Trap } from './support/crash.ts';
import { openExchange, type InProcessExchange } from './support/inProcessExchange.ts';
import { judge, outcomeOf, type Outcome } from './support/judgeLiving.ts';
import { NOTHING_LEFT, mailLines } from './support/livingCensus.ts';
import { LIVING_COMPANY } from './support/livingCompany.ts';
import { prepareLiving } from './support/livingProject.ts';
import { CONFLICTS, READS, REFUSALS, WRITES } from './support/livingRequests.ts';
import { FAULTS, FaultMatrix, IN_DOUBT_MS, SEED, manyRuns, runAndDie } from './support/matrix.ts';
import { runProject, type RunParts } from './support/runProject.ts';
import { ACCOUNT, type SampleProject } from './support/sampleProject.ts';
import { WEATHERS } from './support/weather.ts';

const RUNS = Number(process.env['GODWIT_MATRIX_RUNS'] ?? 12);
/** Only these runs of a seed, to look at one again. */
const ONLY = process.env['GODWIT_MATRIX_ONLY']?.split(',').map(Number);
/** A run gives Exchange that long to deliver, then leaves the meeting to the next. */
const PATIENCE_MS = 1500;
/** Runs without any trouble until nothing is left to do; whoever needs more never ends. */
const LAST_RUNS = 4;

const ROOM = 'room1@contoso.com';

/** Servers differ in what an invitation brings along, in how long mail takes, and in what their rooms do with it. */
const SERVERS: Readonly<
  Record<string, { readonly room: 'AutoAccept' | 'AutoUpdate' | 'None'; readonly messaging: NonNullable<GivenSettings['messaging']> }>
> = {
  'exceptions travel, nobody is at the room': { room: 'None', messaging: { exceptionsTravel: true } },
  'exceptions travel, mail takes a moment': { room: 'AutoUpdate', messaging: { exceptionsTravel: true, deliveryMs: 10, attendantMs: 10 } },
  'exceptions do not travel, the room answers': { room: 'AutoAccept', messaging: { exceptionsTravel: false } },
  'exceptions do not travel, nobody is at the room': { room: 'None', messaging: { exceptionsTravel: false } },
};

let godwit: Godwit;
let project: SampleProject;
const undisturbed = new Map<string, Promise<{ readonly outcome: Outcome; readonly points: number }>>();

beforeAll(async () => {
  godwit = openGodwit();
  project = await prepareLiving(godwit, { people: 4, meetings: LIVING_COMPANY });
});
afterAll(() => godwit.remove());

async function openServer(name: string, seed: number): Promise<InProcessExchange> {
  const server = SERVERS[name];
  if (server === undefined) throw new Error(`no server ${name}`);
  const mailboxes = project.addresses.map((address) =>
    address === ROOM ? { address, kind: 'room' as const, automateProcessing: server.room } : { address },
  );
  return openExchange({ accounts: [ACCOUNT], mailboxes, messaging: server.messaging, seed });
}

/** A project and a server of its own for each. */
async function fresh<T>(
  name: string,
  server: string,
  seed: number,
  use: (projectPath: string, exchange: InProcessExchange) => Promise<T>,
): Promise<T> {
  const projectPath = join(godwit.folder, `${name}.godwit`);
  copyFileSync(project.projectPath, projectPath);
  const exchange = await openServer(server, seed);
  try {
    return await use(projectPath, exchange);
  } finally {
    await exchange.stop();
    rmSync(projectPath);
  }
}

function withoutTrouble(server: string): Promise<{ readonly outcome: Outcome; readonly points: number }> {
  const known =
    undisturbed.get(server) ??
    fresh(`undisturbed-${String(undisturbed.size)}`, server, 1, async (projectPath, exchange) => {
      let trap: Trap | null = null;
      const between = (parts: RunParts): Trap => (trap = crashing(parts, Infinity));
      await runProject({ projectPath, url: exchange.url, isImpatient: true, between });
      const points = (trap as Trap | null)?.passed() ?? 0;
      return { outcome: await outcomeOf(exchange, projectPath, project.planned), points };
    });
  undisturbed.set(server, known);
  return known;
}

describe.each(Object.keys(SERVERS))('living meetings where %s', (server) => {
  it('come out as planned when nothing happens', async () => {
    const { outcome, points } = await withoutTrouble(server);
    const { occurrences: _, ...nothingWrong } = NOTHING_WRONG;
    expect(outcome).toMatchObject({
      census: { counted: project.planned.length, ...nothingWrong, ...NOTHING_LEFT },
      differences: [],
      parity: 1,
    });
    const requests = mailLines(outcome.mails).filter((line) => line.includes('.Request'));
    expect([requests.length, outcome.mails.length]).toEqual(server.includes('do not') ? [17, 33] : [9, 18]);
    expect(points).toBeGreaterThan(300);
  });
});

describe(`every fault at every kind of request of a living run (seed ${String(SEED)}: GODWIT_SEED; ${String(RUNS)} runs: GODWIT_MATRIX_RUNS)`, () => {
  const matrix = new FaultMatrix(
    [
      { ...FAULTS, ...REFUSALS },
      { ...WRITES, ...READS },
    ],
    [CONFLICTS, WRITES],
  );
  const counts = { runs: 0, deaths: 0, mails: 0, torn: 0, anew: 0, weathers: new Map<string, number>() };
  const wrong: string[] = [];

  async function dieAndGoOn(
    projectPath: string,
    exchange: InProcessExchange,
    number: number,
    random: Random,
    points: number,
    story: string[],
  ): Promise<void> {
    const options = { projectPath, url: exchange.url, patienceMs: PATIENCE_MS };
    const name = random.below(3) === 0 ? random.pick(Object.keys(WEATHERS)) : 'fair';
    const weather = WEATHERS[name] ?? {};
    const mailbox = random.pick(project.addresses.slice(0, 4));
    counts.weathers.set(name, (counts.weathers.get(name) ?? 0) + 1);
    const faults = matrix.faultsOf(number, random, 3);
    story.push(name, ...faults.map(({ name: fault = '', skip = 0, times = 1 }) => `${fault} (${String(skip)}, ${String(times)})`));
    exchange.simulator.change({ faults });
    weather.begin?.(exchange, mailbox, random);
    let deaths = 0;
    for (let more = 1 + random.below(3), most = points; more > 0; more -= 1) {
      const ending = await runAndDie(options, 1 + random.below(most));
      if (ending === 'died') deaths += 1;
      // What is left to do has fewer points to die at; everybody dies once.
      else if (deaths === 0) more += 1;
      if (ending !== 'died') most = Math.max(2, Math.floor(most / 4));
      if (deaths === 1 && ending === 'died') weather.meanwhile?.(exchange, mailbox);
    }
    await runAndDie(options, Infinity);
    matrix.add(exchange.simulator.faults.strikes);
    exchange.simulator.change({ faults: [] });
    weather.end?.(exchange, mailbox);
    counts.deaths += deaths;
    for (let left = LAST_RUNS; left > 0; left -= 1) {
      const summary = await runProject({ ...options, isImpatient: true, inDoubtMs: IN_DOUBT_MS });
      if (summary.waiting + summary.failed === 0) break;
    }
  }

  async function oneRun(number: number, random: Random): Promise<void> {
    if (ONLY?.includes(number) === false) return;
    const server = random.pick(Object.keys(SERVERS));
    const { outcome: wanted, points } = await withoutTrouble(server);
    await fresh(`living-${String(number)}`, server, SEED + number, async (projectPath, exchange) => {
      const story: string[] = [server];
      await dieAndGoOn(projectPath, exchange, number, random, points, story).catch((error: unknown) =>
        story.push(`ended by ${String(error)}`),
      );
      const found = await outcomeOf(exchange, projectPath, project.planned);
      const judged = judge(found, wanted, { planned: project.planned, simulator: exchange.simulator });
      counts.runs += 1;
      counts.mails += found.mails.length;
      counts.torn += judged.torn;
      counts.anew += judged.anew;
      const isWrong = judged.wrong.length > 0 || story.some((words) => words.startsWith('ended by'));
      if (isWrong) wrong.push(`run ${String(number)} (${story.join('; ')}):\n    ${judged.wrong.join('\n    ')}`);
    });
  }

  it('nothing is lost, nothing twice, nobody mailed twice or outside; and verify agrees', { timeout: RUNS * 30_000 }, async () => {
    await manyRuns(RUNS, oneRun);
    const [faults, requests] = [matrix.metBy('fault'), matrix.metBy('request')];
    const lines = (title: string, of: Readonly<Record<string, number>>): string =>
      `  ${title}: ${Object.entries(of)
        .map(([name, count]) => `${name} ${String(count)}`)
        .join(', ')}\n`;
    process.stdout.write(
      `  seed ${String(SEED)}: ${String(counts.runs)} runs of ${String(project.planned.length)} items, ${String(counts.deaths)} deaths, ` +
        `${String(matrix.strikes)} faults (${String(matrix.pairs.met)} of ${String(matrix.pairs.all)} pairs), ${String(counts.mails)} mails; ` +
        `failovers: ${String(counts.anew)} meetings anew, ${String(counts.torn)} torn\n` +
        lines('faults', faults) +
        lines('requests', requests) +
        lines('weather', Object.fromEntries(counts.weathers)),
    );
    expect(wrong.join('\n')).toBe('');
    expect(counts.deaths).toBeGreaterThanOrEqual(counts.runs);
    expect(matrix.strikes).toBeGreaterThan(counts.runs / 3);
    if (counts.runs < matrix.pairs.all) return;
    expect([...Object.entries(faults), ...Object.entries(requests)].filter(([, count]) => count === 0)).toEqual([]);
    expect(Object.keys(WEATHERS).filter((name) => !counts.weathers.has(name))).toEqual([]);
  });
});
