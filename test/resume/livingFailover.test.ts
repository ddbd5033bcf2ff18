import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openGodwit, type Godwit } from '../support/godwit.ts';
import { NOTHING_WRONG } from './support/census.ts';
import { Crash } from './support/crash.ts';
import { openExchange, type InProcessExchange } from './support/inProcessExchange.ts';
import { NOTHING_LEFT, mailLines, takeLivingCensus } from './support/livingCensus.ts';
import { prepareLiving } from './support/livingProject.ts';
import { runProject, verifyAll, type RunOptions } from './support/runProject.ts';
import { ACCOUNT, type SampleProject } from './support/sampleProject.ts';
import { SMALL_MEETINGS } from './support/smallMeetings.ts';

let godwit: Godwit;
let project: SampleProject;
let exchange: InProcessExchange;
let projectPath: string;

beforeAll(async () => {
  godwit = openGodwit();
  project = await prepareLiving(godwit, { people: 3, meetings: SMALL_MEETINGS });
  Object.defineProperty(godwit, 'now', { get: () => new Date() });
}, 60_000);
afterAll(() => godwit.remove());
beforeEach(async () => {
  projectPath = join(godwit.folder, 'failover.godwit');
  copyFileSync(project.projectPath, projectPath);
  exchange = await openExchange({ accounts: [ACCOUNT], mailboxes: project.addresses });
});
afterEach(() => exchange.stop());

/** The items of one meeting vanish from the Calendars of these mailboxes, as if they had never been committed. */
function lose(subject: string, mailboxes: readonly string[]): void {
  const { store } = exchange.simulator;
  for (const address of mailboxes) {
    const mailbox = store.mailboxes.find(address);
    const calendar = mailbox === undefined ? undefined : store.folders.distinguished(mailbox.id, 'calendar');
    const items = calendar === undefined ? [] : store.items.ofFolder(calendar.id).filter(({ content }) => content.subject === subject);
    expect(items.length).toBeGreaterThan(0);
    for (const item of items) store.items.delete(item);
  }
}

const sent = () => {
  const { sentMail } = exchange.simulator.store;
  return { inside: sentMail.list('inside'), outside: sentMail.list('outside') };
};

describe('a living meeting whose items a failover lost', () => {
  it.each([
    ['the organizer’s', ['abrandt@contoso.com']],
    ['all of them', ['abrandt@contoso.com', 'bcastell@contoso.com', 'cdoering@contoso.com']],
  ])('%s: comes to life again with the next run, and no other is mailed about', { timeout: 60_000 }, async (_, mailboxes) => {
    const options = { projectPath, url: exchange.url, isImpatient: true };
    await runProject(options);
    const before = sent().inside.length;
    lose('Series', mailboxes);
    const summary = await runProject(options);
    expect(summary).toMatchObject({ failed: 0, waiting: 0, couldSendOutside: 0 });
    const { occurrences: _occurrences, mailedTwice: _mailedTwice, ...nothing } = { ...NOTHING_WRONG, ...NOTHING_LEFT };
    expect(takeLivingCensus(project.planned, exchange.states(), sent())).toMatchObject({ counted: project.planned.length, ...nothing });
    const again = sent().inside.slice(before);
    expect(again.every(({ subject }) => subject.endsWith('Series'))).toBe(true);
    expect(again.filter(({ itemClass }) => itemClass.endsWith('.Request'))).toHaveLength(2);
    const config = project.configWith('failover', { project: projectPath, target: { url: exchange.url } });
    const verified = await godwit.json('verify', '--config', config);
    expect(verified.lines.filter(({ type }) => type === 'difference')).toEqual([]);
    expect(verified.lines.at(-1)).toMatchObject({ parity: 1 });
  });
});

/** The program dies when some have been answered. */
function dyingInAnswers(): NonNullable<RunOptions['between']> {
  let answers = 0;
  return ({ meetings }) => ({
    meetings: {
      ...meetings,
      respond: (...words) => {
        answers += 1;
        if (answers > 2) throw new Crash('in mid-answer');
        return meetings.respond(...words);
      },
    },
  });
}

