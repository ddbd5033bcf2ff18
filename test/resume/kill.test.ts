import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../sample/random.ts';
import { startSimulator, type SimulatorHandle } from '../simulator/startSimulator.ts';
import { openGodwit, type Godwit } from '../support/godwit.ts';
import { NOTHING_WRONG, takeCensus } from './support/census.ts';
import { realRun } from './support/realGodwit.ts';
import { ACCOUNT, prepareSample, type SampleProject } from './support/sampleProject.ts';
import { IN_DOUBT_SECONDS, TIMEOUT_SECONDS, trouble } from './support/trouble.ts';

const KILLS = Number(process.env['GODWIT_KILLS'] ?? 10);
const SEED = Number(process.env['GODWIT_SEED'] ?? Date.now() % 1_000_000);
const KILLS_A_ROUND = 5;
const OPERATIONS = ['CreateItem', 'CreateItem', 'CreateItem', 'UpdateItem', 'DeleteItem', 'FindItem', 'GetItem', 'UpdateFolder', null];

describe(`a program that is killed (seed ${String(SEED)}: GODWIT_SEED; ${String(KILLS)} kills: GODWIT_KILLS)`, () => {
  let godwit: Godwit;
  let project: SampleProject;
  beforeAll(async () => {
    godwit = openGodwit();
    project = await prepareSample(godwit, { options: { calendars: 'folder' } });
    Object.defineProperty(godwit, 'now', { get: () => new Date() });
  });
  afterAll(() => godwit.remove());

  async function round(number: number, kills: number, exchange: SimulatorHandle): Promise<void> {
    const random = seededRandom(SEED + number);
    const name = `kill-${String(number)}`;
    copyFileSync(project.projectPath, join(godwit.folder, `${name}.godwit`));
    const target = { url: exchange.url, timeoutSeconds: TIMEOUT_SECONDS, inDoubtSeconds: IN_DOUBT_SECONDS, concurrency: 4 };
    const config = project.configWith(name, { project: `${name}.godwit`, target });
    const gone = random.pick(project.addresses);
    const ends: (number | string)[] = [];
    for (let kill = 0; kill < kills; kill += 1) {
      // A mailbox that is not there yet stops nobody, and is written when it is.
      const mailboxes = kill < 2 ? project.addresses.filter((address) => address !== gone) : project.addresses;
      await exchange.change({ mailboxes, faults: trouble(random, OPERATIONS) });
      const { end, stderr } = await realRun({ config, signal: { name: 'SIGKILL', afterMs: random.below(2500) } });
      ends.push(end);
      // 1: the server answered none of the first requests.
      expect(['SIGKILL', 0, 1, 3], stderr).toContain(end);
    }
    await exchange.change({ mailboxes: project.addresses, faults: trouble(random, OPERATIONS) });
    const disturbed = await realRun({ config });
    expect([0, 1, 3], disturbed.stderr).toContain(disturbed.end);
    process.stdout.write(`  round ${String(number)}: ${ends.join(' ')}, then ${String(disturbed.end)}\n`);
    await exchange.setFaults([]);
    const last = await realRun({ config });
    expect([last.end, last.stderr]).toEqual([0, '']);
    expect(takeCensus(project.planned, await exchange.state())).toEqual({ counted: project.planned.length, ...NOTHING_WRONG });
    const verified = await godwit.json('verify', '--config', config);
    expect([verified.exit, verified.lines.at(-1)]).toMatchObject([0, { parity: 1 }]);
    const { mailsInside, mailsOutside, requestViolations } = await exchange.counters();
    expect([mailsInside, mailsOutside, requestViolations]).toEqual([0, 0, []]);
  }

  const rounds = Array.from({ length: Math.ceil(KILLS / KILLS_A_ROUND) }, (_, index) => index);
  it.each(rounds)(
    'round %i: every planned key is there exactly once, whatever the server did meanwhile',
    { timeout: 300_000 },
    async (number) => {
      const model = { requestMs: 20, itemMs: 2, connections: 27 };
      const exchange = await startSimulator({ accounts: [ACCOUNT], mailboxes: project.addresses, model });
      try {
        await round(number, Math.min(KILLS_A_ROUND, KILLS - number * KILLS_A_ROUND), exchange);
      } finally {
        await exchange.stop();
      }
    },
  );
});
