import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openProjectFile } from '../../electron/compose/openProjectFile.ts';
import type { SampleMeeting } from '../sample/meetingsSample.ts';
import { ask } from '../simulator/RawClient.ts';
import * as make from '../simulator/requests.ts';
import { openGodwit, type Godwit, type JsonLine } from '../support/godwit.ts';
import { dying, dyingHalfDressed, stopping } from './support/earlyEnds.ts';
import { openExchange, type InProcessExchange } from './support/inProcessExchange.ts';
import { LIVING_COMPANY } from './support/livingCompany.ts';
import { prepareLiving } from './support/livingProject.ts';
import { person } from './support/person.ts';
import { runProject, type RunOptions } from './support/runProject.ts';
import { ACCOUNT, type SampleProject } from './support/sampleProject.ts';

/** One guest has kept nothing of it in the source: what Exchange delivers there is in nobody's plan. */
const KEPT_BY_ONE: SampleMeeting = {
  organizer: 0,
  day: 30,
  title: 'Kept by one',
  meeting: ({ others }) => ({
    guests: [
      { principal: person(others, 0), answer: 'ACCEPTED' },
      { principal: person(others, 1), answer: 'NEEDS-ACTION', hasNoCopy: true },
    ],
  }),
};
const LIVING = 4;

let godwit: Godwit;
let project: SampleProject;
beforeAll(async () => {
  godwit = openGodwit();
  project = await prepareLiving(godwit, { people: 4, meetings: [...LIVING_COMPANY, KEPT_BY_ONE] });
  Object.defineProperty(godwit, 'now', { get: () => new Date() });
});
afterAll(() => godwit.remove());

const EARLY: readonly (readonly [string, () => Partial<RunOptions>])[] = [
  ['because it was stopped', () => stopping(LIVING)],
  ['because the program died', () => dying(1)],
  ['because the program died half-way', () => dying(2)],
  ['because the program died before it was through', dyingHalfDressed],
];

interface Stage {
  readonly exchange: InProcessExchange;
  readonly projectPath: string;
  readonly options: RunOptions;
  readonly undo: () => Promise<readonly JsonLine[]>;
}

let stages = 0;
async function onStage(use: (stage: Stage) => Promise<void>): Promise<void> {
  const projectPath = join(godwit.folder, `trail-${String((stages += 1))}.godwit`);
  copyFileSync(project.projectPath, projectPath);
  const exchange = await openExchange({ accounts: [ACCOUNT], mailboxes: project.addresses });
  const undo: Stage['undo'] = async () => {
    const config = project.configWith('trail', { project: projectPath, target: { url: exchange.url } });
    return (await godwit.json('undo', '--yes', '--config', config)).lines;
  };
  try {
    await use({ exchange, projectPath, options: { projectPath, url: exchange.url, isImpatient: true }, undo });
  } finally {
    await exchange.stop();
  }
}

const isCalendar = ({ distinguished }: { readonly distinguished: string | null }): boolean => distinguished === 'calendar';

/** What somebody does to what they find. */
type Given = readonly [mailbox: string, subject: string, updates: string, occurrence?: number];

/** Somebody changes an item of their own calendar, without mail. */
async function change({ exchange }: Stage, [mailbox, subject, updates, occurrence]: Given): Promise<void> {
  const state = exchange.states().find(({ address }) => address === mailbox);
  const items = state?.folders.find(isCalendar)?.items ?? [];
  const item = items.find((one) => one.content.subject === subject);
  expect(item, `${subject} in ${mailbox}`).toBeDefined();
  const id = item?.id ?? '';
  const which = occurrence === undefined ? make.itemId(id) : make.occurrenceId(id, occurrence);
  const answer = await ask(exchange.url, make.updateItem(which, updates), { mailbox });
  expect(answer.messages.map(({ code }) => code)).toEqual(['NoError']);
}

