import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MeetingTarget } from '../../electron/ports/MeetingTarget.ts';
import type { RunEvent } from '../../electron/run/RunContext.ts';
import { openGodwit, type Godwit } from '../support/godwit.ts';
import { Crash } from './support/crash.ts';
import { openExchange, type InProcessExchange } from './support/inProcessExchange.ts';
import { mailLines } from './support/livingCensus.ts';
import { mutualMeetings, prepareLiving } from './support/livingProject.ts';
import { runProject, type RunOptions, type RunParts } from './support/runProject.ts';
import { ACCOUNT, type SampleProject } from './support/sampleProject.ts';
import { settableClock, type SettableClock } from './support/settableClock.ts';

const HOUR_MS = 3_600_000;
const [TIMEOUT_MS, LATE_MS, IN_DOUBT_MS] = [500, 1500, 4000];

let godwit: Godwit;
let project: SampleProject;
let exchange: InProcessExchange;
let projectPath: string;
let clock: SettableClock;
let count = 0;

beforeAll(async () => {
  godwit = openGodwit();
  project = await prepareLiving(godwit, { people: 3, meetings: mutualMeetings(3).slice(0, 1) });
});
afterAll(() => godwit.remove());

beforeEach(async () => {
  exchange = await openExchange({ accounts: [ACCOUNT], mailboxes: project.addresses });
  projectPath = join(godwit.folder, `weather-${String((count += 1))}.godwit`);
  copyFileSync(project.projectPath, projectPath);
  clock = settableClock();
});
afterEach(() => exchange.stop());

function run(options: Partial<RunOptions> = {}): ReturnType<typeof runProject> {
  return runProject({ projectPath, url: exchange.url, clock, timeoutMs: TIMEOUT_MS, inDoubtMs: IN_DOUBT_MS, ...options });
}

/** The invitations leave when nobody waits for the answer any more. */
function sendLate(): void {
  const action = { kind: 'lateCommit', ms: LATE_MS } as const;
  exchange.simulator.change({ faults: [{ action, operation: 'UpdateItem', containing: '>send people<', times: 1 }] });
}

/** Each guest is invited once, and answers once. */
function expectOneMailEach(): void {
  const mails = mailLines(exchange.simulator.store.sentMail.list('inside'));
  expect(new Set(mails).size).toBe(mails.length);
  expect(mails.filter((line) => line.includes('Request')).length).toBe(2);
}

/** Does something whenever Exchange is asked this. */
function when(question: 'findCopies' | 'listMessages', work: () => void): (parts: RunParts) => Partial<RunParts> {
  return ({ meetings }) => {
    const asked: Pick<MeetingTarget, 'findCopies' | 'listMessages'> = {
      findCopies: (...words) => (work(), meetings.findCopies(...words)),
      listMessages: (...words) => (work(), meetings.listMessages(...words)),
    };
    return { meetings: { ...meetings, [question]: asked[question] } };
  };
}

const JUMPS = [
  ['forward', 5 * HOUR_MS],
  ['back', -5 * HOUR_MS],
] as const;

describe('a date that jumps while a living meeting waits', () => {
  it.each(JUMPS)('%s: a doubt lasts as long as it must, and no longer', { timeout: 30_000 }, async (_, jump) => {
    sendLate();
    const events: RunEvent[] = [];
    const onEvent = (event: RunEvent): void => {
      events.push(event);
      if (event.type === 'in-doubt') clock.jump(jump);
    };
    const started = performance.now();
    expect(await run({ onEvent })).toMatchObject({ failed: 0, waiting: 0 });
    expect(events.some(({ type }) => type === 'in-doubt')).toBe(true);
    expect(performance.now() - started).toBeGreaterThan(IN_DOUBT_MS);
    expectOneMailEach();
  });

  it('back, while Exchange delivers: looks on as often as before', { timeout: 30_000 }, async () => {
    exchange.simulator.change({ messaging: { deliveryMs: 500 } });
    expect(await run({ between: when('findCopies', () => clock.jump(-HOUR_MS)) })).toMatchObject({ failed: 0, waiting: 0 });
    expectOneMailEach();
  });
});

describe('a doubt that a run left behind lasts as long as it must, and no longer, where the date', () => {
  const dying = (parts: RunParts): Partial<RunParts> => {
    const send: typeof parts.meetings.send = async (...words) => {
      await parts.meetings.send(...words);
      throw new Crash('after send');
    };
    return { meetings: { ...parts.meetings, send } };
  };
  const jump = (hours: number) => (): void => clock.jump(hours * HOUR_MS);

  it.each([
    ['was set back since', { meanwhile: jump(-5) }],
    ['was set back before', { before: jump(-5) }],
    ['had gone on while the workstation slept', { before: jump(8) }],
  ])('%s', { timeout: 30_000 }, async (_, { before = jump(0), meanwhile = jump(0) }: { before?: () => void; meanwhile?: () => void }) => {
    sendLate();
    let isBefore = true;
    const once = (): void => {
      if (isBefore) before();
      isBefore = false;
    };
    const between = (parts: RunParts): Partial<RunParts> => dying({ ...parts, ...when('listMessages', once)(parts) });
    await expect(run({ between })).rejects.toThrow(Crash);
    const died = performance.now();
    meanwhile();
    expect(await run()).toMatchObject({ failed: 0, waiting: 0 });
    expect(performance.now() - died).toBeGreaterThan(IN_DOUBT_MS - 2 * TIMEOUT_MS);
    expectOneMailEach();
  });
});
