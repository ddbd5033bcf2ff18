import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulator, type SimulatorHandle } from '../simulator/startSimulator.ts';
import { NOTHING_WRONG, plannedLines, takeCensus, type PlannedLine } from '../resume/support/census.ts';
import { openGodwit, type Godwit, type JsonLine } from '../support/godwit.ts';
import { REAL_SHAPED, realShapedSource, whyNoRealShaped } from '../support/realShaped.ts';

const PROFILES = ['Exchange2013', 'Exchange2016', 'ExchangeSE'] as const;
const why = whyNoRealShaped();
const ACCOUNT = { user: 'svc', password: 'secret' };

describe.skipIf(why !== undefined).each(REAL_SHAPED)(`%s${why === undefined ? '' : ` (skipped: ${why})`}`, (name) => {
  let godwit: Godwit;
  let planned: readonly PlannedLine[];
  let exchange: SimulatorHandle;

  const configFor = (profile: string, url: string): string =>
    godwit.config(`${name}-${profile}`, {
      project: `${name}-${profile}.godwit`,
      ...realShapedSource(name),
      target: { kind: 'ews', url, auth: { kind: 'basic', user: ACCOUNT.user, passwordEnv: 'EWSPW' } },
      options: { meetings: 'silent', timeZone: 'Europe/Berlin' },
    });

  async function command(words: readonly string[], config: string): Promise<readonly JsonLine[]> {
    const spoken = await godwit.json(...words, '--config', config);
    expect([0, 2, 3, 4], `${words.join(' ')}: ${spoken.stderr}`).toContain(spoken.exit);
    return spoken.lines;
  }

  beforeAll(() => {
    godwit = openGodwit();
    godwit.environment = { EWSPW: ACCOUNT.password };
  });
  afterAll(() => godwit.remove());

  it.each(PROFILES)('arrives whole in %s', { timeout: 300_000 }, async (profile) => {
    exchange = await startSimulator({ profile, accounts: [ACCOUNT] });
    try {
      const config = configFor(profile, exchange.url);
      for (const words of [['snapshot'], ['directory'], ['mapping', 'suggest'], ['plan', '--as-of', '2026-11-20T00:00:00Z']])
        await command(words, config);
      planned = plannedLines(await command(['preview'], config));
      const mailboxes = [...new Set(planned.map(({ mailbox }) => mailbox))];
      await exchange.change({ mailboxes });
      Object.defineProperty(godwit, 'now', { get: () => new Date(), configurable: true });
      const run = await command(['run', '--yes'], config);
      const failed = run.filter(({ type }) => type === 'failed' || type === 'waiting' || type === 'detached');
      const verified = await command(['verify'], config);
      const differences = verified.filter(({ type }) => type === 'difference');
      const { requestViolations, responseViolations, mailsInside, mailsOutside } = await exchange.counters();
      process.stdout.write(`\n${name} -> ${profile}\n  ${JSON.stringify(run.at(-1))}\n  ${JSON.stringify(verified.at(-1))}\n`);
      for (const line of [...failed, ...differences].slice(0, 60)) process.stdout.write(`  ${JSON.stringify(line)}\n`);
      const uidOf = new Map(planned.map(({ key, source }) => [key, source.uid]));
      expect([...failed, ...differences].map(({ key, ...line }) => ({ uid: uidOf.get(String(key)) ?? key, ...line }))).toEqual([]);
      expect(verified.at(-1)).toMatchObject({ parity: 1 });
      expect(takeCensus(planned, await exchange.state())).toEqual({ counted: planned.length, ...NOTHING_WRONG });
      expect([mailsInside, mailsOutside, requestViolations, responseViolations]).toEqual([0, 0, [], []]);
      const again = await command(['run', '--yes'], config);
      expect(again.at(-1)).toMatchObject({ written: 0, adopted: 0, failed: 0, waiting: 0 });
    } finally {
      await exchange.stop();
    }
  });
});
