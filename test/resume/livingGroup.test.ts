import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MEETING_KINDS } from '../sample/meetings.ts';
import type { SampleMeeting } from '../sample/meetingsSample.ts';
import { openGodwit, type Godwit } from '../support/godwit.ts';
import { undoProject } from '../support/takeBack.ts';
import { NOTHING_WRONG, plannedLines, type PlannedLine } from './support/census.ts';
import { Crash, crashing } from './support/crash.ts';
import { dying } from './support/earlyEnds.ts';
import { openExchange, type InProcessExchange } from './support/inProcessExchange.ts';
import { NOTHING_LEFT, mailLines, takeLivingCensus } from './support/livingCensus.ts';
import { prepareLiving } from './support/livingProject.ts';
import { runProject, verifyAll, type RunParts } from './support/runProject.ts';
import { ACCOUNT, type SampleProject } from './support/sampleProject.ts';

const GROUP = 'design@contoso.com';
const [A, C, D, E] = ['abrandt', 'cdoering', 'desposito', 'eforsberg'].map((name) => `${name}@contoso.com`);

/** Asked by somebody outside the group, by one of its members, and where no member has kept anything of it. */
const MEETINGS: readonly SampleMeeting[] = [
  { organizer: 0, day: 20, title: 'By another', meeting: (context) => groupMeeting(context) },
  { organizer: 2, day: 21, title: 'By a member', meeting: (context) => groupMeeting(context) },
  {
    organizer: 0,
    day: 22,
    title: 'Kept by nobody',
    meeting: (context) => ({ ...groupMeeting(context), guests: [{ principal: context.room, answer: 'ACCEPTED' }] }),
  },
];

function groupMeeting(context: Parameters<SampleMeeting['meeting']>[0]): ReturnType<SampleMeeting['meeting']> {
  const build = MEETING_KINDS['group'];
  if (build === undefined) throw new Error('no group');
  return build(context);
}

let godwit: Godwit;
let project: SampleProject;
let planned: readonly PlannedLine[];

beforeAll(async () => {
  godwit = openGodwit();
  project = await prepareLiving(godwit, { people: 5, meetings: MEETINGS });
  const { group } = project.sample.company;
  writeFileSync(join(godwit.folder, 'group.csv'), `source,decision,email\nuid:${group.guid},mapped,${GROUP}\n`);
  const { config, sample } = project;
  for (const words of [
    ['mapping', 'import', 'group.csv'],
    ['plan', '--as-of', sample.asOf],
  ]) {
    const { exit, stderr } = await godwit.json(...words, '--config', config);
    expect([0, 2], stderr).toContain(exit);
  }
  planned = plannedLines((await godwit.json('preview', '--config', config)).lines);
});
afterAll(() => godwit.remove());

async function withExchange<T>(use: (exchange: InProcessExchange, projectPath: string) => Promise<T>): Promise<T> {
  const projectPath = join(godwit.folder, 'group.godwit');
  copyFileSync(project.projectPath, projectPath);
  const groups = [{ address: GROUP, name: 'Design Team', members: [C, D, E].flatMap((one) => one ?? []) }];
  const exchange = await openExchange({ accounts: [ACCOUNT], mailboxes: project.addresses, groups });
  try {
    return await use(exchange, projectPath);
  } finally {
    await exchange.stop();
  }
}

/** Who was mailed what, without the ids. */
function mails({ simulator }: InProcessExchange): readonly string[] {
  const short = (line: string): string => line.replaceAll(/IPM\.Schedule\.Meeting\.|@contoso\.com| \w{64,}$/g, '');
  return mailLines(simulator.store.sentMail.list('inside')).map(short);
}

