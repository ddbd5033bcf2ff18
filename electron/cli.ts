import { runCli } from './cli/cli.ts';
import { systemClock } from './ports/Clock.ts';

/** The command line: signals, streams and exit code; everything else is in `cli/`. */
const interrupt = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // A second one means it.
    if (interrupt.signal.aborted) process.exit(130);
    interrupt.abort();
  });
}
// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await runCli({
  arguments: process.argv.slice(2),
  environment: process.env,
  // npm changes into the project's folder; paths on the command line are relative to where it was called.
  cwd: process.env['INIT_CWD'] ?? process.cwd(),
  clock: systemClock,
  signal: interrupt.signal,
  stdout: process.stdout,
  stderr: process.stderr,
});
