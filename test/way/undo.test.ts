import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { markedItems } from '../resume/support/census.ts';
import { ACCOUNT, planSample, prepareSample, type SampleProject } from '../resume/support/sampleProject.ts';
import { ask, within } from '../simulator/RawClient.ts';
import * as make from '../simulator/requests.ts';
import { startSimulator, type SimulatorHandle } from '../simulator/startSimulator.ts';
import type { ItemState } from '../simulator/state/describeState.ts';
import { openGodwit, type Godwit, type JsonLine } from '../support/godwit.ts';
import { plainState, withoutRecoverable } from '../support/plainState.ts';

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

interface There {
  readonly key: string;
  readonly mailbox: string;
  readonly item: ItemState;
}

async function itemsThere(): Promise<readonly There[]> {
  return [...markedItems(withoutRecoverable(await exchange.state()))].flatMap(([key, items]) =>
    items.map(({ place, item }) => ({ key, mailbox: place.slice(0, place.indexOf(' ')), item })),
  );
}

async function command(
  config: string,
  ...words: readonly string[]
): Promise<{ readonly exit: number; readonly lines: readonly JsonLine[] }> {
  const spoken = await godwit.json(...words, '--config', config);
  expect([0, 3], `${words.join(' ')}: ${spoken.stderr} ${JSON.stringify(spoken.lines.at(-1))}`).toContain(spoken.exit);
  return spoken;
}

async function request(mailbox: string, body: string): Promise<void> {
  const answer = await ask(exchange.url, body, { mailbox });
  expect(answer.messages.map(({ code }) => code)).toEqual(['NoError']);
}

const change = (there: There, updates: string): Promise<void> =>
  request(there.mailbox, make.updateItem(make.itemId(there.item.id), updates));
const SILENCE = make.setField('item:ReminderIsSet', '<t:ReminderIsSet>false</t:ReminderIsSet>');
const RENAME = make.setField('item:Subject', '<t:Subject>My own words</t:Subject>');
const NEW_FOLDER =
  `<m:CreateFolder><m:ParentFolderId>${make.CALENDAR}</m:ParentFolderId><m:Folders><t:CalendarFolder>` +
  '<t:FolderClass>IPF.Appointment</t:FolderClass><t:DisplayName>Mine</t:DisplayName></t:CalendarFolder></m:Folders></m:CreateFolder>';
const move = ({ mailbox, item }: There, folder: string): Promise<void> =>
  request(mailbox, `<m:MoveItem><m:ToFolderId>${folder}</m:ToFolderId><m:ItemIds>${make.itemId(item.id)}</m:ItemIds></m:MoveItem>`);

/** What was there before anybody migrated anything. */
async function populate(addresses: readonly string[]): Promise<void> {
  await exchange.change({ mailboxes: addresses });
  const times = make.times('2026-12-01T09:00:00Z', '2026-12-01T10:00:00Z');
  for (const address of addresses) await request(address, make.createItems([`<t:Subject>Here before</t:Subject>${times}`]));
}

async function prepare(options: object): Promise<SampleProject> {
  const project = await prepareSample(godwit, { url: exchange.url, options, target: { inDoubtSeconds: 1 } });
  await populate(project.addresses);
  return project;
}

