import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { codes } from '../simulator/RawClient.ts';
import * as make from '../simulator/requests.ts';
import { startSimulator } from '../simulator/startSimulator.ts';
import type { SimulatorHandle } from '../simulator/startSimulator.ts';
import { ANNA, AT_NINE, BOB, FAR, ORG, MEETING_WORLD, USUAL_MESSAGING, asPeople, newUid, respond } from '../support/meetingPeople.ts';

let simulator: SimulatorHandle;
beforeAll(async () => {
  simulator = await startSimulator(MEETING_WORLD);
});
afterAll(() => simulator.stop());
beforeEach(() => simulator.change(USUAL_MESSAGING));

const { call, copyOf, inFolder, invite, mails, tracking } = asPeople(() => simulator);

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
