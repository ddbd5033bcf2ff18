import { copyFileSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ExchangeTarget } from '../../electron/ports/ExchangeTarget.ts';
import type { RunEvent } from '../../electron/run/RunContext.ts';
import type { GivenFault } from '../simulator/settings.ts';
import { openGodwit, type Godwit } from '../support/godwit.ts';
import { undoProject } from '../support/takeBack.ts';
import { NOTHING_WRONG, takeCensus } from './support/census.ts';
import { Crash } from './support/crash.ts';
import { openExchange, type InProcessExchange } from './support/inProcessExchange.ts';
import { runProject, type RunOptions, type RunParts } from './support/runProject.ts';
import { ACCOUNT, prepareSample, type SampleProject } from './support/sampleProject.ts';
import { settableClock } from './support/settableClock.ts';

const [ONE, OTHER] = ['abrandt@contoso.com', 'bcastell@contoso.com'];
const HOUR_MS = 3_600_000;

let godwit: Godwit;
let project: SampleProject;
let exchange: InProcessExchange;
let projectPath: string;
let events: RunEvent[];
let count = 0;

beforeAll(async () => {
  godwit = openGodwit();
  project = await prepareSample(godwit, { seed: 2, options: { scope: [ONE, OTHER], crossing: 'silent', calendars: 'folder' } });
});
afterAll(() => godwit.remove());

beforeEach(async () => {
  exchange = await openExchange({ accounts: [ACCOUNT], mailboxes: project.addresses });
  projectPath = join(godwit.folder, `weather-${String((count += 1))}.godwit`);
  copyFileSync(project.projectPath, projectPath);
  events = [];
});
afterEach(() => exchange.stop());

function run(options: Partial<RunOptions> & { readonly on?: (event: RunEvent) => void } = {}): ReturnType<typeof runProject> {
  const onEvent = (event: RunEvent): void => {
    events.push(event);
    options.on?.(event);
  };
  return runProject({ projectPath, url: exchange.url, isImpatient: true, onEvent, ...options });
}

function expectAll(): void {
  expect(takeCensus(project.planned, exchange.states())).toEqual({ counted: project.planned.length, ...NOTHING_WRONG });
}

const fault = (given: GivenFault): void => exchange.simulator.change({ faults: [given] });

