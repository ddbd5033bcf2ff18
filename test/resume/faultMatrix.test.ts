import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Random } from '../sample/random.ts';
import { openGodwit, type Godwit } from '../support/godwit.ts';
import { NOTHING_WRONG, takeCensus } from './support/census.ts';
import { openExchange } from './support/inProcessExchange.ts';
import { FAULTS, FaultMatrix, SEED, manyRuns, runAndDie } from './support/matrix.ts';
import { verifyAll } from './support/runProject.ts';
import { ACCOUNT, prepareSample, type SampleProject } from './support/sampleProject.ts';

const RUNS = Number(process.env['GODWIT_MATRIX_RUNS'] ?? 24);
const MOST_ATTEMPTS = 4;

/** Every kind of write a silent run has, and what it reads in between. */
const OPERATIONS = ['CreateItem', 'UpdateItem', 'DeleteItem', 'UpdateFolder', 'CreateFolder', 'FindItem', 'GetItem', 'GetFolder'] as const;
const REQUESTS = Object.fromEntries(OPERATIONS.map((operation) => [operation, { operation }]));

describe(`every fault at every kind of write (seed ${String(SEED)}: GODWIT_SEED; ${String(RUNS)} runs: GODWIT_MATRIX_RUNS)`, () => {
  let godwit: Godwit;
  let project: SampleProject;
  let deaths = 0;
  const wrong: string[] = [];
  const matrix = new FaultMatrix([FAULTS, REQUESTS]);
  beforeAll(async () => {
    godwit = openGodwit();
    project = await prepareSample(godwit, {
      seed: 2,
      options: { scope: ['abrandt@contoso.com', 'bcastell@contoso.com'], crossing: 'silent', calendars: 'folder' },
    });
  });
  afterAll(() => godwit.remove());

  async function oneRun(number: number, random: Random): Promise<void> {
    const projectPath = join(godwit.folder, `matrix-${String(number)}.godwit`);
    copyFileSync(project.projectPath, projectPath);
    const exchange = await openExchange({ accounts: [ACCOUNT], mailboxes: project.addresses, seed: SEED + number });
    try {
      const options = { projectPath, url: exchange.url };
      exchange.simulator.change({ faults: matrix.faultsOf(number, random) });
      for (let kill = 0; kill < 1 + random.below(3); kill += 1) {
        if ((await runAndDie(options, 1 + random.below(70))) === 'died') deaths += 1;
      }
      const endings = [await runAndDie(options, Infinity)];
      matrix.add(exchange.simulator.faults.strikes);
      exchange.simulator.change({ faults: [] });
      // On a busy machine the first requests of a run can time out all together, which it takes for a server that is not there.
      do endings.push(await runAndDie(options, Infinity));
      while (endings.at(-1) === 'gave up' && endings.length < MOST_ATTEMPTS);
      const { counted, ...rest } = takeCensus(project.planned, exchange.states());
      const { differences, parity } = await verifyAll(projectPath, exchange.url);
      const { sentMail } = exchange.simulator.store;
      const mails = sentMail.count('inside') + sentMail.count('outside');
      const found = { counted, ...rest, differences, parity, mails };
      const wanted = { counted: project.planned.length, ...NOTHING_WRONG, differences: 0, parity: 1, mails: 0 };
      if (JSON.stringify(found) !== JSON.stringify(wanted))
        wrong.push(`run ${String(number)} (${endings.join(', ')}): ${JSON.stringify(found)}`);
    } finally {
      await exchange.stop();
      rmSync(projectPath);
    }
  }

  it('loses nothing, writes nothing twice, mails nobody; and verify agrees', { timeout: RUNS * 20_000 }, async () => {
    await manyRuns(RUNS, oneRun);
    process.stdout.write(
      `  ${String(RUNS)} runs of ${String(project.planned.length)} items, ${String(deaths)} deaths, ${String(matrix.strikes)} faults\n`,
    );
    expect(wrong).toEqual([]);
    expect(deaths).toBeGreaterThan(RUNS / 2);
    expect(matrix.strikes).toBeGreaterThan(RUNS / 2);
  });
});
