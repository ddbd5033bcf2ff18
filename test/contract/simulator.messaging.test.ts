import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ask, itemIds, within } from '../simulator/RawClient.ts';
import type { RawAnswer } from '../simulator/RawClient.ts';
import * as make from '../simulator/requests.ts';
import { startSimulator } from '../simulator/startSimulator.ts';
import type { SimulatorHandle } from '../simulator/startSimulator.ts';
import type { ItemState } from '../simulator/state/describeState.ts';

const ORG = 'org@example.test';
const ANNA = 'anna@example.test';
const BOB = 'bob@example.test';
const ROOM = 'room@example.test';
const FAR = 'far@partner.test';
const AT_NINE = make.times('2026-12-07T08:00:00Z', '2026-12-07T09:00:00Z');
const MAILBOXES = [ORG, ANNA, BOB, { address: ROOM, kind: 'room' as const }];

let simulator: SimulatorHandle;

beforeAll(async () => {
  simulator = await startSimulator({
    mailboxes: MAILBOXES,
    groups: [{ address: 'team@example.test', members: [ANNA, BOB, FAR, 'team@example.test'] }],
    startTime: '2026-11-20T08:00:00Z',
  });
});
afterAll(() => simulator.stop());
beforeEach(async () => {
  await simulator.change({
    mailboxes: MAILBOXES,
    messaging: { deliveryMs: 0, attendantMs: 0, exceptionsTravel: true, namedPropertiesTravel: false },
  });
});

const call = (body: string, mailbox = ORG): Promise<RawAnswer> => ask(simulator.url, body, { mailbox });
const codes = (answer: RawAnswer): readonly string[] => answer.messages.map((message) => message.code);
let count = 0;
/** A meeting of its own for each test, so that tests do not meet each other's. */
const newUid = (): string => `meeting-${++count}`;
const meeting = (uid: string, guests: readonly string[], more = ''): string =>
  `<t:Subject>${uid}</t:Subject>${make.namedProperty('key', uid)}<t:UID>${uid}</t:UID>${AT_NINE}${make.attendees('RequiredAttendees', guests)}${more}`;

async function invite(uid: string, guests: readonly string[], more = '', send = 'SendToAllAndSaveCopy'): Promise<string> {
  const answer = await call(make.createItems([meeting(uid, guests, more)], { send }));
  expect(codes(answer)).toEqual(['NoError']);
  return itemIds(answer)[0] ?? '';
}

async function inFolder(mailbox: string, folder: string, uid: string): Promise<readonly ItemState[]> {
  const [state] = await simulator.state(mailbox);
  return state?.folders.find((one) => one.distinguished === folder)?.items.filter((item) => item.uid === uid) ?? [];
}
const copyOf = async (mailbox: string, uid: string): Promise<ItemState | undefined> => (await inFolder(mailbox, 'calendar', uid))[0];
const mails = async (mailbox: string, uid: string): Promise<readonly string[]> =>
  (await inFolder(mailbox, 'inbox', uid)).map((item) => item.itemClass.replace('IPM.Schedule.Meeting.', ''));
const respond = (id: string, response: string, disposition = 'SendOnly'): string =>
  `<m:CreateItem MessageDisposition="${disposition}"><m:Items><t:${response}><t:ReferenceItemId Id="${id}"/></t:${response}></m:Items></m:CreateItem>`;
const tracking = async (uid: string): Promise<readonly string[]> =>
  ((await copyOf(ORG, uid))?.content.required ?? []).map((one) => `${one.address} ${one.response}`);

