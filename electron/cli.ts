import { systemClock } from './ports/Clock.ts';

/** The command line: signals, streams and exit code; everything else is in `cli/`. */
const words = process.argv.slice(2);
const interrupt = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // A second one means it.
    if (interrupt.signal.aborted) process.exit(130);
    interrupt.abort();
  });
}

// Loaded now, so that an early Ctrl-C finds its handler.
const { onlyShows, runCli } = await import('./cli/cli.ts');

const output = { isBroken: false };
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A reader that has seen enough (`| head`) is no error, but only ends what changes nothing: a run goes on unheard.
  if (error.code === 'EPIPE') {
    if (onlyShows(words)) process.exit(0);
    return;
  }
  if (output.isBroken) return;
  output.isBroken = true;
  process.stderr.write(`The output cannot be written: ${error.message}\n`);
  interrupt.abort();
});
process.stderr.on('error', () => {
  // Nobody listens there; stdout and the exit code still tell.
});

const exit = await runCli({
  arguments: words,
  environment: process.env,
  // npm changes into the project's folder; paths on the command line are relative to where it was called.
  cwd: process.env['INIT_CWD'] ?? process.cwd(),
  clock: systemClock,
  signal: interrupt.signal,
  stdout: process.stdout,
  stderr: process.stderr,
});
process.exitCode = output.isBroken ? 1 : exit;
