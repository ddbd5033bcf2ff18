import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NOTHING_WRONG, takeCensus, type Census, type PlannedLine, plannedLines } from '../resume/support/census.ts';
import { Crash, dyingAfter, losing, type Trap } from '../resume/support/crash.ts';
import { mailLines } from '../resume/support/livingCensus.ts';
import { meetingsOf, prepareLiving } from '../resume/support/livingProject.ts';
import { runProject, type RunParts } from '../resume/support/runProject.ts';
import { planSample, type SampleProject } from '../resume/support/sampleProject.ts';
import type { UndoEvent } from '../../electron/usecases/undo/UndoContext.ts';
import { ask } from '../simulator/RawClient.ts';
import * as make from '../simulator/requests.ts';
import { editDump } from '../support/editDump.ts';
import { openGodwit, type Godwit } from '../support/godwit.ts';
import { plainState, withoutRecoverable } from '../support/plainState.ts';
import { deltaProject, openStoredExchange, undoProject, type StoredExchange } from '../support/takeBack.ts';

const PEOPLE = 2;
const MEETINGS = ['every answer', 'moved and cancelled dates', 'travel of the organizer and of a guest'];

let godwit: Godwit;
let project: SampleProject;
let store: string;
let before: ReadonlyMap<string, readonly string[]>;
/** Occurrences the server itself made exceptions of, by answering them. */
let written: Census;

beforeAll(async () => {
  godwit = openGodwit();
  project = await prepareLiving(godwit, { people: PEOPLE, meetings: meetingsOf(MEETINGS, PEOPLE) });
  store = join(godwit.folder, 'exchange.sqlite');
  const exchange = await openStoredExchange(store, { mailboxes: project.addresses });
  before = plainState(exchange.states());
  await runProject({ projectPath: project.projectPath, url: exchange.url });
  written = takeCensus(project.planned, exchange.states());
  await exchange.stop();
});
afterAll(() => godwit.remove());

interface Outcome {
  readonly error: unknown;
  /** Where it struck; null when there was no such point any more. */
  readonly point: string | null;
  readonly wrong: string | null;
}

interface Attempt {
  readonly name: string;
  readonly projectPath: string;
  readonly work: (options: { projectPath: string; url: string; between?: (parts: RunParts) => Partial<RunParts> }) => Promise<unknown>;
  readonly set: (parts: RunParts) => Trap;
  /** Once more after the death. */
  readonly again: boolean;
  readonly judge: (exchange: StoredExchange) => string | null;
}

/** Works into a trap, once more if asked, then looks at the server. */
async function attempt({ name, projectPath: original, work, set, again, judge }: Attempt): Promise<Outcome> {
  const projectPath = join(godwit.folder, `${name}.godwit`);
  copyFileSync(original, projectPath);
  const exchange = await openStoredExchange(join(godwit.folder, `${name}.sqlite`), { mailboxes: project.addresses }, store);
  const trap: { set: Trap | null } = { set: null };
  try {
    const options = { projectPath, url: exchange.url };
    const between = (parts: RunParts): Trap => (trap.set = set(parts));
    const error = await work({ ...options, between }).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    if (again) await work(options);
    return { error, point: trap.set?.struck() ?? null, wrong: judge(exchange) };
  } finally {
    await exchange.stop();
    rmSync(projectPath);
  }
}

/** Tries every point in turn, or every so many, until there are no more of them. */
async function everyPoint(first: number, one: (at: number) => Promise<Outcome>, stride = 1): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let at = first; ; at += stride) {
    const outcome = await one(at);
    if (outcome.point === null) return outcomes;
    outcomes.push(outcome);
  }
}

const wrongOnes = (outcomes: readonly Outcome[]): readonly string[] =>
  outcomes.flatMap(({ wrong, point }) => (wrong === null ? [] : [`${String(point)}: ${wrong}`]));

describe('an undo of living meetings', () => {
  const judge = (exchange: StoredExchange): string | null => {
    const after = plainState(exchange.states());
    const unlike = [...before].filter(([address, folders]) => JSON.stringify(after.get(address)) !== JSON.stringify(folders));
    return unlike.length === 0 ? null : unlike.map(([address]) => address).join();
  };
  const undo = (name: string, set: Attempt['set'], again: boolean): Promise<Outcome> =>
    attempt({ name, projectPath: project.projectPath, work: undoProject, set, again, judge });

  it('leaves every mailbox as it was after the next, wherever it dies', { timeout: 600_000 }, async () => {
    const outcomes = await everyPoint(1, (at) => undo(`death-${String(at)}`, (parts) => dyingAfter(parts, at), true));
    process.stdout.write(`  ${String(outcomes.length)} deaths, ${String(project.planned.length)} items\n`);
    expect(wrongOnes(outcomes)).toEqual([]);
    expect(outcomes.filter(({ error }) => !(error instanceof Crash))).toEqual([]);
    expect(outcomes.length).toBeGreaterThan(30);
  });

  it.each(['request', 'reply'] as const)('does so all the same when any %s is lost', { timeout: 600_000 }, async (what) => {
    const outcomes = await everyPoint(4, (at) => undo(`lost-${what}-${String(at)}`, (parts) => losing(parts, at, what), false));
    process.stdout.write(`  ${String(outcomes.length)} ${what} lost\n`);
    expect(wrongOnes(outcomes)).toEqual([]);
    expect(outcomes.filter(({ error }) => error !== null)).toEqual([]);
  });
});

