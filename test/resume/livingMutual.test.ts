import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MeetingTarget } from '../../electron/ports/MeetingTarget.ts';
import { openGodwit, type Godwit } from '../support/godwit.ts';
import { NOTHING_WRONG } from './support/census.ts';
import { openExchange, type InProcessExchange } from './support/inProcessExchange.ts';
import { NOTHING_LEFT, takeLivingCensus } from './support/livingCensus.ts';
import { mutualMeetings, prepareLiving } from './support/livingProject.ts';
import { runProject, type RunOptions } from './support/runProject.ts';
import { ACCOUNT, type SampleProject } from './support/sampleProject.ts';

const PEOPLE = 12;
const MINUTE_MS = 60_000;
/** A minute of waiting passes in two seconds, by the date and by the clock that nobody sets. */
const SPEED = 30;

let godwit: Godwit;
let project: SampleProject;
let exchange: InProcessExchange;
let projectPath: string;
let count = 0;

beforeAll(async () => {
  godwit = openGodwit();
  project = await prepareLiving(godwit, { people: PEOPLE, meetings: mutualMeetings(PEOPLE) });
}, 60_000);
afterAll(() => godwit.remove());
beforeEach(async () => {
  count += 1;
  projectPath = join(godwit.folder, `mutual-${String(count)}.godwit`);
  copyFileSync(project.projectPath, projectPath);
  exchange = await openExchange({ accounts: [ACCOUNT], mailboxes: project.addresses, messaging: { deliveryMs: 20, attendantMs: 20 } });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await exchange.stop();
});

/** Each asks all others; a quarter of the guests has not answered. */
const REQUESTS = PEOPLE * (PEOPLE - 1);
const ANSWERS = (REQUESTS * 3) / 4;

function expectAllIsThere(): void {
  const { sentMail } = exchange.simulator.store;
  const sent = { inside: sentMail.list('inside'), outside: sentMail.list('outside') };
  const { occurrences: _, ...nothingWrong } = NOTHING_WRONG;
  const census = takeLivingCensus(project.planned, exchange.states(), sent);
  expect(census).toMatchObject({ counted: project.planned.length, ...nothingWrong, ...NOTHING_LEFT });
  expect(sent.inside).toHaveLength(REQUESTS + ANSWERS);
}

/** Writes down when each mailbox sends, by the run's clock. */
function listening(meetings: MeetingTarget, now: () => number, sentAt: Map<string, number[]>): MeetingTarget {
  const note = (mailbox: string): void => void sentAt.set(mailbox, [...(sentAt.get(mailbox) ?? []), now()]);
  return {
    ...meetings,
    send: (organizer, ...rest) => {
      note(organizer);
      return meetings.send(organizer, ...rest);
    },
    respond: (guest, ...rest) => {
      note(guest);
      return meetings.respond(guest, ...rest);
    },
  };
}

/** The most that left one mailbox within any minute. */
function mostInAMinute(times: readonly number[]): number {
  return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + MINUTE_MS).length));
}

describe(`${String(PEOPLE)} people who each organize a meeting with all the others`, () => {
  it.each([1, 27])('end, with %i connections: no lane waits for another', { timeout: 120_000 }, async (concurrency) => {
    const summary = await runProject({ projectPath, url: exchange.url, isImpatient: true, concurrency });
    expect(summary).toMatchObject({ failed: 0, waiting: 0, mailsInside: REQUESTS + ANSWERS, couldSendOutside: 0 });
    expectAllIsThere();
  });

  it('send no more a minute than they may, and wait for none but themselves', { timeout: 120_000 }, async () => {
    const most = 3;
    const startedAt = Date.now();
    const now = (): number => startedAt + (Date.now() - startedAt) * SPEED;
    const steadily = performance.now.bind(performance);
    vi.spyOn(performance, 'now').mockImplementation(() => steadily() * SPEED);
    const sentAt = new Map<string, number[]>();
    const between: RunOptions['between'] = ({ meetings }) => ({ meetings: listening(meetings, now, sentAt) });
    const clock = { now: () => new Date(now()) };
    const pause = { isImpatient: true, sendsPerMinute: most, clock };
    const summary = await runProject({ projectPath, url: exchange.url, concurrency: 12, ...pause, between });
    expect(summary).toMatchObject({ failed: 0, waiting: 0, mailsInside: REQUESTS + ANSWERS });
    expectAllIsThere();
    const counts = [...sentAt.values()].map(({ length }) => length);
    expect(sentAt.size).toBe(PEOPLE);
    // What is counted when a step is due may leave a moment later, and a moment counts thirtyfold here.
    expect(Math.max(...[...sentAt.values()].map(mostInAMinute))).toBeLessThanOrEqual(most + 1);
    const all = counts.reduce((sum, one) => sum + one, 0);
    process.stdout.write(
      `  ${String(Math.max(...counts))} by the busiest of ${String(all)}, ${(summary.seconds / 60).toFixed(1)} minutes\n`,
    );
    // Side by side: the busiest sender's time and some work, nowhere near the sum of all.
    expect(summary.seconds / 60).toBeLessThan(all / most / 2);
  });
});
