import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom, type Random } from '../sample/random.ts';
import type { FaultAction, GivenFault } from '../simulator/settings.ts';
import { openGodwit, type Godwit } from '../support/godwit.ts';
import { NOTHING_WRONG, takeCensus } from './support/census.ts';
import { Crash, crashing, type Trap } from './support/crash.ts';
import { openExchange, type InProcessExchange } from './support/inProcessExchange.ts';
import { runProject, verifyAll, type RunParts } from './support/runProject.ts';
import { ACCOUNT, prepareSample, type SampleProject } from './support/sampleProject.ts';

const RUNS = Number(process.env['GODWIT_MATRIX_RUNS'] ?? 24);
const SEED = Number(process.env['GODWIT_SEED'] ?? Date.now() % 1_000_000);
const AT_ONCE = 12;
/** The client gives up long before the server is done; what is in doubt is looked up when the server must be. */
const [TIMEOUT_MS, LATE_MS, IN_DOUBT_MS] = [600, 900, 2500];

/** Everything a server, a network or a load balancer does to a request. */
const FAULTS: Readonly<Record<string, FaultAction>> = {
  'connection lost before': { kind: 'dropBefore' },
  'connection lost after': { kind: 'dropAfter' },
  'connection lost in the answer': { kind: 'dropMidway' },
  'answer cut': { kind: 'truncate' },
  'answer too late': { kind: 'slowReply', ms: LATE_MS },
  'work done too late': { kind: 'lateCommit', ms: LATE_MS },
  'server busy': { kind: 'busy', backOffMs: 20 },
  'items busy': { kind: 'busyItems', backOffMs: 20, fromItem: 2 },
  'busy inside': { kind: 'innerBusy', backOffMs: 20 },
  'batch stopped': { kind: 'stopBatch', atItem: 1, code: 'ErrorTimeoutExpired' },
  'batch stopped, busy': { kind: 'stopBatch', atItem: 0, code: 'ErrorServerBusy' },
  'too many connections': { kind: 'soapFault', code: 'ErrorExceededConnectionCount' },
  'mailbox moving': { kind: 'soapFault', code: 'ErrorMailboxMoveInProgress' },
  'store away': { kind: 'itemError', code: 'ErrorMailboxStoreUnavailable', chance: 0.5 },
  'transient error': { kind: 'soapFault', code: 'ErrorInternalServerTransientError' },
  'connection inside failed': { kind: 'itemError', code: 'ErrorConnectionFailed', chance: 0.5 },
  'failover, newest items lost': { kind: 'failover', changes: 9 },
  'a node that knows nobody': { kind: 'unauthorized' },
  '503 with Retry-After': { kind: 'http', status: 503, retryAfterSeconds: 1 },
  '500 from the proxy': { kind: 'http', status: 500, retryAfterSeconds: null },
  '429': { kind: 'http', status: 429, retryAfterSeconds: null },
  'somebody else saves the items': { kind: 'touch' },
};
/** Every kind of write a silent run has, and what it reads in between. */
const OPERATIONS = ['CreateItem', 'UpdateItem', 'DeleteItem', 'UpdateFolder', 'CreateFolder', 'FindItem', 'GetItem', 'GetFolder'] as const;
const PAIRS = Object.entries(FAULTS).flatMap(([name, action]) => OPERATIONS.map((operation) => ({ name, action, operation })));

/** The fault of this run, struck at a random request of its kind, and another one somewhere. */
function faultsOf(number: number, random: Random): readonly GivenFault[] {
  // A stride that shares no factor with the number of pairs: any stretch of runs has some of everything.
  const pair = PAIRS[(number * 53) % PAIRS.length] ?? random.pick(PAIRS);
  const other = random.pick(PAIRS);
  return [pair, other].map(({ action, operation }) => ({ action, operation, skip: random.below(4), times: 1 + random.below(3) }));
}

interface Counts {
  deaths: number;
  strikes: number;
  readonly wrong: string[];
}

describe(`every fault at every kind of write (seed ${String(SEED)}: GODWIT_SEED; ${String(RUNS)} runs: GODWIT_MATRIX_RUNS)`, () => {
  let godwit: Godwit;
  let project: SampleProject;
  beforeAll(async () => {
    godwit = openGodwit();
    project = await prepareSample(godwit, {
      seed: 2,
      options: { scope: ['abrandt@contoso.com', 'bcastell@contoso.com'], crossing: 'silent', calendars: 'folder' },
    });
  });
  afterAll(() => godwit.remove());

  /** A run that dies at its `at`-th effect, or comes to its end before. */
  async function runAndDie(projectPath: string, exchange: InProcessExchange, at: number): Promise<boolean> {
    const between = (parts: RunParts): Trap => crashing(parts, at);
    const options = { projectPath, url: exchange.url, isImpatient: true, timeoutMs: TIMEOUT_MS, inDoubtMs: IN_DOUBT_MS, between };
    try {
      await runProject(options);
      return false;
    } catch (error) {
      if (error instanceof Crash) return true;
      // A server that answers none of the first requests is none; the operator starts again.
      if (error instanceof Error && error.message.startsWith('TARGET_')) return false;
      throw error;
    }
  }

  async function oneRun(number: number, counts: Counts): Promise<void> {
    const random = seededRandom(SEED + number);
    const projectPath = join(godwit.folder, `matrix-${String(number)}.godwit`);
    copyFileSync(project.projectPath, projectPath);
    const exchange = await openExchange({ accounts: [ACCOUNT], mailboxes: project.addresses, seed: SEED + number });
    try {
      exchange.simulator.change({ faults: faultsOf(number, random) });
      for (let kill = 0; kill < 1 + random.below(3); kill += 1) {
        if (await runAndDie(projectPath, exchange, 1 + random.below(70))) counts.deaths += 1;
      }
      await runAndDie(projectPath, exchange, Infinity);
      counts.strikes += Object.values(exchange.simulator.faults.strikes).reduce((sum, count) => sum + count, 0);
      exchange.simulator.change({ faults: [] });
      await runAndDie(projectPath, exchange, Infinity);
      const { counted, ...rest } = takeCensus(project.planned, exchange.states());
      const { differences, parity } = await verifyAll(projectPath, exchange.url);
      const { sentMail } = exchange.simulator.store;
      const mails = sentMail.count('inside') + sentMail.count('outside');
      const found = { counted, ...rest, differences, parity, mails };
      const wanted = { counted: project.planned.length, ...NOTHING_WRONG, differences: 0, parity: 1, mails: 0 };
      if (JSON.stringify(found) !== JSON.stringify(wanted)) counts.wrong.push(`run ${String(number)}: ${JSON.stringify(found)}`);
    } finally {
      await exchange.stop();
      rmSync(projectPath);
    }
  }

  it('loses nothing, writes nothing twice, mails nobody; and verify agrees', { timeout: RUNS * 20_000 }, async () => {
    const counts: Counts = { deaths: 0, strikes: 0, wrong: [] };
    const numbers = Array.from({ length: RUNS }, (_, number) => number).values();
    // Runs mostly wait, each with a server of its own.
    const worker = async (): Promise<void> => {
      for (const number of numbers) await oneRun(number, counts);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    process.stdout.write(
      `  ${String(RUNS)} runs of ${String(project.planned.length)} items, ${String(counts.deaths)} deaths, ${String(counts.strikes)} faults\n`,
    );
    expect(counts.wrong).toEqual([]);
    expect(counts.deaths).toBeGreaterThan(RUNS / 2);
    expect(counts.strikes).toBeGreaterThan(RUNS / 2);
  });
});
