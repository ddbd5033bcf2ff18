import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Runs a few lines of JavaScript in a process of their own, on the Node the tests run on; `#/` stands for the root of the project. */
export function runModule(code: string, options: { readonly uid?: number; readonly gid?: number } = {}): ChildProcess {
  const root = new URL('../..', import.meta.url).href;
  return spawn(process.execPath, ['--input-type=module', '-e', code.replaceAll('#/', root)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...options,
  });
}

/** The first line a process says; rejects when it ends without a word. */
export function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error('the process ended without a word')));
    if (child.stdout !== null) createInterface(child.stdout).once('line', resolve);
  });
}

/** How a process ended: its exit code, or the signal that killed it. */
export function exitOf(child: ChildProcess): Promise<number | string> {
  return new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal ?? '')));
}