describe('an invitation', () => {
  it('goes to people here and is on record for those outside', async () => {
    const uid = newUid();
    const before = await simulator.counters();
    await invite(uid, [ANNA, FAR]);
    const after = await simulator.counters();
    const { outside } = await simulator.sent();
    expect([after.mailsInside - before.mailsInside, after.mailsOutside - before.mailsOutside]).toEqual([1, 1]);
    expect(outside.at(-1)).toMatchObject({ sender: ORG, recipient: FAR, itemClass: 'IPM.Schedule.Meeting.Request', subject: uid });
    expect([await mails(ANNA, uid), (await inFolder(ORG, 'sentitems', uid)).length]).toEqual([['Request'], 1]);
  });

  it('is not sent where nobody is to be told', async () => {
    const uid = newUid();
    const before = await simulator.sent();
    await invite(uid, [ANNA, FAR, 'team@example.test'], '', 'SendToNone');
    expect([await simulator.sent(), await mails(ANNA, uid), await copyOf(ANNA, uid)]).toEqual([before, [], undefined]);
  });

  it('opens groups to the end, everybody once', async () => {
    const uid = newUid();
    await invite(uid, ['team@example.test', ANNA]);
    const { outside } = await simulator.sent();
    const toFar = outside.filter((mail) => mail.subject === uid).map((mail) => mail.recipient);
    expect([await mails(ANNA, uid), await mails(BOB, uid), toFar]).toEqual([['Request'], ['Request'], [FAR]]);
  });

  it('becomes a tentative entry with the same identifier and the organizer’s name, without the organizer’s own properties', async () => {
    const uid = newUid();
    await invite(uid, [ANNA], `${make.weekly('Monday', 4, '2026-12-07')}${make.zones('W. Europe Standard Time')}`);
    const [own, copy] = [await copyOf(ORG, uid), await copyOf(ANNA, uid)];
    expect(copy).toMatchObject({
      globalObjectId: own?.globalObjectId,
      content: { freeBusy: 'Tentative', start: '2026-12-07T08:00:00Z', subject: uid },
      recurrence: own?.recurrence,
      meeting: { isOrganizer: false, myResponse: 'NoResponseReceived', organizer: { address: ORG } },
      extended: {},
    });
    expect(own?.meeting.wasSent).toBe(true);
  });

  it('carries named properties where they travel', async () => {
    await simulator.change({ messaging: { namedPropertiesTravel: true } });
    const uid = newUid();
    await invite(uid, [ANNA]);
    expect(Object.values((await copyOf(ANNA, uid))?.extended ?? {})).toEqual([uid]);
  });

  it.each([
    [true, ['2026-12-08T08:00:00Z'], ['2026-12-21T08:00:00Z']],
    [false, [], []],
  ])('carries moved and deleted occurrences (%s)', async (exceptionsTravel, modified, deleted) => {
    await simulator.change({ messaging: { exceptionsTravel } });
    const uid = newUid();
    const series = `<t:Subject>${uid}</t:Subject><t:UID>${uid}</t:UID>${AT_NINE}${make.weekly('Monday', 4, '2026-12-07')}`;
    const id = itemIds(await call(make.createItems([series])))[0] ?? '';
    const moved =
      make.setField('calendar:Start', '<t:Start>2026-12-08T08:00:00Z</t:Start>') +
      make.setField('calendar:End', '<t:End>2026-12-08T09:00:00Z</t:End>');
    expect(codes(await call(make.updateItem(make.occurrenceId(id, 1), moved)))).toEqual(['NoError']);
    await call(make.deleteItems([make.occurrenceId(id, 3)]));
    const guests = make.setField('calendar:RequiredAttendees', make.attendees('RequiredAttendees', [ANNA]));
    expect(codes(await call(make.updateItem(make.itemId(id), guests, { send: 'SendToAllAndSaveCopy' })))).toEqual(['NoError']);
    const copy = await copyOf(ANNA, uid);
    expect([copy?.exceptions.map((exception) => exception.content.start), copy?.deleted]).toEqual([modified, deleted]);
  });

  it('takes its time, and the Attendant takes more', async () => {
    await simulator.change({ messaging: { deliveryMs: 5_000, attendantMs: 10_000 } });
    const uid = newUid();
    await invite(uid, [ANNA]);
    const seen = async (): Promise<readonly [number, boolean]> => [
      (await mails(ANNA, uid)).length,
      (await copyOf(ANNA, uid)) !== undefined,
    ];
    const steps = [await seen()];
    await simulator.advanceClock(6_000);
    steps.push(await seen());
    await simulator.advanceClock(11_000);
    steps.push(await seen());
    expect(steps).toEqual([
      [0, false],
      [1, false],
      [1, true],
    ]);
  });
});

