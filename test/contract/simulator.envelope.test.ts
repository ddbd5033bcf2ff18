import { request } from 'node:http';
import { Agent } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, envelope, post } from '../simulator/RawClient.ts';
import { createItems, getItems, itemId, times } from '../simulator/requests.ts';
import { startSimulator } from '../simulator/startSimulator.ts';
import type { SimulatorHandle } from '../simulator/startSimulator.ts';

const ORG = 'org@example.test';
const FOLDER =
  '<m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape><m:FolderIds><t:DistinguishedFolderId Id="calendar"/></m:FolderIds></m:GetFolder>';

let simulator: SimulatorHandle;

beforeAll(async () => {
  simulator = await startSimulator({
    mailboxes: [ORG, { address: 'gone@example.test', isDisabled: true }, { address: 'jimi@example.test', aliases: ['james@example.test'] }],
    accounts: [{ user: 'svc' }, { user: 'narrow', impersonates: [ORG] }, { user: 'jimi@example.test', password: 'pw' }],
  });
});
afterAll(() => simulator.stop());

describe('the envelope', () => {
  it.each([
    ['wrong order in CalendarItem', createItems([`${times('2026-12-07T08:00:00Z', '2026-12-07T09:00:00Z')}<t:Subject>late</t:Subject>`])],
    ['OutOfOffice in place of OOF', createItems(['<t:LegacyFreeBusyStatus>OutOfOffice</t:LegacyFreeBusyStatus>'])],
    ['a control character', createItems(['<t:Subject>bell \u0007</t:Subject>'])],
    ['an element nobody knows', createItems(['<t:Colour>red</t:Colour>'])],
    ['a time that is none', createItems([times('2026-13-01T00:00:00Z', '2026-12-07T09:00:00Z')])],
    ['an id without Id', getItems(['<t:ItemId ChangeKey="x"/>'])],
    ['no ids at all', getItems([])],
    ['an operation nobody knows', '<m:MakeCoffee/>'],
    ['markup that was not escaped', createItems(['<t:Subject>R & D <b>now</t:Subject>'])],
    ['the messages namespace where types belong', createItems(['<m:Subject>x</m:Subject>'])],
    ['two bodies of text', createItems(['<t:Subject>a</t:Subject><t:Subject>b</t:Subject>'])],
  ])('refuses %s with ErrorSchemaValidation, line and position', async (_what, body) => {
    const answer = await ask(simulator.url, body, { mailbox: ORG });
    expect([answer.status, answer.fault]).toEqual([500, 'ErrorSchemaValidation']);
    expect(answer.text).toMatch(/<t:LineNumber>\d+<\/t:LineNumber><t:LinePosition>\d+<\/t:LinePosition>/);
  });

  it('takes any prefix and default namespaces', async () => {
    const text = envelope(FOLDER, { mailbox: ORG })
      .replaceAll('soap:', 'S:')
      .replace('xmlns:soap', 'xmlns:S')
      .replaceAll('m:', 'messages:')
      .replace('xmlns:m=', 'xmlns:messages=');
    const answer = await post(simulator.url, text.replaceAll('xmlns:messages:', 'xmlns:m:'), { mailbox: ORG });
    expect(answer.messages.map((message) => message.code)).toEqual(['NoError']);
  });

  it.each([
    ['narrow', 'jimi@example.test', 'ErrorImpersonateUserDenied'],
    ['svc', 'nobody@example.test', 'ErrorNonExistentMailbox'],
    ['svc', 'gone@example.test', 'ErrorAccountDisabled'],
    ['narrow', ORG, null],
    ['svc', 'james@example.test', null],
  ])('%s as %s: %s', async (user, mailbox, fault) => {
    const answer = await ask(simulator.url, FOLDER, { user, mailbox });
    expect(answer.fault).toBe(fault);
  });

  it('insists that a primary address is one', async () => {
    const header =
      '<t:ExchangeImpersonation><t:ConnectingSID><t:PrimarySmtpAddress>james@example.test</t:PrimarySmtpAddress></t:ConnectingSID></t:ExchangeImpersonation>';
    expect((await ask(simulator.url, FOLDER, { header })).fault).toBe('ErrorNonPrimarySmtpAddress');
  });

  it('needs to know a mailbox where the account has none, and takes the account’s own where it has one', async () => {
    const without = await ask(simulator.url, FOLDER);
    const own = await ask(simulator.url, FOLDER, { user: 'jimi@example.test', password: 'pw' });
    expect([without, own].map((answer) => answer.messages[0]?.code)).toEqual(['ErrorMissingEmailAddress', 'NoError']);
  });

  it('refuses versions newer than itself', async () => {
    const header = '<t:RequestServerVersion Version="Exchange2016"/>';
    await simulator.change({ profile: 'Exchange2013' });
    const old = await ask(simulator.url, FOLDER, { header });
    await simulator.change({ profile: 'ExchangeSE' });
    const young = await ask(simulator.url, FOLDER, { header });
    expect([old.fault, young.fault]).toEqual(['ErrorInvalidServerVersion', null]);
  });

  it('answers 401 to strangers, 415 to other content, 404 elsewhere, 403 where EWS is off', async () => {
    const stranger = await ask(simulator.url, FOLDER, { password: 'wrong' });
    const json = await ask(simulator.url, FOLDER, { httpHeaders: { 'Content-Type': 'application/json' } });
    const elsewhere = await ask(simulator.url.replace('Exchange.asmx', 'Other.asmx'), FOLDER);
    const lower = await ask(simulator.url.toLowerCase(), FOLDER, { mailbox: ORG });
    await simulator.change({ isEwsEnabled: false });
    const off = await ask(simulator.url, FOLDER);
    await simulator.change({ isEwsEnabled: true });
    expect([stranger, json, elsewhere, lower, off].map((answer) => answer.status)).toEqual([401, 415, 404, 200, 403]);
    expect(stranger.headers.get('www-authenticate')).toContain('NTLM');
  });

  it('gives the client its request id back and keeps cookies', async () => {
    const first = await ask(simulator.url, FOLDER, {
      mailbox: ORG,
      httpHeaders: { 'client-request-id': 'abc', 'return-client-request-id': 'true' },
    });
    expect(first.headers.get('client-request-id')).toBe('abc');
    expect(first.headers.get('set-cookie')).toMatch(/exchangecookie=.*X-BackEndCookie=/);
    expect(first.headers.get('request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('can insist on X-AnchorMailbox', async () => {
    await simulator.change({ anchorMailbox: 'require' });
    const lost = await ask(simulator.url, FOLDER, { mailbox: ORG, httpHeaders: { 'X-AnchorMailbox': 'jimi@example.test' } });
    const found = await ask(simulator.url, FOLDER, { mailbox: ORG });
    await simulator.change({ anchorMailbox: 'ignore' });
    expect([lost.status, found.status]).toEqual([503, 200]);
  });

  it('refuses ids that were altered, that are folders, or that belong to somebody else', async () => {
    const created = await ask(simulator.url, createItems(['<t:Subject>mine</t:Subject>']), { mailbox: ORG });
    const id = /<t:ItemId Id="([^"]+)"/.exec(created.text)?.[1] ?? '';
    const folder = /<t:FolderId Id="([^"]+)"/.exec((await ask(simulator.url, FOLDER, { mailbox: ORG })).text)?.[1] ?? '';
    const altered = `${id.slice(0, 90)}${id[90] === 'A' ? 'B' : 'A'}${id.slice(91)}`;
    const request = getItems([itemId(id), itemId(altered), itemId(folder), itemId('')]);
    const mine = await ask(simulator.url, request, { mailbox: ORG });
    const others = await ask(simulator.url, getItems([itemId(id)]), { mailbox: 'jimi@example.test' });
    expect(id.length).toBeGreaterThanOrEqual(140);
    expect([...mine.messages, ...others.messages].map((message) => message.code)).toEqual([
      ...['NoError', 'ErrorInvalidIdMalformed', 'ErrorCannotUseFolderIdForItemId', 'ErrorInvalidIdEmpty', 'ErrorItemNotFound'],
    ]);
  });
});

