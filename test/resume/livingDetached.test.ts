import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ExchangeTarget } from '../../electron/ports/ExchangeTarget.ts';
import type { RunEvent } from '../../electron/run/RunContext.ts';
import { openGodwit, type Godwit } from '../support/godwit.ts';
import { Crash, dyingAfter } from './support/crash.ts';
import { openExchange, type InProcessExchange } from './support/inProcessExchange.ts';
import { NOTHING_LEFT, mailLines, takeLivingCensus } from './support/livingCensus.ts';
import { prepareLiving } from './support/livingProject.ts';
import { runProject, type RunOptions, type RunParts } from './support/runProject.ts';
import { ACCOUNT, type SampleProject } from './support/sampleProject.ts';
import type { SampleMeeting } from '../sample/meetingsSample.ts';

/** A weekly meeting of four: one date is moved, and a guest has declined just that one, another answers it otherwise. */
const MEETINGS: readonly SampleMeeting[] = [
  {
    organizer: 0,
    day: 20,
    title: 'Series',
    meeting: ({ others }) => ({
      guests: others.slice(0, 3).map((principal) => ({ principal, answer: 'ACCEPTED' })),
      rule: 'FREQ=WEEKLY;COUNT=6',
      occurrences: [{ offset: 14, shift: 2, title: 'moved', answers: { 1: 'DECLINED', 2: 'TENTATIVE' } }],
    }),
  },
];

let godwit: Godwit;
let project: SampleProject;
let exchange: InProcessExchange;
let projectPath: string;
let count = 0;

beforeAll(async () => {
  godwit = openGodwit();
  project = await prepareLiving(godwit, { people: 4, meetings: MEETINGS });
  Object.defineProperty(godwit, 'now', { get: () => new Date() });
}, 60_000);
afterAll(() => godwit.remove());
beforeEach(async () => {
  count += 1;
  projectPath = join(godwit.folder, `detached-${String(count)}.godwit`);
  copyFileSync(project.projectPath, projectPath);
  exchange = await openExchange({ accounts: [ACCOUNT], mailboxes: project.addresses });
});
afterEach(() => exchange.stop());

/** A server that takes no moved occurrence: by its reckoning they pass their neighbours. */
function refusing(real: ExchangeTarget): ExchangeTarget {
  const refusal = { outcome: 'refused', responseCode: 'ErrorOccurrenceCrossingBoundary', message: 'too far', backOffMs: null } as const;
  return {
    ...real,
    statistics: () => real.statistics(),
    updateOccurrences: (_, updates) => Promise.resolve({ ok: true, answers: updates.map(() => refusal) }),
  };
}

const refusingParts: RunOptions['between'] = ({ target }) => ({ target: refusing(target) });

/** What each Calendar shows of the meeting, and of the date that stands alone. */
const shown = () =>
  exchange.states().flatMap(({ address, folders }) =>
    folders
      .filter(({ distinguished }) => distinguished === 'calendar')
      .flatMap(({ items }) =>
        items.map(({ content, recurrence, deleted, meeting }) => ({
          mailbox: address,
          subject: content.subject,
          isSeries: recurrence !== null,
          deleted: deleted.length,
          response: meeting.myResponse,
          guests: content.required.map((guest) => guest.response),
        })),
      ),
  );

const [A, B, C, D] = ['abrandt@contoso.com', 'bcastell@contoso.com', 'cdoering@contoso.com', 'desposito@contoso.com'];
const accepted = ['Accept', 'Accept', 'Accept'];
const series = (mailbox: string, guests: readonly string[] = accepted) =>
  expect.objectContaining({
    mailbox,
    subject: 'Series',
    isSeries: true,
    deleted: 1,
    ...(mailbox === A ? { guests } : { response: 'Accept' }),
  }) as object;

function expectTwoMeetings(): void {
  const found = shown();
  expect(found).toHaveLength(7);
  expect(found).toEqual(expect.arrayContaining([series(A), series(B), series(C), series(D)]));
  const single = { subject: 'Series moved', isSeries: false };
  expect(found.filter(({ isSeries }) => !isSeries).map(({ mailbox }) => mailbox)).toEqual([A, B, D]);
  expect(found).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ ...single, mailbox: A, guests: ['Accept', 'Decline', 'Tentative'] }),
      expect.objectContaining({ ...single, mailbox: B, response: 'Accept' }),
      expect.objectContaining({ ...single, mailbox: D, response: 'Tentative' }),
    ]),
  );
}

const sent = () => {
  const { sentMail } = exchange.simulator.store;
  return { inside: sentMail.list('inside'), outside: sentMail.list('outside') };
};

describe('an occurrence the server takes only as an item of its own', () => {
  it('is a living meeting of its own: its guests are invited, answer it, and have it as they planned', { timeout: 60_000 }, async () => {
    const events: RunEvent[] = [];
    const options = { projectPath, url: exchange.url, isImpatient: true };
    const summary = await runProject({ ...options, between: refusingParts, onEvent: (event) => events.push(event) });
    expect(events.filter(({ type }) => type === 'detached')).toHaveLength(1);
    expect(summary).toMatchObject({ failed: 0, waiting: 0, couldSendOutside: 0, messagesLeft: 0 });
    expectTwoMeetings();
    // Three invitations and three answers for each of the two.
    expect(mailLines(sent().inside)).toHaveLength(12);
    expect(takeLivingCensus(project.planned, exchange.states(), sent())).toMatchObject(NOTHING_LEFT);
    const config = project.configWith('detached', { project: projectPath, target: { url: exchange.url } });
    const verified = await godwit.json('verify', '--config', config);
    expect(verified.lines.filter(({ type }) => type === 'difference')).toEqual([]);
    expect(verified.lines.at(-1)).toMatchObject({ parity: 1 });
    const again: RunEvent[] = [];
    expect(await runProject({ ...options, onEvent: (event) => again.push(event) })).toMatchObject({
      written: 0,
      waiting: 0,
      mailsInside: 0,
    });
    expect(again.filter(({ type }) => type === 'extra' || type === 'waiting')).toEqual([]);
  });

  it('is one whenever the program dies', { timeout: 300_000 }, async () => {
    const first = Number(process.env['GODWIT_SEED'] ?? Date.now()) % 12;
    for (let at = 1 + first; ; at += 12) {
      await exchange.stop();
      exchange = await openExchange({ accounts: [ACCOUNT], mailboxes: project.addresses });
      copyFileSync(project.projectPath, projectPath);
      const options = { projectPath, url: exchange.url, isImpatient: true };
      const deadly = (parts: RunParts) => dyingAfter({ ...parts, target: refusing(parts.target) }, at);
      const error: unknown = await runProject({ ...options, between: deadly }).catch((thrown: unknown) => thrown);
      if (!(error instanceof Crash)) break;
      await runProject({ ...options, between: refusingParts });
      expectTwoMeetings();
      expect(mailLines(sent().inside)).toHaveLength(12);
    }
  });
});
