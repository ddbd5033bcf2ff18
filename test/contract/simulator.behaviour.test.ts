import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { USUAL_BEHAVIOUR, type BehaviourSettings } from '../simulator/behaviour.ts';
import { ask, codes, itemIds, type RawAnswer } from '../simulator/RawClient.ts';
import * as make from '../simulator/requests.ts';
import { startSimulator, type SimulatorHandle } from '../simulator/startSimulator.ts';
import type { ItemState } from '../simulator/state/describeState.ts';

const ORG = 'org@example.test';
const ANNA = 'anna@example.test';
const AT_NINE = make.times('2026-12-07T08:00:00Z', '2026-12-07T09:00:00Z');
let simulator: SimulatorHandle;
let count = 0;
const newUid = (): string => `behaviour-${String(++count)}`;

beforeAll(async () => {
  simulator = await startSimulator({ mailboxes: [ORG, ANNA], startTime: '2026-11-20T08:00:00Z' });
});
afterAll(() => simulator.stop());
beforeEach(async () => {
  await simulator.change({
    behaviour: USUAL_BEHAVIOUR,
    keepsMeetingProperties: true,
    messaging: { sendsPerMinute: null, recipientsPerDay: null },
  });
});

const call = (body: string, mailbox = ORG): Promise<RawAnswer> => ask(simulator.url, body, { mailbox });
const behave = (behaviour: Partial<BehaviourSettings>): Promise<unknown> => simulator.change({ behaviour });

async function stateOf(mailbox: string, subject: string): Promise<ItemState | undefined> {
  const [state] = await simulator.state(mailbox);
  return state?.folders.find(({ distinguished }) => distinguished === 'calendar')?.items.find(({ content }) => content.subject === subject);
}

function mime(uid: string): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:${uid}`,
    'SEQUENCE:3',
    `SUMMARY:${uid}`,
    'DTSTART:20261207T080000Z',
    'DTEND:20261207T090000Z',
    `ORGANIZER;CN="The Boss":mailto:${ORG}`,
    `ATTENDEE;PARTSTAT=ACCEPTED;CN=Anna:mai`,
    ` lto:${ANNA}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  const text = `MIME-Version: 1.0\r\nContent-Type: text/calendar; method=PUBLISH\r\n\r\n${lines.join('\r\n')}\r\n`;
  return `<t:MimeContent>${Buffer.from(text).toString('base64')}</t:MimeContent>`;
}

describe('MimeContent on a new item', () => {
  const guest = { isOrganizer: false, myResponse: 'Accept', organizer: ORG, people: [ANNA], keepsUid: true };
  const own = { isOrganizer: true, myResponse: 'Organizer', organizer: ANNA };
  it.each<[BehaviourSettings['mimeContent'], unknown]>([
    ['kept', guest],
    ['parsed', { ...own, people: [], keepsUid: false }],
    ['organizer-lost', { ...own, people: [ANNA], keepsUid: true }],
    ['refused', ['ErrorMimeContentInvalid']],
  ])('%s', async (mimeContent, expected) => {
    const uid = newUid();
    await behave({ mimeContent });
    const answer = await call(make.createItems([mime(uid)]), ANNA);
    if (mimeContent === 'refused') {
      expect(codes(answer)).toEqual(expected);
      return;
    }
    const { meeting, content, uid: kept } = (await stateOf(ANNA, uid)) ?? expect.fail('it is not there');
    expect({
      ...{ isOrganizer: meeting.isOrganizer, myResponse: meeting.myResponse, organizer: meeting.organizer.address },
      ...{ people: content.required.map(({ address }) => address), keepsUid: kept === uid },
    }).toEqual(expected);
    expect(content).toMatchObject({ start: '2026-12-07T08:00:00Z', end: '2026-12-07T09:00:00Z' });
  });

  it('is passed over where this server does so, and gives way to elements', async () => {
    const uid = newUid();
    await behave({ mimeContent: 'ignored' });
    await call(make.createItems([mime('other') + `<t:Subject>${uid}</t:Subject>`]), ANNA);
    expect(await stateOf(ANNA, uid)).toMatchObject({ meeting: { isOrganizer: true } });
    await behave({ mimeContent: 'kept' });
    await call(make.createItems([`${mime('mime-subject')}<t:Subject>${uid}-2</t:Subject><t:UID>${uid}</t:UID>`]), ANNA);
    expect(await stateOf(ANNA, `${uid}-2`)).toMatchObject({ uid, meeting: { isOrganizer: false } });
  });
});

