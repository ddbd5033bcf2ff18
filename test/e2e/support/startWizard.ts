import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface StartedWizard {
  /** Good for one browser. */
  readonly address: string;
  stop(): Promise<void>;
  /** SIGKILL: nothing is tidied up, nothing said. */
  kill(): Promise<void>;
}

const script = fileURLToPath(new URL('../../../build/wizard.ts', import.meta.url));

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (piece: Buffer) => {
      said += piece.toString('utf8');
      const address = /http:\/\/127\.0\.0\.1:\d+\/\S+/.exec(said)?.[0];
      if (address !== undefined) resolve(address);
    });
    child.stderr?.on('data', (piece: Buffer) => void (said += piece.toString('utf8')));
    child.on('exit', (code) => reject(new Error(`the wizard ended with ${String(code)}: ${said}`)));
  });
}

/** A place of a test's own, as if on a computer of its own. */
export function makePlace(): string {
  return mkdtempSync(join(tmpdir(), 'godwit-e2e-'));
}

/** Starts the wizard as `npm run wizard` does, in a process of its own; what it remembers is in `place`, and whatever it is told to write. */
export async function startWizard(place: string): Promise<StartedWizard> {
  const child = spawn('node', [script], { cwd: place, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, TMPDIR: place } });
  const address = await addressOf(child);
  const end = (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> =>
    new Promise((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null) {
        resolve();
        return;
      }
      child.removeAllListeners('exit');
      child.on('exit', () => resolve());
      child.kill(signal);
    });
  return { address, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}

export function removePlace(place: string): void {
  rmSync(place, { recursive: true, force: true });
}
