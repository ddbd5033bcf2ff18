import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gatedTransport } from '../../electron/adapters/ews/gate/gatedTransport.ts';
import { scanRequest } from '../../electron/adapters/ews/gate/scanRequest.ts';
import { SendGate } from '../../electron/adapters/ews/gate/SendGate.ts';
import { openExchange, openTransport, type EwsOptions } from '../../electron/adapters/ews/openEws.ts';
import { TransportFailure } from '../../electron/adapters/ews/http/EwsTransport.ts';
import type { MeetingTarget, PeopleLists, Sending } from '../../electron/ports/MeetingTarget.ts';
import type { ExchangeTarget } from '../../electron/ports/ExchangeTarget.ts';
import { startSimulator, type SimulatorHandle } from '../simulator/startSimulator.ts';
import { calendarItem, createRequest, dailyFrom } from '../support/ewsItems.ts';

const JIMI = 'jimi@contoso.com';
const JERRY = 'jerry@contoso.com';
const JANIS = 'janis@contoso.com';
/** Looks as if it were inside: an accepted domain, but no mailbox behind it. */
const FORWARDER = 'forwarder@contoso.com';
const OUTSIDER = 'keith@elsewhere.org';

let simulator: SimulatorHandle;
let options: EwsOptions;
let target: ExchangeTarget;
let meetings: MeetingTarget;

beforeAll(async () => {
  simulator = await startSimulator({
    mailboxes: [JIMI, JERRY, JANIS],
    contacts: [
      { address: FORWARDER, name: 'Forwarder' },
      { address: OUTSIDER, name: 'Keith' },
    ],
    groups: [
      { address: 'band@contoso.com', members: [JERRY, JANIS] },
      { address: 'leaky@contoso.com', members: [JERRY, OUTSIDER] },
      { address: 'nested@contoso.com', members: ['band@contoso.com', 'leaky@contoso.com'] },
      { address: 'ring@contoso.com', members: ['ring@contoso.com', 'band@contoso.com'] },
      { address: 'contacts@contoso.com', members: [JERRY, FORWARDER] },
    ],
  });
  const auth = { kind: 'basic', user: 'svc', password: 'secret' } as const;
  options = { url: simulator.url, auth, connections: 4, timeoutMs: 30_000, userAgent: 'Godwit/test' };
  ({ target, meetings } = openExchange(options));
});

afterAll(async () => {
  await target.close();
  await simulator.stop();
});

function lists(...emails: readonly string[]): PeopleLists {
  return { required: emails.map((email) => ({ email, name: email })), optional: [], resources: [] };
}

async function mails(): Promise<{ readonly inside: number; readonly outside: number }> {
  const { mailsInside, mailsOutside } = await simulator.counters();
  return { inside: mailsInside, outside: mailsOutside };
}

async function newMeeting(key: string, isSeries = false): Promise<string> {
  const calendar = await target.openCalendar(JIMI);
  if (!calendar.ok) throw new Error(calendar.failure.message);
  const item = calendarItem({ uid: `uid-${key}`, recurrence: isSeries ? dailyFrom('2026-12-07', 3) : null });
  const created = await target.createItems(JIMI, calendar.value.id, [createRequest(key, item)]);
  const [answer] = created.ok ? created.answers : [];
  if (answer?.outcome !== 'done') throw new Error('not created');
  return answer.value.id;
}

function sending(itemId: string, people: PeopleLists, change: Partial<Sending> = {}): Sending {
  return { ref: { itemId }, people, held: [JIMI], to: 'all', mark: 'send people', ...change };
}

