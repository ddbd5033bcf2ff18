import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openProjectFile } from '../../electron/compose/openProjectFile.ts';
import { seededRandom } from '../sample/random.ts';
import { startSimulator, type SimulatorHandle } from '../simulator/startSimulator.ts';
import { openGodwit, type Godwit, type JsonLine } from '../support/godwit.ts';
import { NOTHING_WRONG } from './support/census.ts';
import { NOTHING_LEFT, mailLines, takeLivingCensus, type LivingCensus } from './support/livingCensus.ts';
import { prepareLiving } from './support/livingProject.ts';
import { realRun } from './support/realGodwit.ts';
import { ACCOUNT, type SampleProject } from './support/sampleProject.ts';
import { IN_DOUBT_SECONDS, TIMEOUT_SECONDS, trouble } from './support/trouble.ts';

const KILLS = Number(process.env['GODWIT_KILLS'] ?? 5);
const SEED = Number(process.env['GODWIT_SEED'] ?? Date.now() % 1_000_000);
const KILLS_A_ROUND = 5;
const OPERATIONS = [
  'CreateItem',
  'CreateItem',
  'UpdateItem',
  'UpdateItem',
  'UpdateItem',
  'DeleteItem',
  'FindItem',
  'GetItem',
  'ResolveNames',
  null,
];

interface End {
  readonly census: LivingCensus;
  readonly mails: readonly string[];
  readonly verified: readonly JsonLine[];
}

describe(`living meetings of a program that is killed (seed ${String(SEED)}: GODWIT_SEED; ${String(KILLS)} kills: GODWIT_KILLS)`, () => {
  let godwit: Godwit;
  let project: SampleProject;
  let undisturbed: End;

  const open = (): Promise<SimulatorHandle> =>
    startSimulator({
      accounts: [ACCOUNT],
      mailboxes: project.addresses,
      model: { requestMs: 10, itemMs: 2, connections: 27 },
      messaging: { deliveryMs: 150, attendantMs: 150 },
    });

  function configFor(name: string, exchange: SimulatorHandle): string {
    copyFileSync(project.projectPath, join(godwit.folder, `${name}.godwit`));
    const target = {
      url: exchange.url,
      timeoutSeconds: TIMEOUT_SECONDS,
      inDoubtSeconds: IN_DOUBT_SECONDS,
      concurrency: 4,
      sendsPerMinute: 1000,
    };
    return project.configWith(name, { project: `${name}.godwit`, target });
  }

  async function endOf(config: string, exchange: SimulatorHandle): Promise<End> {
    const sent = await exchange.sent();
    const { lines } = await godwit.json('verify', '--config', config);
    const verified = lines.filter(({ type }) => type === 'difference' || type === 'summary');
    return { census: takeLivingCensus(project.planned, await exchange.state(), sent), mails: mailLines(sent.inside), verified };
  }

  beforeAll(async () => {
    godwit = openGodwit();
    project = await prepareLiving(godwit, { people: 5 });
    Object.defineProperty(godwit, 'now', { get: () => new Date() });
    const exchange = await open();
    try {
      const config = configFor('undisturbed', exchange);
      const { end, stderr } = await realRun({ config });
      expect([end, stderr]).toEqual([0, '']);
      undisturbed = await endOf(config, exchange);
    } finally {
      await exchange.stop();
    }
  }, 120_000);
  afterAll(() => godwit.remove());

  it('have each guest mailed once, and leave nothing behind, when nothing happens', () => {
    const { occurrences: _, ...nothingWrong } = NOTHING_WRONG;
    expect(undisturbed.census).toMatchObject({ counted: project.planned.length, ...nothingWrong, ...NOTHING_LEFT });
    expect(undisturbed.verified.at(-1)).toMatchObject({ parity: 1 });
  });

  it('send what the plan said they would', () => {
    const file = openProjectFile(project.projectPath, 'read');
    const { invitations, answers, forExceptions } = file.needPlan().plan.info().counts.mails;
    file.close();
    const requests = undisturbed.mails.filter((line) => line.includes('.Meeting.Request '));
    expect([requests.length, undisturbed.mails.length - requests.length, forExceptions]).toEqual([
      invitations,
      answers,
      expect.any(Number),
    ]);
  });

  async function round(number: number, kills: number, exchange: SimulatorHandle): Promise<void> {
    const random = seededRandom(SEED + number);
    const config = configFor(`kill-${String(number)}`, exchange);
    const ends: (number | string)[] = [];
    const couldSendOutside: unknown[] = [];
    const run = async (afterMs: number | null): Promise<void> => {
      await exchange.setFaults(trouble(random, OPERATIONS));
      const { end, stderr, lines } = await realRun({ config, ...(afterMs === null ? {} : { signal: { name: 'SIGKILL', afterMs } }) });
      ends.push(end);
      couldSendOutside.push(...lines.filter(({ type }) => type === 'summary').map((line) => line['couldSendOutside']));
      // 1: the server answered none of the first requests.
      expect(['SIGKILL', 0, 1, 3], stderr).toContain(end);
    };
    for (let kill = 0; kill < kills; kill += 1) await run(random.below(5000));
    await run(null);
    process.stdout.write(`  round ${String(number)}: ${ends.join(' ')}\n`);
    await exchange.setFaults([]);
    const last = await realRun({ config });
    expect([last.end, last.stderr, last.lines.at(-1)]).toMatchObject([0, '', { failed: 0, waiting: 0, couldSendOutside: 0 }]);
    expect(couldSendOutside.filter((count) => count !== 0)).toEqual([]);
    expect(await endOf(config, exchange)).toEqual(undisturbed);
    expect((await exchange.counters()).requestViolations).toEqual([]);
  }

  const rounds = Array.from({ length: Math.ceil(KILLS / KILLS_A_ROUND) }, (_, index) => index);
  it.each(rounds)('round %i: come out as undisturbed, mail by mail', { timeout: 600_000 }, async (number) => {
    const exchange = await open();
    try {
      await round(number, Math.min(KILLS_A_ROUND, KILLS - number * KILLS_A_ROUND), exchange);
    } finally {
      await exchange.stop();
    }
  });
});
