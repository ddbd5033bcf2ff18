import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RunEvent } from '../../electron/run/RunContext.ts';
import { OUTSIDE } from '../sample/meetings.ts';
import type { SampleMeeting } from '../sample/meetingsSample.ts';
import type { Item } from '../simulator/model/Item.ts';
import { openGodwit, type Godwit } from '../support/godwit.ts';
import { openExchange, type InProcessExchange } from './support/inProcessExchange.ts';
import { outcomeOf } from './support/judgeLiving.ts';
import { mailLines } from './support/livingCensus.ts';
import { prepareLiving } from './support/livingProject.ts';
import { person, threeAnswers } from './support/person.ts';
import { runProject, type RunParts } from './support/runProject.ts';
import { ACCOUNT, type SampleProject } from './support/sampleProject.ts';

const MEETINGS: readonly SampleMeeting[] = [
  {
    organizer: 0,
    day: 20,
    title: 'Four of us',
    meeting: ({ others }) => ({
      guests: [...threeAnswers(others), { principal: OUTSIDE, answer: 'ACCEPTED' }],
      rule: 'FREQ=WEEKLY;COUNT=4',
      occurrences: [{ offset: 7, shift: 2, title: 'moved' }],
    }),
  },
  {
    organizer: 0,
    day: 25,
    title: 'Two of us',
    meeting: ({ others }) => ({ guests: [{ principal: person(others, 0), answer: 'ACCEPTED' }] }),
  },
];
const GUEST = 'bcastell@contoso.com';

let godwit: Godwit;
let project: SampleProject;
let exchange: InProcessExchange;
let projectPath: string;
let events: RunEvent[] = [];
let count = 0;

beforeAll(async () => {
  godwit = openGodwit();
  project = await prepareLiving(godwit, { people: 4, meetings: MEETINGS });
}, 60_000);
afterAll(() => godwit.remove());
beforeEach(async () => {
  count += 1;
  projectPath = join(godwit.folder, `gone-${String(count)}.godwit`);
  copyFileSync(project.projectPath, projectPath);
  exchange = await openExchange({ accounts: [ACCOUNT], mailboxes: project.addresses });
});
afterEach(() => exchange.stop());

/** What a guest has of the meetings. */
function itemsOf(address: string, folder: 'calendar' | 'inbox'): readonly Item[] {
  const { store } = exchange.simulator;
  const mailbox = store.mailboxes.find(address);
  const place = mailbox === undefined ? undefined : store.folders.distinguished(mailbox.id, folder);
  return place === undefined ? [] : store.items.ofFolder(place.id);
}

/** Nothing is left of what came: as where a failover lost it, or somebody emptied all folders. */
function lose(address: string): void {
  for (const item of [...itemsOf(address, 'calendar'), ...itemsOf(address, 'inbox')]) exchange.simulator.store.items.delete(item);
}

/** The guest throws all away, and keeps it among the deleted items. */
function throwAway(address: string): void {
  const { store } = exchange.simulator;
  const mailbox = store.mailboxes.find(address);
  const bin = mailbox === undefined ? undefined : store.folders.distinguished(mailbox.id, 'deleteditems');
  if (bin === undefined) throw new Error(`no deleted items of ${address}`);
  for (const item of [...itemsOf(address, 'calendar'), ...itemsOf(address, 'inbox')]) store.items.update({ ...item, folder: bin.id });
}

/** Something happens right after each invitation has arrived, before anybody has seen it. */
const afterSending =
  (happens: () => void) =>
  ({ meetings: real }: RunParts): Partial<RunParts> => ({
    meetings: {
      ...real,
      send: async (...words) => {
        const answer = await real.send(...words);
        exchange.simulator.settle();
        happens();
        return answer;
      },
    },
  });

async function run(between?: (parts: RunParts) => Partial<RunParts>): Promise<object> {
  events = [];
  const { failed, waiting, couldSendOutside } = await runProject({
    ...{ projectPath, url: exchange.url, isImpatient: true, patienceMs: 600, onEvent: (event) => events.push(event) },
    ...(between === undefined ? {} : { between }),
  });
  return { failed, waiting, couldSendOutside };
}

const refused = (): readonly string[] =>
  events.flatMap((event) => (event.type === 'failed' ? [`${event.mailbox} ${event.code} ${event.message}`] : []));

describe('a copy that is gone before anybody has seen it', () => {
  it('holds up nobody else after a second run: it is named, and nothing is sent again', { timeout: 60_000 }, async () => {
    expect(await run(afterSending(() => lose(GUEST)))).toMatchObject({ waiting: 2, failed: 0 });
    expect(refused()).toEqual([]);
    // Of the two there is nobody else to tell that what was sent has come.
    expect(await run()).toMatchObject({ waiting: 1, failed: 1, couldSendOutside: 0 });
    expect(refused().filter((line) => line.includes('COPY_NOT_THERE'))).toHaveLength(1);
    const { mails, differences } = await outcomeOf(exchange, projectPath, project.planned);
    const lines = mailLines(mails.filter(({ subject }) => subject.includes('Four of us')));
    expect(lines.map((line) => line.split(' ')[0])).toEqual([
      ...['Request', 'Request', 'Request', 'Resp.Neg', 'Resp.Tent'].map((kind) => `IPM.Schedule.Meeting.${kind}`),
    ]);
    expect(differences.filter((one) => one.includes(`see-copy copy ${GUEST} series / COPY_NOT_THERE`))).toHaveLength(1);
    const [own] = itemsOf('abrandt@contoso.com', 'calendar').filter(({ content }) => content.subject.includes('Four of us'));
    expect(own?.content.required.map(({ address, response }) => `${address} ${response}`)).toEqual([
      'bcastell@contoso.com Unknown',
      expect.stringMatching(/^c.* Tentative$/),
      expect.stringMatching(/^d.* Decline$/),
      expect.stringMatching(/^pat@customer.example/),
    ]);
    expect(await run()).toMatchObject({ waiting: 1, failed: 0 });
  });

  it('is known to have come by what lies among the deleted items', { timeout: 60_000 }, async () => {
    expect(await run(afterSending(() => throwAway(GUEST)))).toMatchObject({ waiting: 2 });
    expect(await run()).toMatchObject({ waiting: 0, failed: 2 });
    expect(refused().filter((line) => line.startsWith(`${GUEST} COPY_NOT_THERE`))).toHaveLength(2);
  });

  it('is waited for as long as nobody has any, run after run', { timeout: 60_000 }, async () => {
    exchange.simulator.change({ messaging: { deliveryMs: 3_600_000 } });
    for (const _ of [1, 2, 3]) expect(await run()).toMatchObject({ waiting: 2, failed: 0 });
    exchange.simulator.change({ messaging: { deliveryMs: 0 } });
    exchange.simulator.advance(7_200_000);
    exchange.simulator.settle();
    expect(await run()).toMatchObject({ waiting: 0, failed: 0 });
    expect(refused()).toEqual([]);
  });

  it('is answered where it comes in the second run after all', { timeout: 60_000 }, async () => {
    const hidden: Item[] = [];
    const hide = (): void => {
      hidden.push(...itemsOf(GUEST, 'calendar'), ...itemsOf(GUEST, 'inbox'));
      lose(GUEST);
    };
    expect(await run(afterSending(hide))).toMatchObject({ waiting: 2 });
    for (const item of hidden) exchange.simulator.store.items.insert(item);
    expect(await run()).toMatchObject({ waiting: 0, failed: 0 });
    expect((await outcomeOf(exchange, projectPath, project.planned)).differences).toEqual([]);
  });
});
