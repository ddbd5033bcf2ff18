import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { text } from 'node:stream/consumers';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** How a process of the command line ended. */
export interface Ended {
  readonly exit: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command line in a process of its own, as `npm run godwit` starts it; called from the folder `cwd`. */
export function startGodwit(words: readonly string[], cwd: string, options: SpawnOptions = {}): ChildProcess {
  return spawn(process.execPath, [`${ROOT}electron/cli.ts`, ...words], {
    cwd: ROOT,
    env: { ...process.env, INIT_CWD: cwd },
    stdio: ['pipe', 'pipe', 'pipe'],
    ...options,
  });
}

/** Through npm, from another folder. */
export function startNpm(words: readonly string[], cwd: string): ChildProcess {
  const { INIT_CWD: _, ...env } = process.env;
  return spawn('npm', ['--prefix', ROOT, 'run', '-s', 'godwit', '--', ...words], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Waits for the end and all that was said. */
export async function ended(child: ChildProcess): Promise<Ended> {
  const exit = new Promise<number | string>((resolve) => child.once('close', (code, signal) => resolve(code ?? signal ?? '')));
  const said = (stream: ChildProcess['stdout']): Promise<string> => (stream === null ? Promise.resolve('') : text(stream));
  const [stdout, stderr, code] = await Promise.all([said(child.stdout), said(child.stderr), exit]);
  return { exit: code, stdout, stderr };
}