describe('the gate', () => {
  it.each([
    ['a guest outside', lists(JERRY, OUTSIDER), [JIMI]],
    ['a contact in an accepted domain', lists(FORWARDER), [JIMI]],
    ['somebody nobody knows', lists('nobody@contoso.com'), [JIMI]],
    ['a beginning of a name', lists('jer'), [JIMI]],
    ['a group with somebody outside', lists('leaky@contoso.com'), [JIMI]],
    ['a group of groups with somebody outside', lists('nested@contoso.com'), [JIMI]],
    ['a group with a contact', lists('contacts@contoso.com'), [JIMI]],
    ['an outsider the item holds and the request does not name', lists(JERRY), [JIMI, OUTSIDER]],
    ['a mailbox out of scope', lists(JANIS), [JIMI]],
    ['a group with a mailbox out of scope', lists('band@contoso.com'), [JIMI]],
  ] as const)('keeps an invitation back because of %s', async (_, people, held) => {
    const before = await mails();
    meetings.confine([JIMI, JERRY]);
    const id = await newMeeting(`refused ${_}`, true);
    const whole = await meetings.send(JIMI, sending(id, people, { held }));
    expect(whole).toMatchObject({ ok: false, failure: { outcome: 'not-executed', responseCode: 'GATE_REFUSED' } });
    const occurrence = await meetings.send(JIMI, sending(id, people, { held, ref: { masterId: id, instanceIndex: 1 }, to: 'added' }));
    expect(occurrence).toMatchObject({ ok: false, failure: { responseCode: 'GATE_REFUSED' } });
    const answer = await meetings.respond(JERRY, { id, changeKey: '' }, 'Accept', [...held, ...people.required.map(({ email }) => email)]);
    expect(answer).toMatchObject({ ok: false, failure: { responseCode: 'GATE_REFUSED' } });
    expect(await mails()).toEqual(before);
  });

  it('is closed until it is told who is in scope', async () => {
    const fresh = openExchange(options);
    const id = await newMeeting('closed');
    expect(await fresh.meetings.send(JIMI, sending(id, lists(JERRY)))).toMatchObject({
      ok: false,
      failure: { responseCode: 'GATE_REFUSED' },
    });
    await fresh.target.close();
  });

  it('lets mailboxes and groups of mailboxes pass, each mailed once, and says where everybody is', async () => {
    meetings.confine([JIMI, JERRY, JANIS]);
    const before = await mails();
    const id = await newMeeting('passes');
    expect(await meetings.send(JIMI, sending(id, lists(JERRY, 'ring@contoso.com')))).toEqual({ ok: true, value: null });
    expect(await mails()).toEqual({ inside: before.inside + 2, outside: 0 });
    expect(await meetings.place(JIMI, 'ring@contoso.com')).toEqual({ ok: true, value: { where: 'inside', members: [JERRY, JANIS] } });
    expect(await meetings.place(JIMI, 'leaky@contoso.com')).toMatchObject({ ok: true, value: { where: 'outside' } });
  });

  it('forgets no outsider once one was added: update, occurrence and answer are kept back', async () => {
    const id = await newMeeting('outsider', true);
    expect(await meetings.addSilently(JIMI, { itemId: id }, lists(OUTSIDER), 'append')).toEqual({ ok: true, value: null });
    const before = await mails();
    const held = [JIMI, OUTSIDER];
    expect(await meetings.send(JIMI, sending(id, lists(JERRY), { held }))).toMatchObject({ ok: false });
    expect(await meetings.respond(JERRY, { id, changeKey: '' }, 'Decline', held)).toMatchObject({ ok: false });
    expect(await mails()).toEqual(before);
  });

  it('lets nothing outside happen, over all of this', async () => {
    expect((await mails()).outside).toBe(0);
    expect(meetings.sendStatistics()).toMatchObject({ couldSendOutside: 0 });
    expect(meetings.sendStatistics().refused).toBeGreaterThan(30);
    const { requestViolations, responseViolations } = await simulator.counters();
    expect([requestViolations, responseViolations]).toEqual([[], []]);
  });
});

function envelope(body: string): string {
  return (
    '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types">' +
    `<soap:Header><t:RequestServerVersion Version="Exchange2013_SP1"/><t:ExchangeImpersonation><t:ConnectingSID><t:PrimarySmtpAddress>${JIMI}</t:PrimarySmtpAddress></t:ConnectingSID></t:ExchangeImpersonation></soap:Header>` +
    `<soap:Body>${body}</soap:Body></soap:Envelope>`
  );
}

const ATTENDEES = `<t:RequiredAttendees><t:Attendee><t:Mailbox><t:EmailAddress>${OUTSIDER}</t:EmailAddress></t:Mailbox></t:Attendee></t:RequiredAttendees>`;
const ITEM = `<t:CalendarItem><t:Subject>x</t:Subject>${ATTENDEES}</t:CalendarItem>`;
const CHANGE = `<m:ItemChanges><t:ItemChange><t:ItemId Id="AAA"/><t:Updates><t:SetItemField><t:FieldURI FieldURI="calendar:RequiredAttendees"/><t:CalendarItem>${ATTENDEES}</t:CalendarItem></t:SetItemField></t:Updates></t:ItemChange></m:ItemChanges>`;
const REFERENCE = '<t:ReferenceItemId Id="AAA"/>';
const IDS = '<m:ItemIds><t:ItemId Id="AAA"/></m:ItemIds>';

