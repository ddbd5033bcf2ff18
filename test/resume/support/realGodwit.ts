import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { setTimeout as timeout } from 'node:timers/promises';
import { ACCOUNT } from './sampleProject.ts';

const CLI = fileURLToPath(new URL('../../../electron/cli.ts', import.meta.url));

export interface RealRun {
  /** Exit code, or the signal that ended it. */
  readonly end: number | string;
  readonly lines: readonly Readonly<Record<string, unknown>>[];
  readonly stderr: string;
}

export interface RealOptions {
  readonly config: string;
  /** After the run's first word, or its first event of that type, milliseconds until this signal. */
  readonly signal?: { readonly name: 'SIGKILL' | 'SIGINT'; readonly afterMs: number; readonly event?: string };
}

/** `godwit run` in a process of its own, as npm starts it; to its end, or to the signal. */
export async function realRun({ config, signal }: RealOptions): Promise<RealRun> {
  const child = spawn(process.execPath, [CLI, 'run', '--yes', '--json', '--config', config], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, EWSPW: ACCOUNT.password },
  });
  let [stdout, stderr, isStruck] = ['', '', false];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    if (signal === undefined || isStruck || !stdout.includes(`"type":"${signal.event ?? ''}`)) return;
    isStruck = true;
    void timeout(signal.afterMs).then(() => child.kill(signal.name));
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const end = await new Promise<number | string>((resolve) => child.once('close', (code, name) => resolve(code ?? name ?? '')));
  const whole = stdout.slice(0, stdout.lastIndexOf('\n') + 1);
  const lines = whole.split('\n').filter((line) => line !== '');
  return { end, lines: lines.map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>), stderr };
}