describe('NTLM', () => {
  const type1 = Buffer.from('4e544c4d5353500001000000078208a2', 'hex').toString('base64');

  it('challenges once a connection and refuses an answer that is none', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const call = (authorization: string): Promise<{ readonly status: number; readonly challenge: string }> =>
      new Promise((resolve, reject) => {
        const outgoing = request(
          simulator.url,
          { method: 'POST', agent, headers: { Authorization: authorization, 'Content-Type': 'text/xml' } },
          (response) => {
            response.resume();
            response.on('end', () =>
              resolve({ status: response.statusCode ?? 0, challenge: String(response.headers['www-authenticate']) }),
            );
          },
        );
        outgoing.on('error', reject);
        outgoing.end();
      });
    const challenged = await call(`NTLM ${type1}`);
    const message = Buffer.from(challenged.challenge.replace('NTLM ', ''), 'base64');
    const refused = await call(
      `NTLM ${Buffer.concat([message.subarray(0, 8), Buffer.from([3, 0, 0, 0]), Buffer.alloc(60)]).toString('base64')}`,
    );
    agent.destroy();
    expect([challenged.status, message.subarray(0, 7).toString(), message.readUInt32LE(8), refused.status]).toEqual([
      401,
      'NTLMSSP',
      2,
      401,
    ]);
  });
});
