import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from '../electron/cli/cli.ts';
import { systemClock } from '../electron/ports/Clock.ts';
import { writeSampleDump } from '../test/sample/sampleCompany.ts';

/** The whole way with a small invented company: dump -> snapshot -> directory -> mapping -> plan -> preview. Ends by itself. */
async function demo(folder: string): Promise<number> {
  const sample = await writeSampleDump(join(folder, 'caldav.sql'), { seed: 1 });
  const config = {
    project: 'sample.godwit',
    source: { kind: 'dump', path: sample.path },
    directory: { files: [sample.directoryPath, sample.resourcesPath] },
    mapping: { acceptedDomains: ['contoso.com'], rewriteDomains: { 'example.com': 'contoso.com' } },
    options: { timeZone: 'Europe/Berlin', meetings: 'silent' },
  };
  writeFileSync(join(folder, 'godwit.json'), JSON.stringify(config, null, 2));
  console.log(`A sample company: ${sample.objects} calendar objects, ${sample.meetings} meetings.`);
  const steps = [['snapshot'], ['directory'], ['mapping', 'suggest'], ['plan', '--as-of', sample.asOf], ['preview']];
  for (const step of steps) {
    console.log(`\n$ godwit ${step.join(' ')} --config godwit.json`);
    const shown = step[0] === 'preview' ? lastLines(24) : process.stdout;
    const exit = await runCli({
      arguments: [...step, '--config', join(folder, 'godwit.json')],
      environment: process.env,
      cwd: folder,
      clock: systemClock,
      signal: AbortSignal.timeout(60_000),
      stdout: shown,
      stderr: process.stderr,
    });
    if (shown !== process.stdout) shown.write('');
    if ('flush' in shown) shown.flush();
    // 2: decisions are open, as in any real company: the sample has a home nobody owns.
    if (exit !== 0 && exit !== 2) return exit;
  }
  return 0;
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