describe('an answer', () => {
  it.each([
    ['AcceptItem', 'Accept', 'Resp.Pos', 'Busy'],
    ['TentativelyAcceptItem', 'Tentative', 'Resp.Tent', 'Tentative'],
  ])('%s moves the entry to a new id, tells the organizer and is tracked', async (element, response, mail, freeBusy) => {
    const uid = newUid();
    await invite(uid, [ANNA, BOB]);
    const entry = await copyOf(ANNA, uid);
    const answer = await call(respond(entry?.id ?? '', element), ANNA);
    const after = await copyOf(ANNA, uid);
    expect([codes(answer), itemIds(answer), after?.id === entry?.id]).toEqual([['NoError'], [after?.id], false]);
    expect([after?.meeting.myResponse, after?.content.freeBusy, await mails(ORG, uid)]).toEqual([response, freeBusy, [mail]]);
    expect(await tracking(uid)).toEqual([`${ANNA} ${response}`, `${BOB} Unknown`]);
  });

  it('DeclineItem takes the entry away', async () => {
    const uid = newUid();
    await invite(uid, [ANNA]);
    const entry = await copyOf(ANNA, uid);
    const answers = [await call(respond(entry?.id ?? '', 'DeclineItem'), ANNA), await call(respond(entry?.id ?? '', 'AcceptItem'), ANNA)];
    expect([answers.map(codes), await copyOf(ANNA, uid), await tracking(uid)]).toEqual([
      [['NoError'], ['ErrorItemNotFound']],
      ...[undefined, [`${ANNA} Decline`]],
    ]);
  });

  it('can be kept to oneself', async () => {
    const uid = newUid();
    await invite(uid, [ANNA]);
    await call(respond((await copyOf(ANNA, uid))?.id ?? '', 'AcceptItem', 'SaveOnly'), ANNA);
    expect([(await copyOf(ANNA, uid))?.meeting.myResponse, await tracking(uid), await mails(ORG, uid)]).toEqual([
      'Accept',
      [`${ANNA} Unknown`],
      [],
    ]);
  });

  it('may be given on the invitation itself, before the Attendant has been there', async () => {
    await simulator.change({ mailboxes: [ORG, { address: ANNA, automateProcessing: 'None' }, BOB, ROOM] });
    const uid = newUid();
    await invite(uid, [ANNA]);
    const letter = (await inFolder(ANNA, 'inbox', uid))[0];
    expect(await copyOf(ANNA, uid)).toBeUndefined();
    expect(codes(await call(respond(letter?.id ?? '', 'AcceptItem'), ANNA))).toEqual(['NoError']);
    expect([(await copyOf(ANNA, uid))?.meeting.myResponse, await tracking(uid)]).toEqual(['Accept', [`${ANNA} Accept`]]);
  });

  it('to one occurrence changes that one alone, on both sides', async () => {
    const uid = newUid();
    await invite(uid, [ANNA], make.weekly('Monday', 4, '2026-12-07'));
    const master = await copyOf(ANNA, uid);
    const occurrence = itemIds(await call(make.getItems([make.occurrenceId(master?.id ?? '', 2)]), ANNA))[0] ?? '';
    await call(respond(master?.id ?? '', 'AcceptItem'), ANNA);
    expect(codes(await call(respond(occurrence, 'DeclineItem'), ANNA))).toEqual(['ErrorItemNotFound']);
    const renewed = await copyOf(ANNA, uid);
    const again = itemIds(await call(make.getItems([make.occurrenceId(renewed?.id ?? '', 2)]), ANNA))[0] ?? '';
    expect(codes(await call(respond(again, 'DeclineItem'), ANNA))).toEqual(['NoError']);
    const own = await copyOf(ORG, uid);
    expect([
      (await copyOf(ANNA, uid))?.deleted,
      await tracking(uid),
      own?.exceptions.map((one) => one.content.required?.[0]?.response),
    ]).toEqual([...[['2026-12-14T08:00:00Z'], [`${ANNA} Accept`], ['Decline']]]);
  });

  it.each([
    ['the organizer', ORG, 'ErrorCalendarIsOrganizerForAccept'],
    ['a guest', ANNA, 'NoError'],
  ])('by %s is %s', async (_who, mailbox, code) => {
    const uid = newUid();
    await invite(uid, [ANNA]);
    expect(codes(await call(respond((await copyOf(mailbox, uid))?.id ?? '', 'AcceptItem'), mailbox))).toEqual([code]);
  });

  it('comes from rooms by themselves: yes where they are free, no where not, nothing where they are told to be still', async () => {
    const [first, second, third] = [newUid(), newUid(), newUid()];
    await invite(first, [ROOM]);
    await invite(second, [ROOM]);
    await simulator.change({ mailboxes: [ORG, ANNA, BOB, { address: ROOM, kind: 'room', automateProcessing: 'None' }] });
    await invite(third, [ROOM]);
    expect([await tracking(first), await tracking(second), await tracking(third)]).toEqual([
      [`${ROOM} Accept`],
      [`${ROOM} Decline`],
      [`${ROOM} Unknown`],
    ]);
  });
});

