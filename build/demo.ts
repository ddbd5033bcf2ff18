import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from '../electron/cli/cli.ts';
import { systemClock } from '../electron/ports/Clock.ts';
import { startSimulator, type SimulatorHandle } from '../test/simulator/startSimulator.ts';
import { writeSampleDump, type SampleSummary } from '../test/sample/sampleCompany.ts';

const DOMAIN = 'contoso.com';
const ACCOUNT = { user: 'svc', password: 'sample' };

/** An Exchange for the sample's people and rooms, as a process of its own. */
function startExchange({ company }: SampleSummary): Promise<SimulatorHandle> {
  const addresses = [...company.people, ...company.rooms, company.projector].map(({ shortName }) => `${shortName}@${DOMAIN}`);
  return startSimulator({ accounts: [ACCOUNT], mailboxes: addresses, model: { requestMs: 5, itemMs: 0 } });
}

function configOf(sample: SampleSummary, url: string): object {
  return {
    project: 'sample.godwit',
    source: { kind: 'dump', path: sample.path },
    directory: { files: [sample.directoryPath, sample.resourcesPath] },
    mapping: { acceptedDomains: [DOMAIN], rewriteDomains: { 'example.com': DOMAIN } },
    target: { kind: 'ews', url, auth: { kind: 'basic', user: ACCOUNT.user, passwordEnv: 'EWSPW' } },
    options: { timeZone: 'Europe/Berlin', meetings: 'silent' },
  };
}

/** Runs one command and says what it is. Preview and verify show hundreds of lines: only their ends are interesting here. */
async function step(words: readonly string[], folder: string): Promise<number> {
  console.log(`\n$ godwit ${words.join(' ')} --config godwit.json`);
  const tail = words[0] === 'preview' || words[0] === 'verify' ? lastLines(18) : null;
  const exit = await runCli({
    arguments: [...words, '--config', join(folder, 'godwit.json')],
    environment: { EWSPW: ACCOUNT.password },
    cwd: folder,
    clock: systemClock,
    signal: AbortSignal.timeout(60_000),
    stdout: tail ?? process.stdout,
    stderr: process.stderr,
  });
  tail?.flush();
  return exit;
}

/** The whole way with a small invented company: dump -> snapshot -> mapping -> plan -> preview -> run -> verify. Ends by itself. */
async function demo(folder: string): Promise<number> {
  const sample = await writeSampleDump(join(folder, 'caldav.sql'), { seed: 1 });
  const exchange = await startExchange(sample);
  try {
    writeFileSync(join(folder, 'godwit.json'), JSON.stringify(configOf(sample, exchange.url), null, 2));
    console.log(`A sample company: ${sample.objects} calendar objects, ${sample.meetings} meetings; a simulated Exchange.`);
    const steps = [
      ['snapshot'],
      ['directory'],
      ['mapping', 'suggest'],
      ['plan', '--as-of', sample.asOf],
      ['preview'],
      ['run', '--yes'],
      ['verify'],
      ['run', '--yes'],
    ];
    for (const words of steps) {
      const exit = await step(words, folder);
      // 2: decisions are open, as in any real company: the sample has a home nobody owns.
      if (exit !== 0 && exit !== 2) return exit;
    }
    return 0;
  } finally {
    await exchange.stop();
  }
}

/** Keeps the last lines, so that five hundred of them do not hide the summary. */
function lastLines(count: number): { write(text: string): unknown; flush(): void } {
  let text = '';
  return {
    write: (piece) => {
      text += piece;
    },
    flush: () => {
      const lines = text.trimEnd().split('\n');
      console.log(`… ${Math.max(0, lines.length - count)} lines more`);
      console.log(lines.slice(-count).join('\n'));
    },
  };
}

const folder = mkdtempSync(join(tmpdir(), 'godwit-demo-'));
try {
  process.exitCode = await demo(folder);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