describe('a living meeting that has to begin anew', () => {
  it('hears of its room again, which has accepted and says so only when it is asked', { timeout: 60_000 }, async () => {
    const options = { projectPath, url: exchange.url, isImpatient: true, patienceMs: 2000 };
    await runProject(options);
    const before = sent().inside.length;
    lose('In the room', ['bcastell@contoso.com']);
    expect(await runProject(options)).toMatchObject({ failed: 0, waiting: 0, couldSendOutside: 0 });
    const again = mailLines(sent().inside.slice(before)).filter((line) => line.includes('room1'));
    expect(again.map((line) => line.split(':')[0])).toEqual([
      'IPM.Schedule.Meeting.Request bcastell@contoso.com -> room1@contoso.com',
      'IPM.Schedule.Meeting.Resp.Pos room1@contoso.com -> bcastell@contoso.com',
    ]);
    expect((await verifyAll(projectPath, exchange.url)).verdicts.flatMap(({ differences }) => differences)).toEqual([]);
  });

  it('leaves no messages, neither of its first life nor of its second', { timeout: 60_000 }, async () => {
    const options = { projectPath, url: exchange.url, isImpatient: true, patienceMs: 2000 };
    await expect(runProject({ ...options, between: dyingInAnswers() })).rejects.toThrow(Crash);
    lose('Series', ['abrandt@contoso.com']);
    // By the server's clock, which shows seconds.
    exchange.simulator.advance(5000);
    expect(await runProject(options)).toMatchObject({ failed: 0, waiting: 0, messagesLeft: 0 });
    expect(takeLivingCensus(project.planned, exchange.states(), sent())).toMatchObject({ messages: [], unmarked: [] });
  });
});

/** Every item of every Calendar gets another id. */
function moveAll(): void {
  const { store } = exchange.simulator;
  for (const mailbox of store.mailboxes.all()) {
    const calendar = store.folders.distinguished(mailbox.id, 'calendar');
    const items = calendar === undefined ? [] : store.items.ofFolder(calendar.id);
    for (const item of items) {
      store.items.delete(item);
      store.items.insert(item);
    }
  }
}

describe('living meetings whose items got other ids, as where a mailbox was moved', () => {
  it('are found again, and mailed about to nobody', { timeout: 60_000 }, async () => {
    const options = { projectPath, url: exchange.url, isImpatient: true };
    await runProject(options);
    const before = sent().inside.length;
    moveAll();
    expect(await runProject(options)).toMatchObject({ failed: 0, waiting: 0, mailsInside: 0 });
    expect(sent().inside).toHaveLength(before);
    const { occurrences: _, ...nothing } = { ...NOTHING_WRONG, ...NOTHING_LEFT };
    expect(takeLivingCensus(project.planned, exchange.states(), sent())).toMatchObject({ counted: project.planned.length, ...nothing });
  });

  it.each([true, false])(
    'in the middle of all: nobody is asked or answered twice (exceptions travel: %s)',
    { timeout: 60_000 },
    async (travels) => {
      exchange.simulator.change({ messaging: { exceptionsTravel: travels } });
      const options = { projectPath, url: exchange.url, isImpatient: true, patienceMs: 2000 };
      await expect(runProject({ ...options, between: dyingInAnswers() })).rejects.toThrow(Crash);
      moveAll();
      expect(await runProject(options)).toMatchObject({ failed: 0, waiting: 0, couldSendOutside: 0 });
      expect(takeLivingCensus(project.planned, exchange.states(), sent())).toMatchObject({
        counted: project.planned.length,
        ...NOTHING_LEFT,
      });
      expect((await verifyAll(projectPath, exchange.url)).verdicts.flatMap(({ differences }) => differences)).toEqual([]);
    },
  );
});
