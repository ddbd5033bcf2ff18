import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunEvent } from '../../electron/run/RunContext.ts';
import { openGodwit, type Godwit } from '../support/godwit.ts';
import { Crash } from './support/crash.ts';
import { openExchange } from './support/inProcessExchange.ts';
import { LIVING_COMPANY } from './support/livingCompany.ts';
import { prepareLiving } from './support/livingProject.ts';
import { runProject, type RunOptions, type RunParts } from './support/runProject.ts';
import { ACCOUNT, type SampleProject } from './support/sampleProject.ts';

const LIVING = 3;

let godwit: Godwit;
let project: SampleProject;
beforeAll(async () => {
  godwit = openGodwit();
  project = await prepareLiving(godwit, { people: 4, meetings: LIVING_COMPANY });
  Object.defineProperty(godwit, 'now', { get: () => new Date() });
});
afterAll(() => godwit.remove());

/** The operator stops the run when the last meeting is through. */
function stopping(): Partial<RunOptions> {
  const controller = new AbortController();
  let through = 0;
  const onEvent = (event: RunEvent): void => {
    if (event.type === 'meeting' && event.phase === 'cleaned' && (through += 1) === LIVING) controller.abort();
  };
  return { signal: controller.signal, onEvent };
}

/** The program dies when it is about to put down how everything was left, in one mailbox or in the second. */
function dying(at: number): Partial<RunOptions> {
  let mailboxes = 0;
  const between = ({ ledger }: RunParts): Partial<RunParts> => {
    const settle: typeof ledger.settle = (items) => {
      mailboxes += 1;
      if (mailboxes >= at) throw new Crash('settle');
      ledger.settle(items);
    };
    const settling = new Proxy(ledger, { get: (real, name) => (name === 'settle' ? settle : bound(real, name)) });
    return { ledger: settling };
  };
  return { between };
}

function bound(real: object, name: PropertyKey): unknown {
  const value: unknown = Reflect.get(real, name);
  return typeof value === 'function' ? (...words: unknown[]): unknown => Reflect.apply(value, real, words) : value;
}

describe('living meetings that were through when their run ended early', () => {
  it.each([
    ['because it was stopped', stopping],
    ['because the program died', () => dying(1)],
    ['because the program died half-way', () => dying(2)],
  ])('%s: are known to be untouched by an undo after the next run', { timeout: 60_000 }, async (_, early) => {
    const projectPath = join(godwit.folder, 'trail.godwit');
    copyFileSync(project.projectPath, projectPath);
    const exchange = await openExchange({ accounts: [ACCOUNT], mailboxes: project.addresses });
    try {
      const options = { projectPath, url: exchange.url, isImpatient: true };
      await expect(runProject({ ...options, ...early() })).rejects.toThrow();
      await runProject(options);
      const config = project.configWith('trail', { project: projectPath, target: { url: exchange.url } });
      const { lines } = await godwit.json('undo', '--yes', '--config', config);
      expect(lines.at(-1)).toMatchObject({ type: 'summary', removed: project.planned.length, kept: 0 });
    } finally {
      await exchange.stop();
    }
  });
});