describe('a property the server forgets', () => {
  it.each([
    ['item:Categories', '<t:Categories><t:String>Red</t:String></t:Categories>', ''],
    ['calendar:Location', '', '<t:Location>Here</t:Location>'],
    ['key', make.namedProperty('key', 'value'), ''],
    [
      'Appointment:0x8217',
      '<t:ExtendedProperty><t:ExtendedFieldURI DistinguishedPropertySetId="Appointment" PropertyId="33303" PropertyType="Integer"/><t:Value>3</t:Value></t:ExtendedProperty>',
      '',
    ],
  ])('%s', async (name, before, after) => {
    const seen: (ItemState | undefined)[] = [];
    for (const ignores of [[], [name]]) {
      const uid = newUid();
      await behave({ ignores });
      const answer = await call(make.createItems([`<t:Subject>${uid}</t:Subject>${before}<t:UID>${uid}</t:UID>${AT_NINE}${after}`]));
      expect(codes(answer)).toEqual(['NoError']);
      seen.push(await stateOf(ORG, uid));
    }
    const told = seen.map((item) => [item?.content.categories, item?.content.location, item?.extended, item?.meeting.isOrganizer]);
    expect(told[0]).not.toEqual(told[1]);
    expect(told[1]).toEqual([[], '', {}, true]);
  });
});

describe('people', () => {
  const accepted = `<t:RequiredAttendees><t:Attendee><t:Mailbox><t:EmailAddress>${ANNA}</t:EmailAddress></t:Mailbox><t:ResponseType>Accept</t:ResponseType></t:Attendee></t:RequiredAttendees>`;

  it.each([
    ['ignored', 'Unknown'],
    ['kept', 'Accept'],
  ] as const)('answers a client writes are %s', async (writtenResponses, response) => {
    const uid = newUid();
    await behave({ writtenResponses });
    await call(make.createItems([`<t:Subject>${uid}</t:Subject>${AT_NINE}${accepted}`]));
    expect((await stateOf(ORG, uid))?.content.required).toMatchObject([{ address: ANNA, response }]);
  });

  it('appending can be refused', async () => {
    const uid = newUid();
    const [id = ''] = itemIds(await call(make.createItems([`<t:Subject>${uid}</t:Subject>${AT_NINE}`])));
    const append = `<t:AppendToItemField><t:FieldURI FieldURI="calendar:RequiredAttendees"/><t:CalendarItem>${make.attendees('RequiredAttendees', [ANNA])}</t:CalendarItem></t:AppendToItemField>`;
    await behave({ attendeeAppend: 'refused' });
    expect(codes(await call(make.updateItem(make.itemId(id), append)))).toEqual(['ErrorInvalidPropertyAppend']);
    await behave({ attendeeAppend: 'allowed' });
    expect(codes(await call(make.updateItem(make.itemId(id), append)))).toEqual(['NoError']);
  });
});

describe('updates', () => {
  const times = make.setField('calendar:Start', '<t:Start>2026-12-07T07:00:00Z</t:Start>');
  const zone = make.setField('calendar:StartTimeZone', '<t:StartTimeZone Id="W. Europe Standard Time"/>');
  it.each([
    ['any', 'NoError', 'NoError'],
    ['times-first', 'NoError', 'ErrorPropertyUpdate'],
    ['zones-first', 'ErrorPropertyUpdate', 'NoError'],
  ] as const)('in the order %s', async (updateOrder, timesFirst, zonesFirst) => {
    const [id = ''] = itemIds(await call(make.createItems([`<t:Subject>${newUid()}</t:Subject>${AT_NINE}`])));
    await behave({ updateOrder });
    expect(codes(await call(make.updateItem(make.itemId(id), times + zone)))).toEqual([timesFirst]);
    expect(codes(await call(make.updateItem(make.itemId(id), zone + times)))).toEqual([zonesFirst]);
  });
});

