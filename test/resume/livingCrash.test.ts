import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MessagingSettings } from '../simulator/settings.ts';
import { openGodwit, type Godwit } from '../support/godwit.ts';
import { Crash, dyingAfter, losing, type Trap } from './support/crash.ts';
import { openExchange } from './support/inProcessExchange.ts';
import { NOTHING_WRONG } from './support/census.ts';
import { NOTHING_LEFT, mailLines, takeLivingCensus, type LivingCensus } from './support/livingCensus.ts';
import { prepareLiving } from './support/livingProject.ts';
import { runProject, type RunParts } from './support/runProject.ts';
import { ACCOUNT, type SampleProject } from './support/sampleProject.ts';
import { SMALL_MEETINGS } from './support/smallMeetings.ts';

/** Runs into traps mostly wait for the disk; so many go side by side. */
const AT_ONCE = 4;
/** Every point takes minutes; all are tried with GODWIT_EVERY=1, else some, not always the same. */
const EVERY = Number(process.env['GODWIT_EVERY'] ?? 15);
const OFFSET = Number(process.env['GODWIT_SEED'] ?? Date.now()) % EVERY;

let godwit: Godwit;
let project: SampleProject;

beforeAll(async () => {
  godwit = openGodwit();
  project = await prepareLiving(godwit, { people: 3, meetings: SMALL_MEETINGS });
});
afterAll(() => godwit.remove());

interface Outcome {
  readonly error: unknown;
  /** Where it struck; null when the run had no such point any more. */
  readonly point: string | null;
  readonly census: LivingCensus;
  readonly mails: readonly string[];
}

interface Attempt {
  readonly name: string;
  readonly messaging: Partial<MessagingSettings>;
  readonly trap?: (parts: RunParts) => Trap;
  /** Runs once more after that: with the same file, or with a copy made before the first run. */
  readonly again?: 'same file' | 'older copy';
}

/** A run, into a trap or not, and what the server holds and has sent in the end. */
async function attempt({ name, messaging, trap: set, again }: Attempt): Promise<Outcome> {
  const projectPath = join(godwit.folder, `${name}.godwit`);
  copyFileSync(project.projectPath, projectPath);
  const exchange = await openExchange({ accounts: [ACCOUNT], mailboxes: project.addresses, messaging });
  let trap: Trap | null = null;
  try {
    const options = { projectPath, url: exchange.url, isImpatient: true };
    const between = set === undefined ? {} : { between: (parts: RunParts): Trap => (trap = set(parts)) };
    const error = await runProject({ ...options, ...between }).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    if (again === 'older copy') copyFileSync(project.projectPath, projectPath);
    if (again !== undefined) await runProject(options);
    const { sentMail } = exchange.simulator.store;
    const sent = { inside: sentMail.list('inside'), outside: sentMail.list('outside') };
    const census = takeLivingCensus(project.planned, exchange.states(), sent);
    return { error, point: (trap as Trap | null)?.struck() ?? null, census, mails: mailLines(sent.inside) };
  } finally {
    await exchange.stop();
    rmSync(projectPath);
  }
}

