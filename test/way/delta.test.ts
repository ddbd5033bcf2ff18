import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOTHING_WRONG, markedItems, plannedLines, takeCensus, type PlannedLine } from '../resume/support/census.ts';
import { ACCOUNT, prepareSample, type SampleProject } from '../resume/support/sampleProject.ts';
import { ask } from '../simulator/RawClient.ts';
import * as make from '../simulator/requests.ts';
import { startSimulator, type SimulatorHandle } from '../simulator/startSimulator.ts';
import { editDump } from '../support/editDump.ts';
import { openGodwit, type Godwit, type JsonLine } from '../support/godwit.ts';
import { withoutRecoverable } from '../support/plainState.ts';

let godwit: Godwit;
let exchange: SimulatorHandle;

beforeEach(async () => {
  exchange = await startSimulator({ accounts: [ACCOUNT] });
  godwit = openGodwit();
  Object.defineProperty(godwit, 'now', { get: () => new Date(), configurable: true });
});
afterEach(async () => {
  godwit.remove();
  await exchange.stop();
});

async function command(
  project: SampleProject,
  ...words: readonly string[]
): Promise<{ readonly exit: number; readonly lines: readonly JsonLine[] }> {
  const spoken = await godwit.json(...words, '--config', project.config);
  expect([0, 3], `${words.join(' ')}: ${spoken.stderr} ${JSON.stringify(spoken.lines.at(-1))}`).toContain(spoken.exit);
  return spoken;
}

async function prepare(options: object): Promise<SampleProject> {
  const project = await prepareSample(godwit, { url: exchange.url, options, target: { inDoubtSeconds: 1, sendsPerMinute: 1000 } });
  await exchange.change({ mailboxes: project.addresses });
  await command(project, 'run', '--yes');
  return project;
}

async function planned(project: SampleProject): Promise<readonly PlannedLine[]> {
  return plannedLines((await command(project, 'preview')).lines);
}

/** UIDs whose items are all of that mode, with at least one of that kind. */
function uidsOf(project: SampleProject, mode: string, kind: string): readonly string[] {
  const byUid = Map.groupBy(project.planned, ({ source }) => source.uid);
  return [...byUid].flatMap(([uid, items]) => {
    const isLike = items.every((item) => item.mode === mode || item.kind === 'travel') && items.some((item) => item.kind === kind);
    return isLike ? [uid] : [];
  });
}

const renamed = (text: string): string => text.replace(/^SUMMARY:.*$/gm, 'SUMMARY:Another name altogether');
const moved = (text: string): string =>
  text.replace(/^(DTSTART|DTEND)(.*T\d\d)\d\d(\d\dZ?)\r$/gm, (_, name: string, head: string, tail: string) => `${name}${head}27${tail}\r`);

type Edit = (text: string) => string | null;

function edits(changes: ReadonlyMap<string, Edit>): (object: { uid: string; text: string }) => string | null {
  return ({ uid, text }) => {
    const change = changes.get(uid);
    return change === undefined ? text : change(text);
  };
}

const actions = (lines: readonly JsonLine[], uids: ReadonlyMap<unknown, string>): ReadonlyMap<string, ReadonlySet<unknown>> => {
  // A travel block is written anew with its title; nobody is told.
  const changes = lines.filter(({ type, kind }) => type === 'change' && kind !== 'travel');
  const byUid = Map.groupBy(changes, ({ key }) => uids.get(key) ?? 'new');
  return new Map([...byUid].map(([uid, of]) => [uid, new Set(of.map(({ action }) => action))]));
};

async function renameInExchange(line: PlannedLine): Promise<void> {
  const [state] = await exchange.state(line.mailbox);
  const id = state?.folders.flatMap(({ items }) => items).find(({ extended }) => Object.values(extended).includes(line.key))?.id;
  const answer = await ask(
    exchange.url,
    make.updateItem(make.itemId(id ?? ''), make.setField('item:Subject', '<t:Subject>My own words</t:Subject>')),
    { mailbox: line.mailbox },
  );
  expect(answer.messages.map(({ code }) => code)).toEqual(['NoError']);
}