describe('a delta of living meetings', () => {
  let changedPath: string;
  let planned: readonly PlannedLine[];

  beforeAll(async () => {
    const uids = [...new Set(project.planned.filter(({ kind }) => kind === 'guest-copy').map(({ source }) => source.uid))];
    const [renamed, moved, gone] = uids;
    editDump(project.sample.path, ({ uid, text }) => {
      if (uid === gone) return null;
      if (uid === renamed) return text.replace(/^SUMMARY:.*$/gm, 'SUMMARY:Another name');
      if (uid === moved) return text.replace(/^(DT(?:START|END).*T\d\d)\d\d/gm, '$127');
      return text;
    });
    const config = project.configWith('changed', { project: 'changed.godwit' });
    changedPath = join(godwit.folder, 'changed.godwit');
    copyFileSync(project.projectPath, changedPath);
    await planSample(godwit, config, project.sample);
    planned = plannedLines((await godwit.json('preview', '--config', config)).lines);
  });

  it('carries everything once and mails nobody twice, wherever it dies', { timeout: 600_000 }, async () => {
    const judge = (exchange: StoredExchange): string | null => {
      const { marks, missing, twice, strangers, counted } = takeCensus(planned, withoutRecoverable(exchange.states()));
      const mails = exchange.simulator.store.sentMail.list('inside').filter(({ itemClass }) => itemClass.endsWith('.Request'));
      // Once by the run; once more the meeting that moved, in its two parts, and nobody else's.
      const again = [...Map.groupBy(mails, (mail) => mailLines([mail]).join())].filter(([, same]) => same.length > 1);
      const meetings = new Set(again.map(([, [mail]]) => mail?.globalObjectId));
      const tooMany = meetings.size > 2 || again.some(([, same]) => same.length > 2) ? again.map(([line]) => line) : [];
      const isRight = counted === planned.length && [...marks, ...missing, ...twice, ...strangers, ...tooMany].length === 0;
      return isRight ? null : JSON.stringify({ counted, marks, missing, twice, strangers, tooMany, of: planned.length });
    };
    const die = (at: number): Promise<Outcome> =>
      attempt({
        ...{ name: `delta-${String(at)}`, projectPath: changedPath, work: deltaProject, again: true, judge },
        set: (parts) => dyingAfter(parts, at),
      });
    // The second half of a delta is a run, which dies at every point elsewhere.
    const outcomes = await everyPoint(1, die, 3);
    process.stdout.write(`  ${String(outcomes.length)} deaths, ${String(planned.length)} items\n`);
    expect(wrongOnes(outcomes)).toEqual([]);
    expect(outcomes.filter(({ error }) => !(error instanceof Crash))).toEqual([]);
  });

  it('that died before it put down what it had written: the next one takes nothing for its own that somebody changed', async () => {
    const projectPath = join(godwit.folder, 'renamed.godwit');
    copyFileSync(changedPath, projectPath);
    const exchange = await openStoredExchange(join(godwit.folder, 'renamed.sqlite'), { mailboxes: project.addresses }, store);
    try {
      const options = { projectPath, url: exchange.url };
      const dies = ({ ledger }: RunParts): Partial<RunParts> => {
        const settle: typeof ledger.settle = () => {
          throw new Crash('settle');
        };
        return { ledger: { ...ledger, settle } };
      };
      await expect(deltaProject({ ...options, between: dies })).rejects.toThrow(Crash);
      const items = exchange
        .states()
        .flatMap(({ address, folders }) => folders.flatMap((folder) => folder.items.map((item) => ({ address, item }))));
      const { address: mailbox = '', item } = items.find((one) => one.item.content.subject === 'Another name') ?? {};
      const note = make.setField('item:Body', '<t:Body BodyType="Text">Bring the plans</t:Body>');
      const { messages } = await ask(exchange.url, make.updateItem(make.itemId(item?.id ?? ''), note), { mailbox });
      expect(messages.map(({ code }) => code)).toEqual(['NoError']);
      await deltaProject(options);
      const kept: UndoEvent[] = [];
      const onEvent = (event: UndoEvent): void => {
        if (event.type === 'item' && event.reason === 'touched') kept.push(event);
      };
      await undoProject({ ...options, onEvent });
      expect(kept).toMatchObject([{ mailbox, subject: 'Another name' }]);
    } finally {
      await exchange.stop();
    }
  });
});

it('has something of everything to lose', () => {
  expect(written).toMatchObject({ ...NOTHING_WRONG, occurrences: expect.any(Array) as unknown });
  expect(new Set(project.planned.map(({ kind }) => kind))).toEqual(new Set(['meeting', 'guest-copy', 'travel']));
});
