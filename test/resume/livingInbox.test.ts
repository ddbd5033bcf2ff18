import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MeetingTarget } from '../../electron/ports/MeetingTarget.ts';
import { openProjectFile } from '../../electron/compose/openProjectFile.ts';
import { globalObjectIdOf } from '../simulator/calendar/globalObjectId.ts';
import type { Attachment, Item } from '../simulator/model/Item.ts';
import { openGodwit, type Godwit } from '../support/godwit.ts';
import type { PlannedLine } from './support/census.ts';
import { openExchange, type InProcessExchange } from './support/inProcessExchange.ts';
import { prepareLiving } from './support/livingProject.ts';
import { runProject } from './support/runProject.ts';
import { ACCOUNT, type SampleProject } from './support/sampleProject.ts';

const DAY_MS = 86_400_000;

let godwit: Godwit;
let project: SampleProject;
let exchange: InProcessExchange;
let projectPath: string;
let count = 0;

beforeAll(async () => {
  godwit = openGodwit();
  project = await prepareLiving(godwit);
}, 60_000);
afterAll(() => godwit.remove());
beforeEach(async () => {
  count += 1;
  projectPath = join(godwit.folder, `inbox-${String(count)}.godwit`);
  copyFileSync(project.projectPath, projectPath);
  exchange = await openExchange({ accounts: [ACCOUNT], mailboxes: project.addresses });
});
afterEach(() => exchange.stop());

interface Letter {
  readonly mailbox: string;
  readonly folder: 'inbox' | 'sentitems' | 'deleteditems';
  readonly itemClass: string;
  readonly uid: string;
  readonly from: string;
  readonly subject: string;
  readonly ageMs: number;
  readonly hasAttachment?: boolean;
}

const FILE: Attachment = { id: 0, name: 'a.txt', contentType: 'text/plain', contentId: '', isInline: false, size: 1, modifiedAt: 0 };

/** Puts a message where a mail migration would have put it: nobody is told, the Attendant does not look. */
function place({ mailbox, folder, itemClass, uid, from, subject, ageMs, hasAttachment }: Letter): void {
  const { store } = exchange.simulator;
  const home = store.mailboxes.find(mailbox);
  const to = home === undefined ? undefined : store.folders.distinguished(home.id, folder);
  if (home === undefined || to === undefined) throw new Error(`no ${folder} of ${mailbox}`);
  const at = exchange.simulator.now() - ageMs;
  const person = { name: from, address: from, routing: 'SMTP' };
  const content: Item['content'] = {
    ...{ subject, body: { kind: 'Text', text: '' }, sensitivity: 'Normal', importance: 'Normal', categories: [] },
    ...{ reminderIsSet: false, reminderMinutes: 0, start: at, end: at, isAllDay: false, freeBusy: 'Busy', location: '' },
    ...{ isResponseRequested: true, allowNewTimeProposal: true, required: [], optional: [], resources: [] },
    ...{ startTimeZone: 'UTC', endTimeZone: 'UTC', meetingWorkspaceUrl: '', netShowUrl: '', culture: '' },
  };
  const meeting: Item['meeting'] = {
    ...{ isOrganizer: false, organizer: person, myResponse: 'NoResponseReceived', repliedAt: null, wasSent: false, isCancelled: false },
    ...{ sequence: 0, ownerCriticalChange: null },
  };
  const mail = { from: person, to: [], sentAt: at, receivedAt: at, isRead: false, response: null, occurrenceDay: null };
  store.items.insert({
    ...{ mailbox: home.id, folder: to.id, itemClass, createdAt: at, modifiedAt: at, globalObjectId: globalObjectIdOf(uid), content },
    ...{ extended: {}, recurrence: null, exceptions: [], deleted: [], meeting, mail },
    attachments: hasAttachment === true ? [FILE] : [],
  });
}

/** What lies in the mail folders, by subject: `mailbox subject`. */
function mailsLeft(): readonly string[] {
  return exchange
    .states()
    .flatMap(({ address, folders }) =>
      folders
        .filter(({ distinguished }) => ['inbox', 'sentitems', 'deleteditems'].includes(distinguished ?? ''))
        .flatMap(({ items }) => items.map(({ content }) => `${address} ${content.subject}`)),
    )
    .sort();
}

const subjects = (letters: readonly Letter[]): readonly string[] => letters.map(({ mailbox, subject }) => `${mailbox} ${subject}`).sort();

const REQUEST = 'IPM.Schedule.Meeting.Request';