describe('an update', () => {
  const rename = (subject: string): string => make.setField('item:Subject', `<t:Subject>${subject}</t:Subject>`);
  const move =
    make.setField('calendar:Start', '<t:Start>2026-12-08T08:00:00Z</t:Start>') +
    make.setField('calendar:End', '<t:End>2026-12-08T09:00:00Z</t:End>');

  it('reaches the guests’ copies and leaves them what is theirs; a new time asks again', async () => {
    const uid = newUid();
    const id = await invite(uid, [ANNA]);
    await call(respond((await copyOf(ANNA, uid))?.id ?? '', 'AcceptItem'), ANNA);
    const mine =
      make.setField('calendar:LegacyFreeBusyStatus', '<t:LegacyFreeBusyStatus>OOF</t:LegacyFreeBusyStatus>') +
      make.setField('item:Categories', '<t:Categories><t:String>Mine</t:String></t:Categories>');
    await call(make.updateItem(make.itemId((await copyOf(ANNA, uid))?.id ?? ''), mine), ANNA);
    await call(make.updateItem(make.itemId(id), rename('Other'), { send: 'SendToAllAndSaveCopy' }));
    const renamed = await copyOf(ANNA, uid);
    await call(make.updateItem(make.itemId(id), move, { send: 'SendToAllAndSaveCopy' }));
    const moved = await copyOf(ANNA, uid);
    expect(
      [renamed, moved].map((copy) => [
        copy?.content.subject,
        copy?.content.start,
        copy?.content.freeBusy,
        copy?.content.categories,
        copy?.meeting.myResponse,
      ]),
    ).toEqual([
      ['Other', '2026-12-07T08:00:00Z', 'OOF', ['Mine'], 'Accept'],
      ['Other', '2026-12-08T08:00:00Z', 'Tentative', ['Mine'], 'NoResponseReceived'],
    ]);
    expect(moved?.meeting.sequence).toBe(2);
  });

  it('tells only those it concerns, where asked to', async () => {
    const uid = newUid();
    const id = await invite(uid, [ANNA]);
    const guests = make.setField('calendar:RequiredAttendees', make.attendees('RequiredAttendees', [ANNA, BOB]));
    await call(make.updateItem(make.itemId(id), guests, { send: 'SendToChangedAndSaveCopy' }));
    expect([await mails(ANNA, uid), await mails(BOB, uid)]).toEqual([['Request'], ['Request']]);
  });

  it('tells whoever is left out that it is over for them', async () => {
    const uid = newUid();
    const id = await invite(uid, [ANNA, BOB]);
    const guests = make.setField('calendar:RequiredAttendees', make.attendees('RequiredAttendees', [ANNA]));
    await call(make.updateItem(make.itemId(id), guests, { send: 'SendToChangedAndSaveCopy' }));
    const left = await copyOf(BOB, uid);
    expect([await mails(BOB, uid), left?.meeting.isCancelled, left?.content.freeBusy, await mails(ANNA, uid)]).toEqual([
      ...[['Request', 'Canceled'], true, 'Free', ['Request']],
    ]);
  });

  it('keeps the answers of the guests it keeps', async () => {
    const uid = newUid();
    const id = await invite(uid, [ANNA]);
    await call(respond((await copyOf(ANNA, uid))?.id ?? '', 'AcceptItem'), ANNA);
    const guests = make.setField('calendar:RequiredAttendees', make.attendees('RequiredAttendees', [ANNA, FAR]));
    await call(make.updateItem(make.itemId(id), guests));
    expect(await tracking(uid)).toEqual([`${ANNA} Accept`, `${FAR} Unknown`]);
    expect((await simulator.sent()).outside.filter((mail) => mail.subject === uid)).toEqual([]);
  });

  it('that is stale is not taken: a copy with a later critical change stays as it is', async () => {
    const uid = newUid();
    const later =
      '<t:ExtendedProperty><t:ExtendedFieldURI DistinguishedPropertySetId="Meeting" PropertyId="26" PropertyType="SystemTime"/><t:Value>2030-01-01T00:00:00Z</t:Value></t:ExtendedProperty>';
    const flags =
      '<t:ExtendedProperty><t:ExtendedFieldURI DistinguishedPropertySetId="Appointment" PropertyId="33303" PropertyType="Integer"/><t:Value>3</t:Value></t:ExtendedProperty>';
    await call(make.createItems([`<t:Subject>silent copy</t:Subject>${later}${flags}<t:UID>${uid}</t:UID>${AT_NINE}`]), ANNA);
    await invite(uid, [ANNA]);
    const copies = await inFolder(ANNA, 'calendar', uid);
    expect(copies.map((copy) => [copy.content.subject, copy.meeting.isOrganizer])).toEqual([['silent copy', false]]);
    const letter = (await inFolder(ANNA, 'inbox', uid))[0];
    expect(codes(await call(respond(letter?.id ?? '', 'AcceptItem'), ANNA))).toEqual(['ErrorCalendarMeetingRequestIsOutOfDate']);
  });
});

