import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Line } from '../../shared/contract/lines/lines.ts';
import { writeSampleDump, type SampleSummary } from '../sample/sampleCompany.ts';
import type { GivenSettings } from '../simulator/settings.ts';
import { startSimulator, type SimulatorHandle } from '../simulator/startSimulator.ts';
import { openGodwit, type Godwit, type JsonLine } from '../support/godwit.ts';

type PreviewItem = Extract<Line<'preview'>, { type: 'item' }>;

/** Mailboxes written to: enough for every kind of meeting, few enough for a row to be quick. */
const IN_SCOPE = 6;

let godwit: Godwit;
let sample: SampleSummary;
let mailboxes: readonly string[];
let exchange: SimulatorHandle | null = null;
let rows = 0;

beforeAll(async () => {
  godwit = openGodwit();
  godwit.environment = { EWSPW: 'secret' };
  sample = await writeSampleDump(join(godwit.folder, 'caldav.sql'), { seed: 9 });
  const { people, rooms, projector } = sample.company;
  mailboxes = [...people, ...rooms, projector].map(({ shortName }) => `${shortName}@contoso.com`);
  const config = configOf('base', 'http://127.0.0.1:1/EWS/Exchange.asmx', {});
  for (const words of [['snapshot'], ['directory'], ['mapping', 'suggest']]) await godwit.json(...words, '--config', config);
});
afterEach(async () => {
  await exchange?.stop();
  exchange = null;
});
afterAll(() => godwit.remove());

function configOf(project: string, url: string, options: object): string {
  return godwit.config(project, {
    project: `${project}.godwit`,
    source: { kind: 'dump', path: 'caldav.sql' },
    directory: { files: [sample.directoryPath, sample.resourcesPath] },
    mapping: { acceptedDomains: ['contoso.com'], rewriteDomains: { 'example.com': 'contoso.com' } },
    target: { kind: 'ews', url, auth: { kind: 'basic', user: 'svc', passwordEnv: 'EWSPW' } },
    options: { meetings: 'silent', crossing: 'silent', scope: mailboxes.slice(0, IN_SCOPE), ...options },
  });
}

/** What one row came to: a plan of its own for a server of its own. */
interface Outcome {
  /** What the probe says the plan goes by; '' without a probe. */
  readonly route: string;
  readonly items: readonly PreviewItem[];
  readonly run: { readonly exit: number; readonly last: JsonLine };
  readonly verify: { readonly exit: number; readonly last: JsonLine };
  /** Keys of the items that differ, by field; occurrences count with their series. */
  readonly differences: ReadonlyMap<string, ReadonlySet<string>>;
}

async function migrate(
  settings: GivenSettings,
  { isProbed, options = {} }: { readonly isProbed: boolean; readonly options?: object },
): Promise<Outcome> {
  exchange = await startSimulator({ mailboxes, ...settings });
  rows += 1;
  const project = `row${String(rows)}`;
  cpSync(join(godwit.folder, 'base.godwit'), join(godwit.folder, `${project}.godwit`));
  const config = ['--config', configOf(project, exchange.url, options)] as const;
  const probed = isProbed ? await godwit.json('check', '--deep', '--mailboxes', mailboxes.slice(0, 2).join(','), ...config) : null;
  expect((await godwit.json('plan', ...config)).exit).toBe(2);
  const preview = await godwit.json('preview', ...config);
  const run = await godwit.json('run', '--yes', ...config);
  const verify = await godwit.json('verify', ...config);
  const differences = new Map<string, Set<string>>();
  for (const { field, key } of verify.lines) {
    if (typeof field !== 'string') continue;
    const name = field.replace(/^\d{4}-\S+ /, '').replace(/ \d{4}-\S+$/, '');
    differences.set(name, (differences.get(name) ?? new Set()).add(String(key)));
  }
  return {
    route: probed?.lines.flatMap(({ step, detail }) => (step === 'probe-kept' && typeof detail === 'string' ? [detail] : [])).join() ?? '',
    items: preview.lines.filter((line): line is PreviewItem => line['type'] === 'item'),
    run: { exit: run.exit, last: run.lines.at(-1) ?? {} },
    verify: { exit: verify.exit, last: verify.lines.at(-1) ?? {} },
    differences,
  };
}

