import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RunEvent } from '../../electron/run/RunContext.ts';
import type { SampleMeeting } from '../sample/meetingsSample.ts';
import type { GivenSettings } from '../simulator/settings.ts';
import { openGodwit, type Godwit } from '../support/godwit.ts';
import { openExchange, type InProcessExchange } from './support/inProcessExchange.ts';
import { prepareLiving } from './support/livingProject.ts';
import { runProject } from './support/runProject.ts';
import { ACCOUNT, type SampleProject } from './support/sampleProject.ts';
import type { RunSummary } from '../../electron/run/runPlan.ts';

const MEETINGS: readonly SampleMeeting[] = [
  {
    organizer: 0,
    day: 20,
    title: 'In the room',
    meeting: ({ others, room }) => ({
      guests: [
        ...others.slice(0, 1).map((principal) => ({ principal, answer: 'ACCEPTED' as const })),
        { principal: room, answer: 'ACCEPTED' },
      ],
    }),
  },
];
const [A, B, ROOM] = ['abrandt@contoso.com', 'bcastell@contoso.com', 'room1@contoso.com'];

let godwit: Godwit;
let project: SampleProject;
let exchange: InProcessExchange | null = null;
let projectPath: string;

beforeAll(async () => {
  godwit = openGodwit();
  project = await prepareLiving(godwit, { people: 2, meetings: MEETINGS });
}, 60_000);
afterAll(() => godwit.remove());
beforeEach(() => {
  projectPath = join(godwit.folder, 'rooms.godwit');
  copyFileSync(project.projectPath, projectPath);
});
afterEach(() => exchange?.stop());

async function run(settings: GivenSettings): Promise<{ readonly summary: RunSummary; readonly events: readonly RunEvent[] }> {
  exchange = await openExchange({ accounts: [ACCOUNT], ...settings });
  const events: RunEvent[] = [];
  const summary = await runProject({ projectPath, url: exchange.url, isImpatient: true, onEvent: (event) => events.push(event) });
  return { summary, events };
}

/** The one meeting as a mailbox holds it. */
function calendarOf(mailbox: string) {
  const state = exchange?.states().find(({ address }) => address === mailbox);
  const items = state?.folders.find(({ distinguished }) => distinguished === 'calendar')?.items ?? [];
  return items.map(({ meeting, content }) => ({
    response: meeting.myResponse,
    tracking: [...content.required, ...content.resources].map(({ address, response }) => `${address} ${response}`),
  }));
}

/** Who was mailed what, in order. */
function mails(): readonly string[] {
  const sent = exchange?.simulator.store.sentMail.list('inside') ?? [];
  return sent.map(({ sender, recipient, itemClass }) => `${itemClass.replace('IPM.Schedule.Meeting.', '')} ${sender} -> ${recipient}`);
}

/** The room joins last, by an update that goes to it alone. */
const IN_ORDER = [`Request ${A} -> ${B}`, `Resp.Pos ${B} -> ${A}`, `Request ${A} -> ${ROOM}`, `Resp.Pos ${ROOM} -> ${A}`];
const TRACKING = [`${B} Accept`, `${ROOM} Accept`];

describe('a room', () => {
  it.each([
    ['that answers by itself', { address: ROOM, kind: 'room', automateProcessing: 'AutoAccept' }],
    ['whose processing is switched off', { address: ROOM, kind: 'room', automateProcessing: 'None' }],
    ['that only makes entries', { address: ROOM, kind: 'room', automateProcessing: 'AutoUpdate' }],
  ] as const)('%s joins last and is seen to accept, once', { timeout: 60_000 }, async (_, room) => {
    const { summary, events } = await run({ mailboxes: [A, B, 'projector1@contoso.com', room] });
    expect([summary, events.filter(({ type }) => type === 'failed')]).toMatchObject([{ failed: 0, waiting: 0, couldSendOutside: 0 }, []]);
    expect(mails()).toEqual(IN_ORDER);
    expect([calendarOf(A)[0]?.tracking, calendarOf(ROOM)[0]?.response]).toEqual([TRACKING, 'Accept']);
  });

  it.each<readonly [string, GivenSettings]>([
    [
      'nobody may act for',
      {
        accounts: [{ ...ACCOUNT, impersonates: [A, B, 'projector1@contoso.com'] }],
        mailboxes: [A, B, 'projector1@contoso.com', { address: ROOM, kind: 'room' }],
      },
    ],
    ['whose account is disabled', { mailboxes: [A, B, 'projector1@contoso.com', { address: ROOM, kind: 'room', isDisabled: true }] }],
  ])('%s joins last all the same, and its own answer is compared', { timeout: 60_000 }, async (_, settings) => {
    const { summary, events } = await run(settings);
    expect(mails()).toEqual(IN_ORDER);
    expect(calendarOf(A)[0]?.tracking).toEqual(TRACKING);
    expect(events.filter(({ type }) => type === 'meeting')).toMatchObject([{ phase: 'cleaned' }]);
    expect(summary).toMatchObject({ failed: 0, couldSendOutside: 0 });
  });
});