/** Every way of EWS to make Exchange send something (messages.xsd), and some that only look harmless. */
const SENDERS: readonly (readonly [string, string])[] = [
  ...['SendOnlyToAll', 'SendToAllAndSaveCopy'].map(
    (how) => [`CreateItem ${how}`, `<m:CreateItem SendMeetingInvitations="${how}"><m:Items>${ITEM}</m:Items></m:CreateItem>`] as const,
  ),
  ['CreateItem that does not say', `<m:CreateItem><m:Items>${ITEM}</m:Items></m:CreateItem>`],
  [
    'CreateItem that says it twice',
    `<m:CreateItem MessageDisposition="SaveOnly" SendMeetingInvitations="SendOnlyToAll" x="SendMeetingInvitations=SendToNone"><m:Items>${ITEM}</m:Items></m:CreateItem>`,
  ],
  ...['SendOnly', 'SendAndSaveCopy'].map(
    (how) =>
      [
        `a message, ${how}`,
        `<m:CreateItem MessageDisposition="${how}" SendMeetingInvitations="SendToNone"><m:Items><t:Message/></m:Items></m:CreateItem>`,
      ] as const,
  ),
  ...['AcceptItem', 'TentativelyAcceptItem', 'DeclineItem', 'CancelCalendarItem', 'ForwardItem', 'ReplyToItem', 'ReplyAllToItem'].map(
    (name) =>
      [name, `<m:CreateItem MessageDisposition="SendOnly"><m:Items><t:${name}>${REFERENCE}</t:${name}></m:Items></m:CreateItem>`] as const,
  ),
  ...['SendOnlyToAll', 'SendOnlyToChanged', 'SendToAllAndSaveCopy', 'SendToChangedAndSaveCopy'].map(
    (how) =>
      [
        `UpdateItem ${how}`,
        `<m:UpdateItem MessageDisposition="SaveOnly" ConflictResolution="AlwaysOverwrite" SendMeetingInvitationsOrCancellations="${how}">${CHANGE}</m:UpdateItem>`,
      ] as const,
  ),
  ['UpdateItem that does not say', `<m:UpdateItem ConflictResolution="AlwaysOverwrite">${CHANGE}</m:UpdateItem>`],
  [
    'UpdateItem of a draft that sends it',
    `<m:UpdateItem MessageDisposition="SendOnly" SendMeetingInvitationsOrCancellations="SendToNone" ConflictResolution="AlwaysOverwrite">${CHANGE}</m:UpdateItem>`,
  ],
  ...['SendOnlyToAll', 'SendToAllAndSaveCopy'].map(
    (how) =>
      [`DeleteItem ${how}`, `<m:DeleteItem DeleteType="HardDelete" SendMeetingCancellations="${how}">${IDS}</m:DeleteItem>`] as const,
  ),
  ['DeleteItem that does not say', `<m:DeleteItem DeleteType="HardDelete">${IDS}</m:DeleteItem>`],
  ['SendItem', `<m:SendItem SaveItemToFolder="false">${IDS}</m:SendItem>`],
  ['an operation of another year', '<m:SendEverythingToEverybody/>'],
  [
    'a comment before the operation',
    `<!-- <x> --><m:CreateItem MessageDisposition="SaveOnly" SendMeetingInvitations="SendOnlyToAll"><m:Items>${ITEM}</m:Items></m:CreateItem>`,
  ],
  ['a harmless operation with another after it', `<m:GetItem/><!-- --><m:SendItem SaveItemToFolder="false">${IDS}</m:SendItem>`],
];

describe('the transport', () => {
  it.each(SENDERS)('lets %s out with no pass, and with none that is for something else', async (_, body) => {
    const inner = openTransport(options);
    const gate = new SendGate((__, address) =>
      Promise.resolve({
        ok: true,
        value: { where: address === OUTSIDER ? 'outside' : 'inside', members: address === OUTSIDER ? [] : [address] },
      }),
    );
    gate.confine([JIMI, JERRY]);
    const gated = gatedTransport(inner, gate);
    const before = inner.statistics().requests;
    const granted = await gate.pass(JIMI, ['BBB'], [JERRY]);
    const forged = { mailbox: JIMI, items: ['AAA'], people: [OUTSIDER, JIMI] };
    for (const pass of [undefined, forged, granted.ok ? granted.value : undefined]) {
      const post = gated.post(envelope(body), { mailbox: JIMI, ...(pass === undefined ? {} : { pass }) });
      await expect(post).rejects.toThrow(TransportFailure);
    }
    expect(inner.statistics().requests).toBe(before);
    expect(gate.statistics()).toEqual({ sending: 0, refused: 3, couldSendOutside: 0 });
    await gated.close();
  });

  it('takes texts for texts: an event may talk about sending', () => {
    const subject = '&lt;m:SendItem&gt; SendMeetingInvitations=&quot;SendOnlyToAll&quot;';
    const create = `<m:CreateItem MessageDisposition="SaveOnly" SendMeetingInvitations="SendToNone"><m:Items><t:CalendarItem><t:Subject>${subject}</t:Subject></t:CalendarItem></m:Items></m:CreateItem>`;
    expect(scanRequest(envelope(create))).toBeNull();
  });
});
