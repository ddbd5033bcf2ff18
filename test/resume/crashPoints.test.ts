import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openGodwit, type Godwit } from '../support/godwit.ts';
import { NOTHING_WRONG, takeCensus } from './support/census.ts';
import { Crash, crashing, losing, type Trap } from './support/crash.ts';
import { openExchange } from './support/inProcessExchange.ts';
import { runProject, type RunParts } from './support/runProject.ts';
import { ACCOUNT, prepareSample, type SampleProject } from './support/sampleProject.ts';

let godwit: Godwit;
let project: SampleProject;

beforeAll(async () => {
  godwit = openGodwit();
  // Two mailboxes: enough for meetings between them, series, travel, and few enough to die at every step.
  project = await prepareSample(godwit, {
    seed: 2,
    options: { scope: ['abrandt@contoso.com', 'bcastell@contoso.com'], crossing: 'silent', calendars: 'folder' },
  });
});

afterAll(() => godwit.remove());

interface Outcome {
  readonly error: unknown;
  /** Where it struck; null when the run had no such point any more. */
  readonly point: string | null;
  readonly wrong: string | null;
}

/** Runs into a trap, runs once more if asked, then counts what the server holds. */
async function runInto(name: string, set: (parts: RunParts) => Trap, again: boolean): Promise<Outcome> {
  const projectPath = join(godwit.folder, `${name}.godwit`);
  copyFileSync(project.projectPath, projectPath);
  const exchange = await openExchange({ accounts: [ACCOUNT], mailboxes: project.addresses });
  let trap: Trap | null = null;
  try {
    const options = { projectPath, url: exchange.url, isImpatient: true };
    const between = (parts: RunParts): Trap => (trap = set(parts));
    const error = await runProject({ ...options, between }).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    if (again) await runProject(options);
    const { counted, ...rest } = takeCensus(project.planned, exchange.states());
    const isRight = counted === project.planned.length && JSON.stringify(rest) === JSON.stringify(NOTHING_WRONG);
    return { error, point: (trap as Trap | null)?.struck() ?? null, wrong: isRight ? null : JSON.stringify({ counted, ...rest }) };
  } finally {
    await exchange.stop();
    rmSync(projectPath);
  }
}

/** Tries every point in turn until the run has no more of them. */
async function everyPoint(first: number, attempt: (at: number) => Promise<Outcome>): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let at = first; ; at += 1) {
    const outcome = await attempt(at);
    if (outcome.point === null) return outcomes;
    outcomes.push(outcome);
  }
}

function wrongOnes(outcomes: readonly Outcome[]): readonly string[] {
  return outcomes.flatMap(({ wrong, point }) => (wrong === null ? [] : [`${String(point)}: ${wrong}`]));
}

it('has something of everything to lose', () => {
  const kinds = new Set(project.planned.map(({ kind }) => kind));
  expect([...kinds].sort()).toEqual(['appointment', 'guest-copy', 'meeting', 'travel']);
  expect(project.planned.some(({ modifiedOccurrences }) => modifiedOccurrences.length > 0)).toBe(true);
  expect(project.planned.some(({ deletedOccurrences }) => deletedOccurrences.length > 0)).toBe(true);
});

describe('a run that dies', () => {
  it('leaves every item there exactly once after the next, whatever it was about to do', { timeout: 600_000 }, async () => {
    const outcomes = await everyPoint(1, (at) => runInto(`crash-${String(at)}`, (parts) => crashing(parts, at), true));
    process.stdout.write(`  ${String(outcomes.length)} deaths, ${String(project.planned.length)} items\n`);
    expect(wrongOnes(outcomes)).toEqual([]);
    expect(outcomes.filter(({ error }) => !(error instanceof Crash))).toEqual([]);
    expect(outcomes.length).toBeGreaterThan(60);
  });
});

describe('a run whose request or reply is lost', () => {
  // The first one of all is nobody's to wait for: a server that never answered may not be there.
  it.each(['request', 'reply'] as const)(
    'writes every item exactly once all the same: each %s in turn',
    { timeout: 600_000 },
    async (what) => {
      const outcomes = await everyPoint(3, (at) => runInto(`lost-${what}-${String(at)}`, (parts) => losing(parts, at, what), false));
      process.stdout.write(`  ${String(outcomes.length)} ${what} lost, one in each run\n`);
      expect(wrongOnes(outcomes)).toEqual([]);
      expect(outcomes.filter(({ error }) => error !== null)).toEqual([]);
      expect(outcomes.length).toBeGreaterThan(15);
    },
  );
});