describe.each([
  ['silent', { meetings: 'silent', calendars: 'folder' }],
  ['live', { meetings: 'live', cutOver: '2026-11-20T00:00:00Z', calendars: 'folder' }],
])('an undo after a whole %s run', (_, options) => {
  it('leaves every folder as it was, though reminders were dismissed and a mailbox is being moved', { timeout: 300_000 }, async () => {
    const { config, addresses, planned } = await prepare(options);
    const before = plainState(await exchange.state());
    await command(config, 'run', '--yes');
    const there = await itemsThere();
    expect(there.length).toBeGreaterThan(planned.length * 0.9);
    for (const one of there.filter((_item, index) => index % 10 === 0)) await change(one, SILENCE);
    const mails = (await exchange.counters()).mailsInside;

    const dry = await command(config, 'undo', '--dry-run');
    expect(dry.lines.filter(({ action }) => action === 'keep')).toEqual([]);
    const going = dry.lines.filter(({ type, action }) => type === 'item' && action === 'remove');
    expect(going).toHaveLength(Number(dry.lines.at(-1)?.['removed']));
    expect(await itemsThere()).toHaveLength(there.length);

    const movingUntil = Date.now() + 2500;
    await exchange.change({ mailboxes: addresses.map((address, index) => (index === 1 ? { address, movingUntil } : address)) });
    const undo = await command(config, 'undo', '--yes');
    expect(undo.lines.at(-1)).toMatchObject({ kept: 0, gone: 0, removed: dry.lines.at(-1)?.['removed'] });
    const after = plainState(await exchange.state());
    for (const [address, folders] of before) expect(after.get(address), address).toEqual(folders);
    const { mailsInside, mailsOutside, requestViolations } = await exchange.counters();
    expect([mailsInside - mails, mailsOutside, requestViolations]).toEqual([0, 0, []]);
    expect((await command(config, 'undo', '--yes')).lines.at(-1)).toMatchObject({ removed: 0, kept: 0, gone: 0 });
  });
});

describe('an undo of series', () => {
  it('sees what somebody wrote into one date, moved or not', { timeout: 300_000 }, async () => {
    const { config } = await prepare({ meetings: 'silent', crossing: 'silent' });
    await command(config, 'run', '--yes');
    const series = (await itemsThere()).filter(({ item: { exceptions, recurrence } }) => recurrence !== null && exceptions.length > 0);
    const [changed, other] = series;
    if (changed === undefined || other === undefined) throw new Error('no series with changed dates');
    const typeOf = async (index: number): Promise<string> => {
      const body = make.getItems([make.occurrenceId(changed.item.id, index)], make.fields('calendar:CalendarItemType'));
      const [message] = (await ask(exchange.url, body, { mailbox: changed.mailbox })).messages;
      return message?.code === 'NoError' ? (within(message.element, 'CalendarItemType')[0]?.text ?? '') : '';
    };
    let index = 1;
    while (index < 200 && (await typeOf(index)) !== 'Exception') index += 1;
    const roof = make.setField('calendar:Location', '<t:Location>On the roof</t:Location>');
    await request(changed.mailbox, make.updateItem(make.occurrenceId(changed.item.id, index), roof));
    await change(other, SILENCE);
    const undo = await command(config, 'undo', '--yes');
    const touched = undo.lines.filter(({ type, reason }) => type === 'item' && reason === 'touched');
    expect(touched.map(({ key, mailbox, detail }) => [key, mailbox, detail])).toEqual([[changed.key, changed.mailbox, 'location']]);
    expect((await itemsThere()).map(({ key }) => key)).toContain(changed.key);
    expect((await itemsThere()).map(({ key }) => key)).not.toContain(other.key);
  });
});