/** Nothing left the house, and the Calendar Repair Assistant finds nothing it would write about. */
async function expectQuiet(): Promise<void> {
  const { mailsOutside } = (await exchange?.counters()) ?? { mailsOutside: -1 };
  const repairs = (await exchange?.repairCalendars()) ?? [];
  const written = repairs.filter(({ about }) => about.some((what) => what === 'time' || what === 'location' || what === 'recurrence'));
  expect([mailsOutside, written]).toEqual([0, []]);
}

/** Answers the server itself knows of: in organizers' tracking, and in guests' own copies. */
async function heldAnswers(): Promise<{ readonly tracked: number; readonly own: number }> {
  const boxes = (await exchange?.state()) ?? [];
  const items = boxes.flatMap(({ folders }) => folders.flatMap((folder) => folder.items));
  const isAnswer = (response: string): boolean => /^(?:Accept|Tentative|Decline)$/.test(response);
  const people = items
    .filter(({ meeting }) => meeting.isOrganizer)
    .flatMap(({ content }) => [...content.required, ...content.optional, ...content.resources]);
  return {
    tracked: people.filter(({ response }) => isAnswer(response)).length,
    own: items.filter(({ meeting }) => !meeting.isOrganizer && isAnswer(meeting.myResponse)).length,
  };
}

const PROPERTIES = 'as guests’ copies, by MAPI properties';
const MIME = 'as guests’ copies, by MIME';
const PLAIN = 'as appointments';
const BY_MIME = 'are written by MIME';
const LOST = 'cannot be kept';

describe('with a probe every server gets what it keeps, and verification finds nothing amiss', () => {
  it.each<[string, GivenSettings, string, string]>([
    ['keeps properties and MIME', {}, PROPERTIES, BY_MIME],
    ['keeps properties and parses MIME', { behaviour: { mimeContent: 'parsed' } }, PROPERTIES, LOST],
    ['keeps properties, loses the organizer of MIME', { behaviour: { mimeContent: 'organizer-lost' } }, PROPERTIES, BY_MIME],
    ['keeps properties and ignores MIME', { behaviour: { mimeContent: 'ignored' } }, PROPERTIES, LOST],
    ['keeps properties and refuses MIME', { behaviour: { mimeContent: 'refused' } }, PROPERTIES, LOST],
    ['keeps MIME alone', { keepsMeetingProperties: false }, MIME, BY_MIME],
    ['parses MIME alone', { keepsMeetingProperties: false, behaviour: { mimeContent: 'parsed' } }, PLAIN, LOST],
    ['loses the organizer of MIME', { keepsMeetingProperties: false, behaviour: { mimeContent: 'organizer-lost' } }, PLAIN, BY_MIME],
    ['ignores both', { keepsMeetingProperties: false, behaviour: { mimeContent: 'ignored' } }, PLAIN, LOST],
    ['refuses MIME and forgets properties', { keepsMeetingProperties: false, behaviour: { mimeContent: 'refused' } }, PLAIN, LOST],
    ['forgets the state of a meeting', { behaviour: { ignores: ['Appointment:0x8217'] } }, MIME, BY_MIME],
    ['forgets the answer', { behaviour: { ignores: ['Appointment:0x8218'] } }, MIME, BY_MIME],
    ['forgets the organizer', { behaviour: { ignores: ['tag:0x65'] } }, MIME, BY_MIME],
    ['forgets the organizer and MIME', { behaviour: { ignores: ['tag:0x65', 'item:MimeContent'] } }, PLAIN, LOST],
    ['keeps written answers', { behaviour: { writtenResponses: 'kept' } }, PROPERTIES, 'are written with the attendees'],
  ])('%s', async (_, settings, copies, answers) => {
    const { route, items, run, verify, differences } = await migrate(settings, { isProbed: true });
    expect(route).toBe(`silent copies are written ${copies}; their answers ${answers}; the next plan goes by it`);
    expect([run.exit, verify.exit, [...differences.keys()]]).toEqual([0, 0, []]);
    const { instancesSource, instancesFound, trackingSource, trackingFound, ownSource, ownFound } = verify.last as Record<string, number>;
    expect(instancesFound).toBe(instancesSource);
    // What is claimed is what the server holds: answers only where there was a route for them.
    const held = await heldAnswers();
    expect([Number(trackingFound) > 0, held.tracked > 0, held.own > 0]).toEqual([answers !== LOST, answers !== LOST, copies !== PLAIN]);
    expect(Number(trackingSource)).toBeGreaterThan(20);
    const guests = items.filter(({ source }) => source.role === 'guest');
    expect(guests.every(({ kind }) => kind === (copies === PLAIN ? 'appointment' : 'guest-copy') || kind === 'travel')).toBe(true);
    expect(copies === PLAIN ? Number(ownFound) < Number(ownSource) : ownFound === ownSource).toBe(true);
    const said = (code: string): boolean => items.some(({ notes }) => notes.some((note) => note.code === code));
    expect([said('answers-not-kept'), said('guest-copy-plain')]).toEqual([answers === LOST, copies === PLAIN]);
    await expectQuiet();
  });
});