describe('a delta', () => {
  it('carries what is new, changed or gone of silent items, and leaves what somebody changed', { timeout: 300_000 }, async () => {
    const project = await prepare({ meetings: 'silent', crossing: 'silent' });
    const uids = new Map(project.planned.map(({ key, source }) => [key as unknown, source.uid]));
    const [changed = '', gone = '', touched = ''] = uidsOf(project, 'silent', 'meeting');
    const [single = '', goneTouched = ''] = uidsOf(project, 'silent', 'appointment');
    const of = (uid: string): readonly PlannedLine[] => project.planned.filter(({ source }) => source.uid === uid);
    for (const uid of [touched, goneTouched]) for (const line of of(uid).slice(0, 1)) await renameInExchange(line);
    const changes = new Map<string, Edit>([
      [changed, renamed],
      [single, moved],
      [touched, renamed],
      [gone, () => null],
      [goneTouched, () => null],
    ]);
    editDump(project.sample.path, edits(changes));

    const dry = await command(project, 'delta', '--dry-run');
    const { lines } = await command(project, 'delta', '--yes');
    expect(actions(lines, uids)).toEqual(actions(dry.lines, uids));
    expect(actions(lines, uids)).toEqual(
      new Map([
        [changed, new Set(['replace'])],
        [single, new Set(['replace'])],
        [touched, new Set(['replace'])],
        [gone, new Set(['remove'])],
        [goneTouched, new Set(['remove'])],
      ]),
    );
    const kept = lines.filter(({ type }) => type === 'kept');
    expect(new Set(kept.map(({ key }) => uids.get(key)))).toEqual(new Set([touched, goneTouched]));
    expect(kept).toHaveLength(of(touched).length + of(goneTouched).length);
    const states = withoutRecoverable(await exchange.state());
    const left = (await planned(project)).filter(({ source }) => source.uid !== touched);
    const census = takeCensus(left, states);
    expect(census).toMatchObject({ counted: left.length, missing: [], twice: [], occurrences: [], marks: [] });
    expect(census.strangers).toHaveLength(of(touched).length + of(goneTouched).length);
    expect((await exchange.counters()).mailsInside).toBe(0);
    const again = await command(project, 'delta', '--yes');
    expect(again.lines.at(-1)).toMatchObject({ takenBack: 0, written: 0, updated: 0, kept: kept.length });
  });

  it('writes no new part of an event that stays as it is', { timeout: 300_000 }, async () => {
    const project = await prepare({ meetings: 'silent', crossing: 'silent' });
    const series = project.planned.find(
      ({ kind, recurrence, source, modifiedOccurrences }) =>
        kind === 'appointment' &&
        recurrence?.pattern.type === 'Weekly' &&
        modifiedOccurrences.length === 0 &&
        project.planned.filter((other) => other.source.uid === source.uid).length === 1,
    );
    if (series === undefined) throw new Error('no weekly series');
    await renameInExchange(series);
    // Three different days of a month: no single pattern says that.
    const { uid } = series.source;
    const monthly: Edit = (text) => text.replace(/^RRULE:.*$/m, 'RRULE:FREQ=MONTHLY;BYDAY=1MO,2TU,3WE;COUNT=6');
    editDump(project.sample.path, edits(new Map([[uid, monthly]])));
    const { lines, exit } = await command(project, 'delta', '--yes');
    const wanted = (await planned(project)).filter(({ source }) => source.uid === uid);
    expect(wanted.length).toBeGreaterThan(1);
    expect(lines.filter(({ type }) => type === 'kept').map(({ key, reason }) => [key, reason])).toEqual([[series.key, 'touched']]);
    expect(exit).toBe(3);
    const there = markedItems(withoutRecoverable(await exchange.state()));
    expect(wanted.filter(({ key }) => there.has(key) && key !== series.key)).toEqual([]);
    expect(there.has(series.key)).toBe(true);
  });

  it('begins no mailbox that a pilot has left out', { timeout: 300_000 }, async () => {
    const project = await prepareSample(godwit, { url: exchange.url, options: { meetings: 'silent' }, target: { inDoubtSeconds: 1 } });
    await exchange.change({ mailboxes: project.addresses });
    const own = project.planned.filter(({ kind }) => kind === 'appointment');
    const [pilot = '', other = ''] = new Set(own.map(({ mailbox }) => mailbox));
    await command(project, 'run', '--yes', '--pilot', pilot);
    const uids = [pilot, other].map((owner) => own.find(({ mailbox }) => mailbox === owner)?.source.uid ?? '');
    editDump(project.sample.path, edits(new Map(uids.map((uid) => [uid, renamed]))));
    const { lines } = await command(project, 'delta', '--yes');
    expect(new Set(lines.filter(({ type }) => type === 'change').map(({ mailbox }) => mailbox))).toEqual(new Set([pilot]));
    const places = [...markedItems(withoutRecoverable(await exchange.state())).values()].flat().map(({ place }) => place.split(' ')[0]);
    expect(new Set(places)).toEqual(new Set([pilot]));
  });

  it(
    'sends a living meeting once more when its time changed, and writes new words into every copy without mail',
    { timeout: 300_000 },
    async () => {
      const project = await prepare({ meetings: 'live', cutOver: '2026-11-20T00:00:00Z' });
      const uids = new Map(project.planned.map(({ key, source }) => [key as unknown, source.uid]));
      const living = uidsOf(project, 'live', 'guest-copy');
      const [words = '', time = '', gone = ''] = living;
      expect(living.length).toBeGreaterThan(5);
      const before = await exchange.counters();
      // An occurrence that only has other people, or another answer, is one of the server's making.
      const { occurrences } = takeCensus(project.planned, await exchange.state());
      const sentBefore = (await exchange.sent()).inside.length;
      editDump(
        project.sample.path,
        edits(
          new Map<string, Edit>([
            [words, renamed],
            [time, moved],
            [gone, () => null],
          ]),
        ),
      );
      const { lines, exit } = await command(project, 'delta', '--yes');
      const found = actions(lines, uids);
      expect([found.get(words), found.get(time), found.get(gone)]).toEqual([
        new Set(['update']),
        new Set(['send-again']),
        new Set(['remove']),
      ]);
      expect(exit, JSON.stringify(lines.at(-1))).toBe(0);
      const after = await planned(project);
      const census = takeCensus(after, withoutRecoverable(await exchange.state()));
      expect(census).toEqual({ counted: after.length, ...NOTHING_WRONG, occurrences });
      const guests = after.filter(({ source, kind }) => source.uid === time && kind === 'guest-copy').length;
      const sent = (await exchange.sent()).inside.slice(sentBefore);
      const requests = sent.filter(({ itemClass }) => itemClass === 'IPM.Schedule.Meeting.Request');
      expect(new Set(requests.map(({ recipient }) => recipient)).size).toBe(requests.length);
      expect(requests.length).toBeGreaterThanOrEqual(guests);
      const state = withoutRecoverable(await exchange.state()).flatMap(({ folders }) => folders.flatMap(({ items }) => items));
      const own = state.filter(({ content }) => content.subject === 'Another name altogether');
      expect(own).toHaveLength(after.filter(({ source }) => source.uid === words).filter(({ kind }) => kind !== 'travel').length);
      expect((await exchange.counters()).mailsOutside).toBe(before.mailsOutside);
      const verify = await godwit.json('verify', '--config', project.config);
      const differing = verify.lines.filter(({ type, key }) => type === 'difference' && [words, time, gone].includes(uids.get(key) ?? ''));
      expect(differing).toEqual([]);
      const again = await command(project, 'delta', '--yes');
      expect(again.lines.at(-1)).toMatchObject({ changes: {}, takenBack: 0, written: 0, updated: 0, kept: 0 });
    },
  );
});