describe('an undo that cannot open a mailbox', () => {
  it('keeps every meeting it takes part in, and finishes when it can', { timeout: 300_000 }, async () => {
    const { config, addresses, planned } = await prepare({ meetings: 'live', cutOver: '2026-11-20T00:00:00Z' });
    const before = plainState(await exchange.state());
    await command(config, 'run', '--yes');
    const [closed = ''] = planned.filter(({ kind, mode }) => kind === 'guest-copy' && mode === 'live').map(({ mailbox }) => mailbox);
    const settings = (isDisabled: boolean): object[] =>
      addresses.map((address) => ({ address, isDisabled: isDisabled && address === closed }));
    await exchange.change({ mailboxes: settings(true) as { address: string }[] });
    const first = await command(config, 'undo', '--yes');
    const uids = new Map(planned.map(({ key, source }) => [key, source.uid]));
    const involved = new Set(planned.filter(({ mailbox }) => mailbox === closed).map(({ source }) => source.uid));
    const left = await itemsThere();
    expect(left.length).toBeGreaterThan(0);
    expect(left.filter(({ key }) => !involved.has(uids.get(key) ?? ''))).toEqual([]);
    expect([first.exit, first.lines.at(-1)?.['kept']]).toEqual([3, left.length]);
    expect(first.lines.filter(({ state }) => state === 'stopped').map(({ mailbox, code }) => [mailbox, code])).toEqual([
      [closed, expect.stringMatching(/^TARGET_/)],
    ]);
    await exchange.change({ mailboxes: settings(false) as { address: string }[] });
    expect((await command(config, 'undo', '--yes')).lines.at(-1)).toMatchObject({ kept: 0, removed: left.length });
    const after = plainState(await exchange.state());
    for (const [address, folders] of before) expect(after.get(address), address).toEqual(folders);
  });

  it('takes back one mailbox: what is in it, and whole meetings it organizes', { timeout: 300_000 }, async () => {
    const { config, planned } = await prepare({ meetings: 'live', cutOver: '2026-11-20T00:00:00Z' });
    await command(config, 'run', '--yes');
    const [one = ''] = planned.filter(({ kind, mode }) => kind === 'meeting' && mode === 'live').map(({ mailbox }) => mailbox);
    const organized = new Set(planned.filter(({ kind, mailbox }) => kind === 'meeting' && mailbox === one).map(({ source }) => source.uid));
    const uids = new Map(planned.map(({ key, source }) => [key, source.uid]));
    const there = await itemsThere();
    await command(config, 'undo', '--yes', '--mailbox', one);
    const gone = there.filter(({ key, mailbox }) => mailbox === one || organized.has(uids.get(key) ?? ''));
    const goneKeys = new Set(gone.map(({ key, mailbox }) => `${mailbox} ${key}`));
    const stays = there.filter(({ key, mailbox }) => !goneKeys.has(`${mailbox} ${key}`));
    expect([...new Set(gone.map(({ mailbox }) => mailbox))].length).toBeGreaterThan(1);
    expect((await itemsThere()).map(({ item }) => item.id).sort()).toEqual(stays.map(({ item }) => item.id).sort());
    const unknown = await godwit.json('undo', '--yes', '--mailbox', 'nobody@contoso.com', '--config', config);
    expect([unknown.exit, unknown.lines.at(-1)?.['code']]).toEqual([64, 'UNDO_UNKNOWN_MAILBOX']);
  });
});

describe('a project begun anew after its file was lost', () => {
  it('adopts what is there, mails nobody, and takes it all back', { timeout: 300_000 }, async () => {
    const project = await prepare({ meetings: 'live', cutOver: '2026-11-20T00:00:00Z', calendars: 'folder' });
    const before = plainState(await exchange.state());
    await command(project.config, 'run', '--yes');
    const written = await itemsThere();
    const { mailsInside } = await exchange.counters();
    rmSync(project.projectPath);
    await planSample(godwit, project.config, project.sample);
    const rebuilt = await command(project.config, 'run', '--yes');
    expect(rebuilt.lines.at(-1)).toMatchObject({ failed: 0, waiting: 0, mailsInside: 0, couldSendOutside: 0 });
    expect((await exchange.counters()).mailsInside).toBe(mailsInside);
    expect((await itemsThere()).map(({ key, item }) => `${key} ${item.id}`).sort()).toEqual(
      written.map(({ key, item }) => `${key} ${item.id}`).sort(),
    );
    expect((await command(project.config, 'undo', '--yes')).lines.at(-1)).toMatchObject({ kept: 0, gone: 0 });
    const after = plainState(await exchange.state());
    for (const [address, folders] of before) expect(after.get(address), address).toEqual(folders);
  });
});

describe('an undo after tracking has moved on', () => {
  it('takes no answer for a change of what was written', { timeout: 300_000 }, async () => {
    const { config } = await prepare({ meetings: 'live', cutOver: '2026-11-20T00:00:00Z' });
    const before = plainState(await exchange.state());
    await command(config, 'run', '--yes');
    // Whoever accepts once more what was accepted changes nothing but tracking, and the id of the copy.
    const accepted = (await itemsThere()).filter(
      ({ item: { meeting, content, recurrence } }) =>
        !meeting.isOrganizer && meeting.myResponse === 'Accept' && content.freeBusy === 'Busy' && recurrence === null,
    );
    expect(accepted.length).toBeGreaterThan(3);
    for (const { mailbox, item } of accepted.slice(0, 4)) {
      const answer = `<t:AcceptItem><t:ReferenceItemId Id="${item.id}"/></t:AcceptItem>`;
      await request(mailbox, `<m:CreateItem MessageDisposition="SendOnly"><m:Items>${answer}</m:Items></m:CreateItem>`);
    }
    for (const { address, folders } of await exchange.state()) {
      const letters = folders.filter(({ distinguished }) => distinguished === 'inbox').flatMap(({ items }) => items);
      for (const { id } of letters) await request(address, make.deleteItems([make.itemId(id)]));
    }
    expect((await command(config, 'undo', '--yes')).lines.at(-1)).toMatchObject({ kept: 0, gone: 0 });
    const after = plainState(await exchange.state());
    for (const [address, folders] of before) expect(after.get(address), address).toEqual(folders);
  });
});