type Content = Pick<PreviewItem, 'start' | 'end' | 'sensitivity' | 'importance' | 'categories' | 'location' | 'legacyFreeBusyStatus'> &
  Pick<PreviewItem, 'subject' | 'body' | 'isAllDayEvent' | 'startTimeZone' | 'reminderMinutesBeforeStart'>;

/** Items where a field says something else than Exchange would by itself, in the series or in an occurrence. */
function saying(isSaid: (content: Content) => boolean): (item: PreviewItem) => boolean {
  return (item) => isSaid(item) || item.modifiedOccurrences.some((change) => isSaid({ ...item, ...change } as Content));
}

/** What an item without an end lasts; an all-day one lasts its day. */
const HALF_HOUR = 30 * 60_000;

const ofKind =
  (...kinds: readonly string[]) =>
  ({ kind }: PreviewItem): boolean =>
    kinds.includes(kind);

describe('without a probe, what a server forgets is named: on every item that says it, and on no other', () => {
  it.each<[string, string | null, (item: PreviewItem) => boolean]>([
    // Nothing that can be read back depends on these.
    ['Appointment:0x8201', null, () => false],
    ['Appointment:0x8202', null, () => false],
    ['Appointment:0x8229', null, () => false],
    ['Meeting:0x1', null, () => false],
    ['Meeting:0x3', null, () => false],
    ['Meeting:0x1A', null, () => false],
    ['Meeting:0x23', null, () => false],
    ['tag:0x42', null, () => false],
    ['tag:0x64', null, () => false],
    ['GodwitRunId', null, () => false],
    ['GodwitItemHash', null, () => false],
    ['item:MimeContent', null, () => false],
    // A guest's copy is what these make of it.
    ['Appointment:0x8217', 'isOrganizer', ofKind('guest-copy')],
    ['Appointment:0x8218', 'myResponse', (item) => item.kind === 'guest-copy' && /Accept|Tentative|Decline/.test(item.myResponse)],
    ['tag:0x65', 'organizer', ofKind('guest-copy')],
    ['item:Subject', 'subject', saying(({ subject }) => subject !== '')],
    ['item:Sensitivity', 'sensitivity', saying(({ sensitivity }) => sensitivity !== 'Normal')],
    ['item:Body', 'body', saying(({ body }) => body.text !== '')],
    ['item:Categories', 'categories', saying(({ categories }) => categories.length > 0)],
    ['item:Importance', 'importance', saying(({ importance }) => importance !== 'Normal')],
    ['item:ReminderIsSet', 'reminderMinutesBeforeStart', saying(({ reminderMinutesBeforeStart: minutes }) => minutes === null)],
    [
      'item:ReminderMinutesBeforeStart',
      'reminderMinutesBeforeStart',
      saying(({ reminderMinutesBeforeStart: minutes }) => minutes !== null && minutes !== 15),
    ],
    ['calendar:UID', 'uid', ({ kind }) => kind !== 'guest-copy'],
    ['calendar:IsAllDayEvent', 'isAllDayEvent', saying(({ isAllDayEvent }) => isAllDayEvent)],
    ['calendar:LegacyFreeBusyStatus', 'legacyFreeBusyStatus', saying(({ legacyFreeBusyStatus }) => legacyFreeBusyStatus !== 'Busy')],
    ['calendar:Location', 'location', saying(({ location }) => location !== '')],
    [
      'calendar:RequiredAttendees',
      'requiredAttendees',
      ({ kind, requiredAttendees }) => kind === 'meeting' && requiredAttendees.length > 0,
    ],
    [
      'calendar:OptionalAttendees',
      'optionalAttendees',
      ({ kind, optionalAttendees }) => kind === 'meeting' && optionalAttendees.length > 0,
    ],
    ['calendar:Resources', 'resources', ({ kind, resources }) => kind === 'meeting' && resources.length > 0],
    ['calendar:Recurrence', 'recurrence', ({ recurrence }) => recurrence !== null],
    ['calendar:StartTimeZone', 'startTimeZone', saying(({ startTimeZone }) => startTimeZone !== 'UTC')],
    [
      'calendar:End',
      'end',
      saying(({ start, end, isAllDayEvent }) => Date.parse(end) - Date.parse(start) !== (isAllDayEvent ? 48 : 1) * HALF_HOUR),
    ],
  ])('%s', async (forgotten, field, isTouched) => {
    const { items, run, verify, differences } = await migrate({ behaviour: { ignores: [forgotten] } }, { isProbed: false });
    const expected = items.filter(isTouched).map(({ key }) => key);
    const named = field === null ? [] : [...(differences.get(field) ?? [])];
    expect(named.sort()).toEqual(expected.sort());
    expect([verify.exit, expected.length > 0]).toEqual(field === null ? [0, false] : [4, true]);
    if (field === null) expect([...differences.keys()]).toEqual([]);
    expect(run.last['couldSendOutside']).toBe(0);
    expect((await exchange?.counters())?.mailsOutside).toBe(0);
  });

  it('calendar:Start: every item is wrong, and none is said to be right', async () => {
    const { items, verify, differences } = await migrate({ behaviour: { ignores: ['calendar:Start'] } }, { isProbed: false });
    const named = new Set([...differences.values()].flatMap((keys) => [...keys]));
    expect([verify.exit, items.filter(({ key }) => !named.has(key)).map(({ subject }) => subject)]).toEqual([4, []]);
  });

  it('our own mark: the run stops at once, and nothing is written twice', async () => {
    const { items, run, verify, differences } = await migrate({ behaviour: { ignores: ['GodwitItemKey'] } }, { isProbed: false });
    expect([run.exit, run.last['code']]).toEqual([1, 'TARGET_FORGETS_MARKS']);
    expect([verify.exit, differences.get('item')?.size]).toEqual([4, items.length]);
    const boxes = (await exchange?.state()) ?? [];
    const written = boxes.flatMap(({ folders }) => folders.flatMap((folder) => folder.items));
    expect(written.length).toBeLessThanOrEqual(items.length);
    const places = written.map(({ uid, content }) => `${uid} ${content.subject} ${content.start}`);
    expect(new Set(places).size).toBeGreaterThan(written.length / 4);
  });
});

describe('a server on which every assumption comes out the other way', () => {
  it.each<[string, boolean, number, readonly string[]]>([
    ['silent', true, 0, []],
    ['silent', false, 4, ['isOrganizer', 'myResponse', 'organizer']],
    ['live', true, 0, []],
    ['live', false, 4, ['isOrganizer', 'myResponse', 'organizer']],
  ])('%s, probed: %s', async (meetings, isProbed, exit, fields) => {
    const settings = { profile: 'reversed' } as const;
    const options = { meetings, scope: 'all', crossing: 'wait' };
    const { run, verify, differences } = await migrate(settings, { isProbed, options });
    expect([run.exit, run.last['failed'], run.last['waiting'], run.last['couldSendOutside']]).toEqual([0, 0, 0, 0]);
    expect([verify.exit, [...differences.keys()].sort()]).toEqual([exit, fields]);
    const { instancesSource, instancesFound } = verify.last as Record<string, number>;
    expect(instancesFound).toBe(instancesSource);
    await expectQuiet();
  });
});
