import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { codes, itemIds, within } from '../simulator/RawClient.ts';
import * as make from '../simulator/requests.ts';
import { startSimulator } from '../simulator/startSimulator.ts';
import type { SimulatorHandle } from '../simulator/startSimulator.ts';
import { ANNA, AT_NINE, BOB, FAR, ORG, MEETING_WORLD, USUAL_MESSAGING, asPeople, newUid } from '../support/meetingPeople.ts';

let simulator: SimulatorHandle;
beforeAll(async () => {
  simulator = await startSimulator(MEETING_WORLD);
});
afterAll(() => simulator.stop());
beforeEach(() => simulator.change(USUAL_MESSAGING));

const { call, copyOf, inFolder, invite, mails } = asPeople(() => simulator);

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
