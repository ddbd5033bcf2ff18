import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunEvent } from '../../electron/run/RunContext.ts';
import type { SampleMeeting } from '../sample/meetingsSample.ts';
import type { GivenSettings } from '../simulator/settings.ts';
import { openGodwit, type Godwit } from '../support/godwit.ts';
import { NOTHING_WRONG } from './support/census.ts';
import { crashing, type Trap } from './support/crash.ts';
import { openExchange, type InProcessExchange } from './support/inProcessExchange.ts';
import { outcomeOf } from './support/judgeLiving.ts';
import { NOTHING_LEFT, mailLines, type LivingCensus } from './support/livingCensus.ts';
import { prepareLiving } from './support/livingProject.ts';
import { IN_DOUBT_MS, SEED, manyRuns, runAndDie } from './support/matrix.ts';
import { person, threeAnswers } from './support/person.ts';
import { runProject } from './support/runProject.ts';
import { ACCOUNT, type SampleProject } from './support/sampleProject.ts';

/** Two exceptions, one of them the very first date: what was sent about it begins when the series begins. */
const OCCURRENCES = [
  { offset: 0, title: 'first' },
  { offset: 7, shift: 2, title: 'moved' },
  { offset: 14, answers: { 0: 'DECLINED' as const } },
];

/** Of one organizer, whose own mailbox is always processed: else no answer is ever noted. */
const MEETINGS: readonly SampleMeeting[] = [
  {
    organizer: 0,
    day: 20,
    title: 'People',
    meeting: ({ others }) => ({
      guests: threeAnswers(others),
      rule: 'FREQ=WEEKLY;COUNT=4',
      occurrences: OCCURRENCES,
    }),
  },
  {
    organizer: 0,
    day: 25,
    title: 'In the room',
    meeting: ({ others, room }) => ({
      guests: [
        { principal: person(others, 0), answer: 'ACCEPTED' },
        { principal: person(others, 2), answer: 'ACCEPTED' },
        { principal: room, answer: 'ACCEPTED' },
      ],
      rule: 'FREQ=WEEKLY;COUNT=3',
      occurrences: [{ offset: 7, shift: 1, title: 'later' }],
    }),
  },
];
const ROOM = 'room1@contoso.com';
const PATIENCE_MS = 3000;
const DEATHS = 8;

let godwit: Godwit;
let project: SampleProject;
let count = 0;

beforeAll(async () => {
  godwit = openGodwit();
  project = await prepareLiving(godwit, { people: 4, meetings: MEETINGS });
}, 60_000);
afterAll(() => godwit.remove());

interface Server {
  readonly projectPath: string;
  readonly exchange: InProcessExchange;
}

/** A copy of the project, and a server on which these mailboxes do nothing with what arrives. */
async function fresh<T>(
  idle: readonly string[],
  messaging: NonNullable<GivenSettings['messaging']>,
  use: (server: Server) => Promise<T>,
): Promise<T> {
  count += 1;
  const projectPath = join(godwit.folder, `idle-${String(count)}.godwit`);
  copyFileSync(project.projectPath, projectPath);
  const mailboxes = project.addresses.map((address) => ({
    ...{ address, kind: address === ROOM ? ('room' as const) : ('user' as const) },
    automateProcessing: idle.includes(address) ? ('None' as const) : ('AutoUpdate' as const),
  }));
  const exchange = await openExchange({ accounts: [ACCOUNT], mailboxes, messaging });
  try {
    return await use({ projectPath, exchange });
  } finally {
    await exchange.stop();
  }
}

interface Result {
  readonly ending: object;
  readonly census: LivingCensus;
  readonly differences: readonly string[];
  readonly mails: readonly string[];
  readonly points: number;
}

/** Runs to the end, and looks at what came of it. */
async function result({ projectPath, exchange }: Server): Promise<Result> {
  const refused: RunEvent[] = [];
  let trap: Trap | null = null;
  const { failed, waiting, couldSendOutside, messagesLeft } = await runProject({
    ...{ projectPath, url: exchange.url, isImpatient: true, inDoubtMs: IN_DOUBT_MS, patienceMs: PATIENCE_MS },
    onEvent: (event) => {
      if (event.type === 'failed') refused.push(event);
    },
    between: (parts) => (trap = crashing(parts, Infinity)),
  });
  const { census, mails, differences } = await outcomeOf(exchange, projectPath, project.planned);
  const points = (trap as Trap | null)?.passed() ?? 0;
  return { ending: { failed, waiting, couldSendOutside, messagesLeft, refused }, census, differences, mails: mailLines(mails), points };
}

/** All but the organizer. */
const guests = (): readonly string[] => project.addresses.filter((address) => /^[b-d]/.test(address));

describe.each([true, false])('mailboxes nobody processes (exceptions travel: %s)', (exceptionsTravel) => {
  let usual: Result;
  beforeAll(async () => {
    usual = await fresh([], { exceptionsTravel }, result);
  });

  const asUsual = ({ census, mails, ...found }: Result): void => {
    const { occurrences: _, ...nothingWrong } = NOTHING_WRONG;
    expect(found).toMatchObject({
      ending: { failed: 0, waiting: 0, couldSendOutside: 0, messagesLeft: 0, refused: [] },
      differences: [],
    });
    expect(census).toMatchObject({ counted: project.planned.length, ...nothingWrong, ...NOTHING_LEFT });
    expect(mails).toEqual(usual.mails);
  };

  it('are as good as others: that is what others come to', () => {
    asUsual(usual);
    // Three guests, two and the room; where exceptions do not travel, two more for each of the three, and one for each of the others.
    expect(usual.mails.filter((line) => line.includes('.Request'))).toHaveLength(exceptionsTravel ? 6 : 15);
  });

  it.each<readonly [string, () => readonly string[]]>([
    ['of the room', () => [ROOM]],
    ['of one person', () => guests().slice(0, 1)],
    ['of somebody who declines', () => guests().slice(2)],
    ['of all people of a meeting', guests],
    ['of everybody of a meeting', () => [...guests(), ROOM]],
  ])('%s have all they would have else, by as many mails', { timeout: 60_000 }, async (_, idle) => {
    asUsual(await fresh(idle(), { exceptionsTravel }, result));
  });

  it(`come to the same wherever a run dies (seed ${String(SEED)}: GODWIT_SEED)`, { timeout: 120_000 }, async () => {
    let deaths = 0;
    await manyRuns(DEATHS, (_, random) =>
      fresh([...guests(), ROOM], { exceptionsTravel }, async (server) => {
        const { projectPath, exchange } = server;
        const ending = await runAndDie({ projectPath, url: exchange.url, patienceMs: PATIENCE_MS }, 1 + random.below(usual.points));
        deaths += ending === 'died' ? 1 : 0;
        asUsual(await result(server));
      }),
    );
    expect(deaths).toBeGreaterThan(DEATHS / 2);
  });
});