const RENAME = make.setField('item:Subject', '<t:Subject>My own words</t:Subject>');
const NOTE = make.setField('item:Body', '<t:Body BodyType="Text">Bring the plans</t:Body>');
const FILE = make.setField('item:Categories', '<t:Categories><t:String>Mine</t:String></t:Categories>');
const [A, B, C] = ['abrandt@contoso.com', 'bcastell@contoso.com', 'cdoering@contoso.com'];

const CHANGES: readonly (readonly [string, Given])[] = [
  ['one occurrence of it that the plan leaves alone', [A, 'Series', NOTE, 6]],
  ['one that somebody answered otherwise', [A, 'Series', RENAME, 3]],
  ['a guest’s copy', [B, 'Series', FILE]],
  ['one occurrence of a guest’s copy', [C, 'Series', NOTE, 6]],
  ['a copy that is in nobody’s plan', [C, 'Kept by one', RENAME]],
  ['the notes in it', [C, 'Kept by one', NOTE]],
  ['its category', [C, 'Kept by one', FILE]],
];

/** Of what stays: whose it is, and why. */
function touched(lines: readonly JsonLine[]): readonly unknown[] {
  return lines.flatMap((line) => (line['action'] === 'keep' && line['reason'] !== 'meeting' ? [[line['mailbox'], line['reason']]] : []));
}

describe('living meetings that were through when their run ended early', () => {
  it.each(EARLY)('%s: are known to be untouched by an undo after the next run', { timeout: 60_000 }, async (_, early) => {
    await onStage(async ({ options, undo }) => {
      await expect(runProject({ ...options, ...early() })).rejects.toThrow();
      await runProject(options);
      expect((await undo()).at(-1)).toMatchObject({ type: 'summary', removed: project.planned.length + 1, kept: 0 });
    });
  });

  const cases: readonly (readonly [string, string, () => Partial<RunOptions>, Given])[] = [
    ...EARLY.map(([why, early]) => [why, 'the organizer’s item', early, [A, 'Series', NOTE]] as const),
    ...EARLY.slice(0, 2).flatMap(([why, early]) => CHANGES.map(([what, given]) => [why, what, early, given] as const)),
    ...EARLY.slice(-1).map(([why, early]) => [why, 'a guest’s copy', early, [B, 'Series', RENAME]] as const),
  ];
  it.each(cases)(
    '%s: an undo lists what somebody changed before the next run: %s',
    { timeout: 60_000 },
    async (_why, _what, early, given) => {
      await onStage(async (stage) => {
        const { options, undo } = stage;
        await expect(runProject({ ...options, ...early() })).rejects.toThrow();
        await change(stage, given);
        await runProject(options);
        expect(touched(await undo())).toEqual([[given[0], 'touched']]);
      });
    },
  );

  it('are remembered by a run of some mailboxes, where all of theirs are among them', { timeout: 60_000 }, async () => {
    await onStage(async ({ options, projectPath }) => {
      await expect(runProject({ ...options, ...dying(1) })).rejects.toThrow();
      expect(remembered(projectPath)).toEqual(new Set());
      await runProject({ ...options, mailboxes: [A, B, C] });
      expect(remembered(projectPath)).toEqual(new Set(['Kept by one']));
      await runProject(options);
      expect(remembered(projectPath)).toEqual(new Set(['All day', 'In the room', 'Kept by one', 'Series', 'Series with a guest']));
    });
  });
});

/** Subjects of what is known as it was left. */
function remembered(projectPath: string): ReadonlySet<string> {
  const file = openProjectFile(projectPath, 'read');
  try {
    const { ledger } = file;
    const { plan } = file.needPlan();
    const traces = ledger.mailboxes().flatMap((mailbox) => [...ledger.traces(mailbox)]);
    return new Set(traces.flatMap(({ key, content }) => (content === null ? [] : [plan.rowByKey(key)?.subject ?? key])));
  } finally {
    file.close();
  }
}