describe('the end of a meeting', () => {
  it('is told by a deletion that sends, and by CancelCalendarItem', async () => {
    const [first, second] = [newUid(), newUid()];
    const ids = [await invite(first, [ANNA]), await invite(second, [ANNA])];
    await call(make.deleteItems([make.itemId(ids[0] ?? '')], { send: 'SendToAllAndSaveCopy' }));
    const cancel = `<m:CreateItem MessageDisposition="SendOnly"><m:Items><t:CancelCalendarItem><t:ReferenceItemId Id="${ids[1] ?? ''}"/></t:CancelCalendarItem></m:Items></m:CreateItem>`;
    expect(codes(await call(cancel))).toEqual(['NoError']);
    for (const uid of [first, second]) {
      const copy = await copyOf(ANNA, uid);
      expect([copy?.meeting.isCancelled, await mails(ANNA, uid), await copyOf(ORG, uid)]).toEqual([
        true,
        ['Request', 'Canceled'],
        undefined,
      ]);
      expect(codes(await call(respond(copy?.id ?? '', 'AcceptItem'), ANNA))).toEqual(['ErrorCalendarIsCancelledForAccept']);
    }
  });

  it('is not told by a deletion that is silent, nor by a guest’s', async () => {
    const uid = newUid();
    const id = await invite(uid, [ANNA]);
    await call(make.deleteItems([make.itemId((await copyOf(ANNA, uid))?.id ?? '')], { send: 'SendToAllAndSaveCopy' }), ANNA);
    await call(make.deleteItems([make.itemId(id)]));
    expect([await mails(ANNA, uid), await mails(ORG, uid)]).toEqual([['Request'], []]);
  });
});

describe('meeting messages', () => {
  it('are found in the inbox with their class, sender and the entry they belong to', async () => {
    const uid = newUid();
    await invite(uid, [BOB]);
    const folder = '<t:DistinguishedFolderId Id="inbox"/>';
    const goid = '<t:ExtendedFieldURI DistinguishedPropertySetId="Meeting" PropertyId="35" PropertyType="Binary"/>';
    const found = await call(
      make.findItems(make.page(100), {
        folder,
        additional: make.fields('item:ItemClass', 'item:DateTimeReceived', 'item:HasAttachments', 'message:From') + goid,
      }),
      BOB,
    );
    const names = found.messages.flatMap((message) =>
      within(message.element, 'Items').flatMap((items) => items.children.map((item) => item.name)),
    );
    const read = await call(
      make.getItems(
        [make.itemId(itemIds(found).at(-1) ?? '')],
        make.fields('meeting:AssociatedCalendarItemId', 'meeting:HasBeenProcessed'),
      ),
      BOB,
    );
    const entry = await copyOf(BOB, uid);
    expect([names.at(-1), within(read.messages[0]!.element, 'AssociatedCalendarItemId')[0]?.attributes['Id']]).toEqual([
      'MeetingRequest',
      entry?.id,
    ]);
    expect(
      within(found.messages[0]!.element, 'From')
        .at(-1)
        ?.children[0]?.children.find((one) => one.name === 'EmailAddress')?.text,
    ).toBe(ORG);
  });
});