describe('sending', () => {
  const invite = (uid: string): Promise<RawAnswer> =>
    call(
      make.createItems([`<t:Subject>${uid}</t:Subject><t:UID>${uid}</t:UID>${AT_NINE}${make.attendees('RequiredAttendees', [ANNA])}`], {
        send: 'SendOnlyToAll',
      }),
    );

  it('is late beyond so many messages a minute, and loses none', async () => {
    await simulator.change({ messaging: { sendsPerMinute: 2 } });
    await simulator.advanceClock(120_000);
    const uids = [newUid(), newUid(), newUid()];
    for (const uid of uids) expect(codes(await invite(uid))).toEqual(['NoError']);
    const arrived = async (): Promise<readonly boolean[]> => Promise.all(uids.map(async (uid) => (await stateOf(ANNA, uid)) !== undefined));
    expect(await arrived()).toEqual([true, true, false]);
    await simulator.advanceClock(61_000);
    expect(await arrived()).toEqual([true, true, true]);
  });

  it('stops at so many recipients a day, with the meeting saved and not sent', async () => {
    await simulator.advanceClock(2 * 86_400_000);
    await simulator.change({ messaging: { recipientsPerDay: 1 } });
    const [first, second] = [newUid(), newUid()];
    expect([codes(await invite(first)), codes(await invite(second))]).toEqual([['NoError'], ['ErrorSubmissionQuotaExceeded']]);
    expect([(await stateOf(ORG, second))?.meeting.wasSent, await stateOf(ANNA, second)]).toEqual([false, undefined]);
  });

  it('is done by the Calendar Repair Assistant where copies disagree, and only there', async () => {
    const uid = newUid();
    const soon = make.times('2030-12-07T08:00:00Z', '2030-12-07T09:00:00Z');
    const body = `<t:Subject>${uid}</t:Subject><t:UID>${uid}</t:UID>${soon}${make.attendees('RequiredAttendees', [ANNA])}`;
    await call(make.createItems([body], { send: 'SendOnlyToAll' }));
    const about = async (): Promise<unknown> => (await simulator.repairCalendars()).filter(({ subject }) => subject === uid);
    const mails = async (): Promise<number> => (await simulator.counters()).mailsInside;
    expect(await about()).toEqual([]);
    const [before] = [await mails()];
    const copy = await stateOf(ANNA, uid);
    await call(
      make.updateItem(make.itemId(copy?.id ?? ''), make.setField('calendar:Location', '<t:Location>Elsewhere</t:Location>')),
      ANNA,
    );
    expect(await about()).toEqual([{ organizer: ORG, attendee: ANNA, subject: uid, about: ['location'] }]);
    expect(await mails()).toBeGreaterThan(before);
  });
});

describe('an entry a client made somebody’s copy', () => {
  it.each([
    ['follow', '2026-12-07T07:00:00Z'],
    ['out-of-date', '2026-12-07T08:00:00Z'],
  ] as const)('%s', async (clientCopies, start) => {
    const uid = newUid();
    await simulator.change({ behaviour: { clientCopies }, messaging: { recipientsPerDay: null } });
    await call(make.createItems([mime(uid)]), ANNA);
    const body = `<t:Subject>${uid}</t:Subject><t:UID>${uid}</t:UID>${AT_NINE}${make.attendees('RequiredAttendees', [ANNA])}`;
    const [id = ''] = itemIds(await call(make.createItems([body])));
    const sequence = `<t:SetItemField><t:ExtendedFieldURI DistinguishedPropertySetId="Appointment" PropertyId="33281" PropertyType="Integer"/><t:CalendarItem><t:ExtendedProperty><t:ExtendedFieldURI DistinguishedPropertySetId="Appointment" PropertyId="33281" PropertyType="Integer"/><t:Value>4</t:Value></t:ExtendedProperty></t:CalendarItem></t:SetItemField>`;
    const change = make.setField('calendar:Start', '<t:Start>2026-12-07T07:00:00Z</t:Start>');
    expect(codes(await call(make.updateItem(make.itemId(id), sequence + change, { send: 'SendOnlyToAll' })))).toEqual(['NoError']);
    expect((await stateOf(ANNA, uid))?.content.start).toBe(start);
  });
});

it('a profile is more than a version, and what is given goes before it', async () => {
  const online = await startSimulator({ profile: 'ExchangeOnline', mailboxes: [ORG] });
  const reversed = await startSimulator({ profile: 'reversed', mailboxes: [ORG], duplicateUid: 'accept' });
  try {
    expect(await online.change({})).toMatchObject({ authentication: ['bearer'], messaging: { sendsPerMinute: 30 } });
    expect(await reversed.change({})).toMatchObject({ duplicateUid: 'accept', keepsMeetingProperties: false });
    const answer = await ask(reversed.url, make.createItems([`<t:Subject>x</t:Subject>${AT_NINE}`]), { mailbox: ORG });
    expect(itemIds(answer)).toHaveLength(1);
  } finally {
    await online.stop();
    await reversed.stop();
  }
});