/** Tries every point in turn, or every so manieth, a few side by side, until the run has no more of them. */
async function everyPoint(first: number, at: (point: number) => Promise<Outcome>): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  let next = first + OFFSET;
  const worker = async (): Promise<void> => {
    for (let isMore = true; isMore;) {
      const point = next;
      next += EVERY;
      const outcome = await at(point);
      isMore = outcome.point !== null;
      if (isMore) outcomes.push(outcome);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return outcomes;
}

/**
 * Answers to occurrences that were sent by themselves and say what was said of their series: whether they were given is nowhere to be seen,
 * so that one that was lost, or fell to a ledger that is gone, is not given again. What everybody sees is the same.
 */
function isUnseen(line: string): boolean {
  return line.includes('.Resp.') && /: (?:Series moved|One date with a guest) /.test(line);
}

/** Outcomes that are not what an undisturbed run comes to, in a word each. */
function unlike(outcomes: readonly Outcome[], undisturbed: Outcome): readonly string[] {
  return outcomes.flatMap(({ census, mails, point }) => {
    const more = mails.filter((line) => !undisturbed.mails.includes(line));
    const less = undisturbed.mails.filter((line) => !mails.includes(line) && !isUnseen(line));
    const isAlike = JSON.stringify(census) === JSON.stringify(undisturbed.census) && new Set(mails).size === mails.length;
    return isAlike && more.length + less.length === 0 ? [] : [JSON.stringify({ point, census, more, less })];
  });
}

const SOME = EVERY === 1 ? 'any' : `every ${String(EVERY)}th from ${String(OFFSET)} on`;

describe.each([
  ['where exceptions travel with the invitation', { exceptionsTravel: true }],
  ['where exceptions do not travel, and mail takes a moment', { exceptionsTravel: false, deliveryMs: 10, attendantMs: 10 }],
])(`living meetings (${SOME}: GODWIT_EVERY), %s`, (title, messaging) => {
  const name = title.replaceAll(/\W+/g, '-');
  let undisturbed: Outcome;
  beforeAll(async () => {
    undisturbed = await attempt({ name, messaging });
  });

  it('come out as planned when nothing happens: each guest is mailed once, and nothing is left behind', () => {
    const { error, census, mails } = undisturbed;
    const { occurrences: _, ...nothingWrong } = NOTHING_WRONG;
    expect([error, census]).toMatchObject([null, { counted: project.planned.length, ...nothingWrong, ...NOTHING_LEFT }]);
    const requests = mails.filter((line) => line.includes('.Request'));
    // Two guests; two and the room; one, and one of a single date. Where exceptions do not travel, one more for each who has one to see.
    expect(requests).toHaveLength(messaging.exceptionsTravel ? 7 : 10);
    // An occurrence that was sent by itself is answered by itself.
    expect(mails.length - requests.length).toBe(messaging.exceptionsTravel ? 8 : 11);
  });

  it('come out the same after the next run, whatever the program had done last when it died', { timeout: 900_000 }, async () => {
    const outcomes = await everyPoint(1, (at) =>
      attempt({ name: `${name}-death-${String(at)}`, messaging, trap: (parts) => dyingAfter(parts, at), again: 'same file' }),
    );
    process.stdout.write(`  ${String(outcomes.length)} deaths\n`);
    expect(unlike(outcomes, undisturbed)).toEqual([]);
    expect(outcomes.filter(({ error }) => !(error instanceof Crash))).toEqual([]);
    expect(outcomes.length * EVERY).toBeGreaterThan(110);
  });

  it('are mailed to nobody again by a project that knows nothing of the run', async () => {
    const { error, census, mails } = await attempt({ name: `${name}-older`, messaging, again: 'older copy' });
    expect([error, census, mails]).toEqual([null, undisturbed.census, undisturbed.mails]);
  });

  it('are mailed to nobody again by an older copy of a project whose run died', { timeout: 900_000 }, async () => {
    const outcomes = await everyPoint(2, (at) =>
      attempt({ name: `${name}-older-${String(at)}`, messaging, trap: (parts) => dyingAfter(parts, at), again: 'older copy' }),
    );
    // What lay in the mailboxes when the copy came to see them may be anybody's, and stays.
    const apart = outcomes.map(({ census, ...rest }) => ({ ...rest, census: { ...census, messages: [] } }));
    expect(unlike(apart, undisturbed)).toEqual([]);
    expect(outcomes.length * EVERY).toBeGreaterThan(110);
  });

  // The first ones of all are nobody's to wait for: a server that never answered may not be there.
  it.each(['request', 'reply'] as const)('come out the same when any %s is lost', { timeout: 900_000 }, async (what) => {
    const outcomes = await everyPoint(10, (at) =>
      attempt({ name: `${name}-${what}-${String(at)}`, messaging, trap: (parts) => losing(parts, at, what) }),
    );
    process.stdout.write(`  ${String(outcomes.length)} ${what} lost, one in each run\n`);
    expect(unlike(outcomes, undisturbed)).toEqual([]);
    expect(outcomes.filter(({ error }) => error !== null)).toEqual([]);
    expect(outcomes.length * EVERY).toBeGreaterThan(30);
  });
});