const EXPECTED = [
  ...['cdoering', 'desposito', 'eforsberg'].map((name) => `Request abrandt -> ${name}: By another`),
  ...['cdoering', 'desposito', 'eforsberg'].map((name) => `Request abrandt -> ${name}: Kept by nobody`),
  'Request abrandt -> room1: Kept by nobody',
  ...['desposito', 'eforsberg'].map((name) => `Request cdoering -> ${name}: By a member`),
  ...['cdoering', 'desposito', 'eforsberg'].map((name) => `Resp.Pos ${name} -> abrandt: Accepted: By another`),
  ...['desposito', 'eforsberg'].map((name) => `Resp.Pos ${name} -> cdoering: Accepted: By a member`),
  'Resp.Pos room1 -> abrandt: Accepted: Kept by nobody',
].sort();

describe('a group that stays a group', () => {
  it('stands on the planned item as one address', () => {
    const organizers = planned.filter(({ kind }) => kind === 'meeting');
    expect(organizers.map(({ subject, requiredAttendees }) => [subject, requiredAttendees.map(({ email }) => email)]).sort()).toEqual([
      ['By a member', [GROUP]],
      ['By another', [GROUP]],
      ['Kept by nobody', [GROUP]],
    ]);
  });

  it('is invited as one: each member once, whoever else is named; what they answered is tracked', { timeout: 60_000 }, () =>
    withExchange(async (exchange, projectPath) => {
      const summary = await runProject({ projectPath, url: exchange.url, isImpatient: true });
      expect(summary).toMatchObject({ failed: 0, waiting: 0, couldSendOutside: 0, mailsInside: EXPECTED.length });
      expect([...mails(exchange)].sort()).toEqual(EXPECTED);
      const organizer = exchange.states().find(({ address }) => address === A);
      const items = organizer?.folders.find(({ distinguished }) => distinguished === 'calendar')?.items ?? [];
      const required = items.map(({ content }) => content.required.map(({ address, response }) => `${address} ${response}`));
      expect(required.every((people) => people.some((one) => one.startsWith(GROUP)))).toBe(true);
      expect(required[0]).toEqual(expect.arrayContaining([`${String(C)} Accept`, `${String(D)} Accept`, `${String(E)} Accept`]));
      const { verdicts, parity } = await verifyAll(projectPath, exchange.url);
      expect([verdicts.flatMap(({ differences }) => differences), parity]).toEqual([[], 1]);
    }),
  );

  it(
    'is taken back with its members’ copies by an undo, though the run died that should have remembered how it was left',
    { timeout: 60_000 },
    () =>
      withExchange(async (exchange, projectPath) => {
        const options = { projectPath, url: exchange.url, isImpatient: true };
        await expect(runProject({ ...options, ...dying(1) })).rejects.toThrow(Crash);
        await runProject(options);
        expect(await undoProject(options)).toMatchObject({ kept: 0 });
        const calendars = exchange.states().flatMap(({ folders }) => folders.filter(({ distinguished }) => distinguished === 'calendar'));
        expect(calendars.flatMap(({ items }) => items)).toEqual([]);
      }),
  );

  it('mails nobody twice, wherever the program dies', { timeout: 120_000 }, async () => {
    const first = Number(process.env['GODWIT_SEED'] ?? Date.now()) % 37;
    for (let at = 1 + first; ; at += 37) {
      const isOver = await withExchange(async (exchange, projectPath) => {
        const options = { projectPath, url: exchange.url, isImpatient: true };
        const between = (parts: RunParts) => crashing(parts, at);
        const error: unknown = await runProject({ ...options, between }).catch((thrown: unknown) => thrown);
        await runProject(options);
        expect([...mails(exchange)].sort()).toEqual(EXPECTED);
        const { sentMail } = exchange.simulator.store;
        const census = takeLivingCensus(planned, exchange.states(), { inside: sentMail.list('inside'), outside: sentMail.list('outside') });
        const { messages: _messages, unmarked: _unmarked, ...nothingLeft } = NOTHING_LEFT;
        expect(census).toMatchObject({ counted: planned.length, ...NOTHING_WRONG, ...nothingLeft });
        return !(error instanceof Crash);
      });
      if (isOver) break;
    }
  });
});