/** What a mail migration brought along of every meeting, years of it: invitations, answers, copies of what was sent, things thrown away. */
function oldMail(meetings: readonly PlannedLine[], copies: readonly PlannedLine[]): readonly Letter[] {
  const old = { ageMs: 30 * DAY_MS };
  return meetings.flatMap(({ mailbox: organizer, uid }, index): readonly Letter[] => {
    const guests = copies.filter((copy) => copy.uid === uid).map(({ mailbox }) => mailbox);
    const common = { uid, ...old };
    return [
      { ...common, mailbox: organizer, folder: 'sentitems', itemClass: REQUEST, from: organizer, subject: `old sent ${String(index)}` },
      ...guests.flatMap((guest): readonly Letter[] => [
        { ...common, mailbox: guest, folder: 'inbox', itemClass: REQUEST, from: organizer, subject: `old invitation ${String(index)}` },
        { ...common, mailbox: guest, folder: 'deleteditems', itemClass: REQUEST, from: organizer, subject: `old thrown ${String(index)}` },
        {
          ...common,
          mailbox: organizer,
          folder: 'inbox',
          itemClass: 'IPM.Schedule.Meeting.Resp.Pos',
          from: guest,
          subject: `old answer ${String(index)}`,
        },
        // Whatever its date says, it was there before.
        {
          ...common,
          ageMs: -DAY_MS,
          mailbox: guest,
          folder: 'inbox',
          itemClass: REQUEST,
          from: organizer,
          subject: `misdated ${String(index)}`,
        },
      ]),
    ];
  });
}

const meetings = () => project.planned.filter(({ kind }) => kind === 'meeting');
const copies = () => project.planned.filter(({ kind }) => kind === 'guest-copy');

describe('mail that is not ours', () => {
  it('survives: an inbox full of old invitations with the very same UIDs; of ours nothing is left, each removal in the ledger', async () => {
    const old = oldMail(meetings(), copies());
    expect(old.length).toBeGreaterThan(100);
    old.forEach(place);
    const summary = await runProject({ projectPath, url: exchange.url, isImpatient: true });
    expect(summary).toMatchObject({ failed: 0, waiting: 0, couldSendOutside: 0, messagesLeft: 0 });
    expect(mailsLeft()).toEqual(subjects(old));
    const file = openProjectFile(projectPath, 'read');
    try {
      const removals = [...file.meetingLedger.removals()];
      const mails = exchange.simulator.store.sentMail.count('inside');
      process.stdout.write(`  ${String(old.length)} old ones kept; ${String(removals.length)} removed, after ${String(mails)} mails\n`);
      // Each mail lies at its recipient's and at its sender's, but rooms keep no copies of what they send by themselves.
      expect(removals.length).toBeGreaterThanOrEqual(mails);
      expect(removals.filter(({ isRemoved }) => !isRemoved)).toEqual([]);
      const keys = new Set(meetings().map(({ key }) => key));
      expect(removals.filter(({ meetingKey }) => !keys.has(meetingKey))).toEqual([]);
    } finally {
      file.close();
    }
  }, 60_000);

  it('survives when it comes meanwhile, and what could be ours is counted', { timeout: 60_000 }, async () => {
    const [meeting] = meetings();
    if (meeting === undefined) throw new Error('no meeting');
    const { uid, mailbox: organizer } = meeting;
    const [guest = ''] = copies()
      .filter((copy) => copy.uid === uid)
      .map(({ mailbox }) => mailbox);
    const common = { uid, mailbox: guest, folder: 'inbox', itemClass: REQUEST, from: organizer, ageMs: -5000 } as const;
    const late: readonly Letter[] = [
      { ...common, subject: 'old, but it came late', ageMs: DAY_MS },
      { ...common, subject: 'with a file', hasAttachment: true },
      { ...common, subject: 'from somebody else', from: 'stranger@elsewhere.example' },
      { ...common, subject: 'a cancellation', itemClass: 'IPM.Schedule.Meeting.Canceled' },
      { ...common, subject: 'of another meeting', uid: 'another-meeting' },
    ];
    let isPlaced = false;
    const placing = (real: MeetingTarget): MeetingTarget => ({
      ...real,
      send: (...words) => {
        if (!isPlaced) late.forEach(place);
        isPlaced = true;
        return real.send(...words);
      },
    });
    const summary = await runProject({
      ...{ projectPath, url: exchange.url, isImpatient: true },
      between: ({ meetings: real }) => ({ meetings: placing(real) }),
    });
    // The old one and the other meeting's are plainly not ours.
    expect(summary).toMatchObject({ failed: 0, waiting: 0, messagesLeft: 3 });
    expect(mailsLeft()).toEqual(subjects(late));
  });
});
