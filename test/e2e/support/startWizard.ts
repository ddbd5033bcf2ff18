import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface StartedWizard {
  /** Good for one browser. */
  readonly address: string;
  stop(): Promise<void>;
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

/** Starts the wizard as `npm run wizard` does, in a process of its own. */
export async function startWizard(): Promise<StartedWizard> {
  const child = spawn('node', [script], { stdio: ['ignore', 'pipe', 'pipe'] });
  const address = await addressOf(child);
  return {
    address,
    stop: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null) {
          resolve();
          return;
        }
        child.removeAllListeners('exit');
        child.on('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}
