import { appendFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { systemClock } from '../../electron/ports/Clock.ts';
import type { ClientFigures } from './clients.ts';

const { runCli } = await import('../../electron/cli/cli.ts');
const { COMMANDS } = await import('../../electron/cli/commands.ts');
// Loading a program is not its work: the other clients' modules are loaded before their clocks begin, too.
await COMMANDS.find(({ name }) => name === process.argv[2])?.load();

const MEMORY_EVERY_MS = 1000;
/** A file that gets this process's resident memory over time. */
const memoryFile = process.env['GODWIT_BENCH_MEMORY'];

/** One command in a process of its own, so that nobody else's work is counted: `node test/bench/once.ts run --config …` says what it took. */
let text = '';
const before = process.cpuUsage();
const startedMs = Date.now();
if (memoryFile !== undefined) {
  const note = (): void =>
    appendFileSync(
      memoryFile,
      `${String(Math.round((Date.now() - startedMs) / 1000))} ${String(Math.round(process.memoryUsage.rss() / 2 ** 20))}\n`,
    );
  note();
  setInterval(note, MEMORY_EVERY_MS).unref();
}
const exit = await runCli({
  arguments: [...process.argv.slice(2), '--json'],
  environment: process.env,
  cwd: tmpdir(),
  clock: systemClock,
  signal: new AbortController().signal,
  stdout: {
    write: (line) => {
      // The summary is the last line; the others are many.
      text = line;
      return true;
    },
  },
  stderr: process.stderr,
});
const endedMs = Date.now();
const { user, system } = process.cpuUsage(before);
if (exit !== 0 && exit !== 2) throw new Error(`exit ${String(exit)}: ${text.slice(-500)}`);
const { written = 0 } = JSON.parse(text.trimEnd().split('\n').at(-1) ?? '{}') as { readonly written?: number };
const figures: ClientFigures = {
  startedMs,
  endedMs,
  cpuMs: (user + system) / 1000,
  rssMiB: process.resourceUsage().maxRSS / 1024,
  written,
};
process.stdout.write(JSON.stringify(figures));
