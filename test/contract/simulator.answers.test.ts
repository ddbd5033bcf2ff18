import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { codes, itemIds } from '../simulator/RawClient.ts';
import * as make from '../simulator/requests.ts';
import { startSimulator } from '../simulator/startSimulator.ts';
import type { SimulatorHandle } from '../simulator/startSimulator.ts';
import { ANNA, BOB, ORG, ROOM, MEETING_WORLD, USUAL_MESSAGING, asPeople, newUid, respond } from '../support/meetingPeople.ts';

let simulator: SimulatorHandle;
beforeAll(async () => {
  simulator = await startSimulator(MEETING_WORLD);
});
afterAll(() => simulator.stop());
beforeEach(() => simulator.change(USUAL_MESSAGING));

const { call, copyOf, inFolder, invite, mails, tracking } = asPeople(() => simulator);

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

  it('to the invitation of one occurrence brings the entry up to date, which nobody else does', async () => {
    await simulator.change({ mailboxes: [ORG, { address: ANNA, automateProcessing: 'None' }, BOB, ROOM] });
    const uid = newUid();
    await invite(uid, [ANNA], make.weekly('Monday', 4, '2026-12-07'));
    await call(respond((await inFolder(ANNA, 'inbox', uid))[0]?.id ?? '', 'AcceptItem'), ANNA);
    const own = await copyOf(ORG, uid);
    const renamed = make.setField('item:Subject', '<t:Subject>another</t:Subject>');
    await call(make.updateItem(make.occurrenceId(own?.id ?? '', 2), renamed, { send: 'SendToAllAndSaveCopy' }));
    expect((await copyOf(ANNA, uid))?.exceptions).toEqual([]);
    const [letter] = await inFolder(ANNA, 'inbox', uid);
    expect(codes(await call(respond(letter?.id ?? '', 'TentativelyAcceptItem'), ANNA))).toEqual(['NoError']);
    const shown = await copyOf(ANNA, uid);
    const [exception, ...others] = shown?.exceptions ?? [];
    expect([shown?.meeting.myResponse, exception?.content.subject, exception?.meeting.myResponse, others]).toEqual([
      ...['Accept', 'another', 'Tentative', []],
    ]);
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