describe('an undo after people have worked with their calendars', () => {
  it('leaves what they changed, the rest of its meeting with it, and says so', { timeout: 300_000 }, async () => {
    const { config } = await prepare({ meetings: 'live', cutOver: '2026-11-20T00:00:00Z', calendars: 'folder' });
    const before = plainState(await exchange.state());
    await command(config, 'run', '--yes');
    const there = await itemsThere();
    const preview = await godwit.json('preview', '--config', config);
    const plan = new Map(preview.lines.map((line) => [line['key'], line]));
    const uidOf = ({ key }: There): unknown => (plan.get(key)?.['source'] as { readonly uid: string } | undefined)?.uid;
    const kindOf = ({ key }: There): unknown => plan.get(key)?.['kind'];
    const copies = there.filter((one) => kindOf(one) === 'guest-copy' && plan.get(one.key)?.['mode'] === 'live');
    const single = there.filter(
      (one) => kindOf(one) === 'appointment' && there.filter((other) => uidOf(other) === uidOf(one)).length === 1,
    );
    const [renamed, moved, deleted, dragged] = [copies[0], single[0], single[1], single[2]];
    if (renamed === undefined || moved === undefined || deleted === undefined || dragged === undefined) throw new Error('too few items');
    await change(renamed, RENAME);
    await request(moved.mailbox, NEW_FOLDER);
    const [owner] = await exchange.state(moved.mailbox);
    const mine = owner?.folders.find(({ name }) => name === 'Mine')?.id ?? '';
    await move(moved, `<t:FolderId Id="${mine}"/>`);
    await request(deleted.mailbox, make.deleteItems([make.itemId(deleted.item.id)], { type: 'MoveToDeletedItems' }));
    await change(dragged, make.setField('calendar:Location', '<t:Location>On the roof</t:Location>'));

    const undo = await command(config, 'undo', '--yes');
    const told = undo.lines.filter(({ type }) => type === 'item');
    const stays = there.filter((one) => uidOf(one) === uidOf(renamed));
    const reasons = new Map(
      told.map(({ mailbox, key, reason, action }) => [`${String(mailbox)} ${String(key)}`, reason === '' ? action : reason]),
    );
    const expected = [
      ...stays.map((one) => [one, one === renamed ? 'touched' : 'meeting'] as const),
      [moved, 'moved'],
      [deleted, 'gone'],
      [dragged, 'touched'],
    ] as const;
    expect(reasons).toEqual(new Map(expected.map(([{ mailbox, key }, reason]) => [`${mailbox} ${key}`, reason])));
    expect(undo.exit).toBe(3);
    expect(told.find(({ key, mailbox }) => key === renamed.key && mailbox === renamed.mailbox)).toMatchObject({ detail: 'subject' });
    expect((await itemsThere()).map(({ mailbox, key }) => `${mailbox} ${key}`).sort()).toEqual(
      [...stays, moved, dragged, deleted].map(({ mailbox, key }) => `${mailbox} ${key}`).sort(),
    );
    const untouched = new Set(
      [...before.keys()].filter((address) => ![...stays, moved, deleted, dragged].some(({ mailbox }) => mailbox === address)),
    );
    const after = plainState(await exchange.state());
    expect(untouched.size).toBeGreaterThan(2);
    for (const address of untouched) expect(after.get(address), address).toEqual(before.get(address));
  });
});