/** A wire that can be pulled out and put in again. */
async function openWire(to: URL): Promise<{ readonly url: string; pull(): void; plug(): void; stop(): void }> {
  const sockets = new Set<net.Socket>();
  let isOut = false;
  const server = net.createServer((socket) => {
    if (isOut) {
      socket.resetAndDestroy();
      return;
    }
    const far = net.connect(Number(to.port), to.hostname);
    for (const end of [socket, far]) {
      sockets.add(end);
      end.on('error', () => undefined).on('close', () => (sockets.delete(end), socket.destroy(), far.destroy()));
    }
    socket.pipe(far).pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = (): void => sockets.forEach((socket) => socket.destroy());
  const { port } = server.address() as net.AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}${to.pathname}`,
    pull: () => {
      isOut = true;
      cut();
    },
    plug: () => {
      isOut = false;
    },
    stop: () => {
      cut();
      server.close();
    },
  };
}

describe('trouble that passes', () => {
  it('parks a mailbox that is being moved, while the others go on, and picks it up again', async () => {
    fault({ action: { kind: 'soapFault', code: 'ErrorMailboxMoveInProgress' }, mailbox: ONE, operation: 'CreateItem', times: 6 });
    const { failed, waiting } = await run();
    expect([failed, waiting]).toEqual([0, 0]);
    expectAll();
    const backOffs = events.filter((event) => event.type === 'back-off');
    expect(backOffs.length).toBeGreaterThan(1);
    expect(new Set(backOffs.map(({ mailbox, code }) => `${mailbox} ${code}`))).toEqual(new Set([`${ONE} ErrorMailboxMoveInProgress`]));
  });

  it('waits for a network that is gone in mid-run', { timeout: 60_000 }, async () => {
    const wire = await openWire(new URL(exchange.url));
    let isPulled = false;
    const pull = (event: RunEvent): void => {
      if (event.type !== 'written' || isPulled) return;
      isPulled = true;
      wire.pull();
      setTimeout(() => wire.plug(), 400);
    };
    try {
      const { failed, waiting } = await run({ url: wire.url, on: pull });
      expect([isPulled, failed, waiting]).toEqual([true, 0, 0]);
      expectAll();
      expect(events.some((event) => event.type === 'back-off')).toBe(true);
    } finally {
      wire.stop();
    }
  });

  it('goes on with a node of the balancer that does not know the login once', async () => {
    fault({ action: { kind: 'unauthorized' }, operation: 'CreateItem', skip: 1, times: 1 });
    expect(await run()).toMatchObject({ failed: 0, waiting: 0 });
    expectAll();
  });
});

describe('a date that jumps', () => {
  it.each([
    ['forward', 5 * HOUR_MS],
    ['back', -5 * HOUR_MS],
  ])('%s while a write is in doubt: the doubt lasts as long as it must, and no longer', { timeout: 60_000 }, async (_, jump) => {
    const clock = settableClock();
    fault({ action: { kind: 'lateCommit', ms: 1500 }, operation: 'CreateItem', times: 1 });
    const on = ({ type }: RunEvent): void => (type === 'in-doubt' ? clock.jump(jump) : undefined);
    const started = performance.now();
    const { failed, waiting } = await run({ clock, timeoutMs: 500, inDoubtMs: 4000, on });
    expect([failed, waiting]).toEqual([0, 0]);
    expect(events.some(({ type }) => type === 'in-doubt')).toBe(true);
    expect(performance.now() - started).toBeGreaterThan(4000);
    expectAll();
  });

  it('back, after a run died in the middle of a write: an undo waits for the server no longer than it must', async () => {
    const clock = settableClock();
    clock.jump(5 * HOUR_MS);
    const between = ({ target }: RunParts): Partial<RunParts> => {
      const createItems: ExchangeTarget['createItems'] = async (...words) => {
        await target.createItems(...words);
        throw new Crash('after createItems');
      };
      return { target: { ...target, createItems } };
    };
    await expect(run({ clock, between })).rejects.toThrow(Crash);
    expect(await undoProject({ projectPath, url: exchange.url })).toMatchObject({ kept: 0 });
    expect(takeCensus(project.planned, exchange.states()).counted).toBe(0);
  });

  it('because the workstation slept: the mark is looked at before anything is written, and another run is left alone', async () => {
    const clock = settableClock();
    const THEIRS = { runId: 'theirs', projectId: 'another', holder: 'OTHERPC#1:1' };
    let isAsleep = false;
    // Our mark is left; then eight hours pass, and meanwhile somebody else begins.
    const between = ({ target }: RunParts): Partial<RunParts> => {
      const writeRunMark: ExchangeTarget['writeRunMark'] = async (mailbox, mark, ...rest) => {
        const answer = await target.writeRunMark(mailbox, mark, ...rest);
        if (mailbox === ONE && !isAsleep) {
          isAsleep = true;
          clock.jump(8 * HOUR_MS);
          await target.writeRunMark(ONE, { ...THEIRS, heartbeat: clock.now().toISOString() });
        }
        return answer;
      };
      return { target: { ...target, writeRunMark } };
    };
    const { waiting } = await run({ clock, between, concurrency: 1 });
    const stopped = events.flatMap((event) => (event.type === 'mailbox' && event.state === 'stopped' ? [[event.mailbox, event.code]] : []));
    expect(stopped).toEqual([[ONE, 'RUN_ELSEWHERE']]);
    const mine = project.planned.filter(({ mailbox }) => mailbox === ONE);
    expect([waiting, takeCensus(mine, exchange.states()).counted]).toEqual([mine.length, 0]);
  });
});
