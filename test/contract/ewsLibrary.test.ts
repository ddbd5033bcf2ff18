import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { SaxesParser } from 'saxes';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { askLibrary } from '../../electron/adapters/ews/library/askLibrary.ts';
import { bindCalendar } from '../../electron/adapters/ews/library/bindCalendar.ts';
import { discoverEws, maySignIn } from '../../electron/adapters/ews/library/discoverEws.ts';
import { resolveName } from '../../electron/adapters/ews/library/resolveName.ts';
import { serverTimeZones } from '../../electron/adapters/ews/library/serverTimeZones.ts';
import { openTransport } from '../../electron/adapters/ews/openEws.ts';
import type { EwsTransport } from '../../electron/adapters/ews/http/EwsTransport.ts';
import { HOSTILE } from '../support/ewsItems.ts';
import { startRecordingProxy, startWebServer, type WebServer } from '../support/webServer.ts';
import { startSimulator, type SimulatorHandle } from '../simulator/startSimulator.ts';
import type { FaultAction } from '../simulator/settings.ts';

const MAILBOX = 'mary@contoso.com';
let simulator: SimulatorHandle;
let proxy: WebServer;
const transports: EwsTransport[] = [];

beforeAll(async () => {
  simulator = await startSimulator({
    accounts: [{ user: 'svc', password: 'secret', impersonates: [MAILBOX] }],
    mailboxes: [MAILBOX, { address: 'noel@contoso.com', name: 'Noel <R> & Co' }],
    groups: [{ address: 'all@contoso.com', name: 'Everybody' }],
  });
  proxy = await startRecordingProxy(simulator.url);
});

afterEach(async () => {
  await Promise.all(transports.splice(0).map((transport) => transport.close()));
});

afterAll(async () => {
  await proxy.stop();
  await simulator.stop();
});

function open(url = `${proxy.url}/EWS/Exchange.asmx`, timeoutMs = 10_000): EwsTransport {
  const auth = { kind: 'basic', user: 'svc', password: 'secret' } as const;
  const transport = openTransport({ url, auth, connections: 2, timeoutMs, userAgent: 'Godwit/test' });
  transports.push(transport);
  return transport;
}

function isWellFormed(xml: string): boolean {
  const parser = new SaxesParser({ xmlns: true });
  let isFine = true;
  parser.on('error', () => {
    isFine = false;
  });
  parser.write(xml).close();
  return isFine;
}

describe('the library', () => {
  test('is not loaded by importing the adapter', async () => {
    const script = `
      await import('./electron/adapters/ews/openEws.ts');
      await import('./electron/adapters/ews/probe/openEwsProbe.ts');
      const { createRequire } = await import('node:module');
      const loaded = Object.keys(createRequire(process.cwd() + '/')('node:module')._cache ?? {});
      console.log(JSON.stringify(loaded.filter((path) => path.includes('ews-javascript-api')).length));
      await (await import('./electron/adapters/ews/library/loadLibrary.ts')).loadLibrary();
      const now = Object.keys(createRequire(process.cwd() + '/')('node:module')._cache ?? {});
      console.log(JSON.stringify(now.filter((path) => path.includes('ews-javascript-api')).length > 100));`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script]);
    expect(stdout).toBe('0\ntrue\n');
  });

  test('opens a calendar, looks people up and names the server’s time zones', async () => {
    const transport = open();
    expect(await bindCalendar(transport, MAILBOX)).toEqual({ ok: true, value: 'Calendar' });
    expect(await resolveName(transport, 'noel@contoso.com')).toEqual({
      ok: true,
      value: [{ email: 'noel@contoso.com', name: 'Noel <R> & Co', kind: 'Mailbox' }],
    });
    expect(await resolveName(transport, 'all@contoso.com')).toMatchObject({ ok: true, value: [{ kind: 'PublicGroup' }] });
    expect(await resolveName(transport, 'nobody at all')).toEqual({ ok: true, value: [] });
    const zones = await serverTimeZones(transport, null);
    expect(zones.ok && [zones.value.version, zones.value.ids.has('W. Europe Standard Time'), zones.value.ids.size > 100]).toEqual([
      'V2017_07_11 15.2.2562.17',
      true,
      true,
    ]);
  });

  test('sends our headers, not its own', async () => {
    await bindCalendar(open(), MAILBOX);
    const headers = proxy.requests.at(-1)?.headers;
    expect(headers).toMatchObject({
      authorization: `Basic ${Buffer.from('svc:secret').toString('base64')}`,
      'x-anchormailbox': MAILBOX,
      'user-agent': 'Godwit/test',
    });
    expect(headers?.['client-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  test.each([HOSTILE, '</t:UnresolvedEntry><evil/>', 'bell \u0007 null \u0000 half \uD83D end \uFFFE', '"><x y="', '&amp;&lt;'])(
    'writes well-formed XML whatever it is given: %j',
    async (text) => {
      await resolveName(open(), text);
      const { body } = proxy.requests.at(-1) ?? { body: '' };
      expect(isWellFormed(body)).toBe(true);
      expect(body.match(/<m:UnresolvedEntry>/g)?.length).toBe(1);
      expect(body).not.toContain('<evil/>');
    },
  );

  test('writes extended properties on this Node, with their values escaped', async () => {
    const answer = await askLibrary({
      transport: open(),
      mailbox: MAILBOX,
      signal: undefined,
      ask: async (service, { Appointment, DateTime, ExtendedPropertyDefinition, MapiPropertyType, SendInvitationsMode, Guid }) => {
        const appointment = new Appointment(service);
        appointment.Subject = HOSTILE;
        appointment.Start = new DateTime(Date.parse('2026-12-07T08:00:00Z'));
        appointment.End = new DateTime(Date.parse('2026-12-07T09:00:00Z'));
        const property = new ExtendedPropertyDefinition(
          new Guid('7d1c7f2e-5a0b-4b1e-9f55-2f6d676f6477'),
          'Name "quoted" & <more>',
          MapiPropertyType.String,
        );
        appointment.SetExtendedProperty(property, HOSTILE);
        await appointment.Save(SendInvitationsMode.SendToNone);
      },
    });
    expect(answer).toEqual({ ok: true, value: undefined });
    const [state] = await simulator.state(MAILBOX);
    const items = state?.folders.flatMap((folder) => folder.items) ?? [];
    expect(items.map(({ content }) => content.subject)).toEqual([HOSTILE]);
    expect(Object.values(items[0]?.extended ?? {})).toEqual([HOSTILE]);
  });

  test.each<[string, FaultAction, object]>([
    ['a busy server', { kind: 'busy', backOffMs: 400 }, { responseCode: 'ErrorServerBusy', outcome: 'not-executed', backOffMs: 400 }],
    [
      '503 with Retry-After',
      { kind: 'http', status: 503, retryAfterSeconds: 4 },
      { responseCode: 'HTTP_503', outcome: 'not-executed', backOffMs: 4_000 },
    ],
    ['401', { kind: 'unauthorized' }, { responseCode: 'HTTP_401', scope: 'login' }],
    ['a lost connection', { kind: 'dropAfter' }, { responseCode: 'UND_ERR_SOCKET', outcome: 'in-doubt' }],
    ['half an answer', { kind: 'truncate' }, { responseCode: 'UNREADABLE', outcome: 'in-doubt' }],
    ['an answer that is late', { kind: 'slowReply', ms: 1_500 }, { responseCode: 'TIMEOUT', outcome: 'in-doubt' }],
    ['an answer that refuses', { kind: 'itemError', code: 'ErrorAccessDenied', chance: 1 }, { responseCode: 'ErrorAccessDenied' }],
  ])('keeps the cause it would forget: %s', async (_name, action, expected) => {
    await simulator.setFaults([{ action }]);
    expect(await bindCalendar(open(undefined, 1_000), MAILBOX)).toMatchObject({ ok: false, failure: expected });
    await simulator.setFaults([]);
  });

  test('gives up when it is told to', async () => {
    await simulator.setFaults([{ action: { kind: 'slowReply', ms: 2_000 } }]);
    await expect(bindCalendar(open(), MAILBOX, AbortSignal.timeout(200))).rejects.toThrow('timeout');
    await simulator.setFaults([]);
  });
});

const SETTINGS = (
  url: string,
): string => `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:a="http://www.w3.org/2005/08/addressing">
  <s:Header><a:Action s:mustUnderstand="1">x</a:Action><h:ServerVersionInfo xmlns:h="http://schemas.microsoft.com/exchange/2010/Autodiscover"><h:MajorVersion>15</h:MajorVersion><h:MinorVersion>1</h:MinorVersion><h:MajorBuildNumber>2507</h:MajorBuildNumber><h:MinorBuildNumber>6</h:MinorBuildNumber><h:Version>Exchange2015</h:Version></h:ServerVersionInfo></s:Header>
  <s:Body><GetUserSettingsResponseMessage xmlns="http://schemas.microsoft.com/exchange/2010/Autodiscover"><Response xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><ErrorCode>NoError</ErrorCode><ErrorMessage/>
  <UserResponses><UserResponse><ErrorCode>NoError</ErrorCode><ErrorMessage>No error.</ErrorMessage><RedirectTarget i:nil="true"/><UserSettingErrors/>
  <UserSettings><UserSetting i:type="StringSetting"><Name>ExternalEwsUrl</Name><Value>${url}</Value></UserSetting></UserSettings></UserResponse></UserResponses></Response></GetUserSettingsResponseMessage></s:Body></s:Envelope>`;

describe('Autodiscover', () => {
  const EWS = 'https://mail.contoso.com/EWS/Exchange.asmx';

  test('gives the EWS address of a mailbox', async () => {
    const server = await startWebServer((_request, response) => void response.end(SETTINGS(EWS)));
    const at = `${server.url}/autodiscover/autodiscover.svc`;
    const send = (_method: string, _url: string, body: string) => open(at).post(body, { mailbox: MAILBOX });
    expect(await discoverEws(MAILBOX, { send, at })).toBe(EWS);
    expect(isWellFormed(server.requests[0]?.body ?? '')).toBe(true);
    expect(server.requests[0]?.body).toContain(`<a:Mailbox>${MAILBOX}</a:Mailbox>`);
    await server.stop();
  });

  test.each([
    ['an answer that is none', '<html/>'],
    ['an address that is none', SETTINGS('nowhere')],
  ])('gives null for %s', async (_name, text) => {
    const server = await startWebServer((_request, response) => void response.end(text));
    const at = `${server.url}/autodiscover/autodiscover.svc`;
    expect(await discoverEws(MAILBOX, { at, send: (_method, _url, body) => open(at).post(body, { mailbox: null }) })).toBeNull();
    await server.stop();
  });

  test('looks for the service without signing in, then asks the host that has it', async () => {
    const asked: string[] = [];
    const send = (method: 'GET' | 'POST', url: string) => {
      asked.push(`${method} ${url}`);
      if (method === 'POST') return Promise.resolve({ status: 200, headers: {}, body: SETTINGS(EWS) });
      const headers = url.startsWith('https://autodiscover.') ? { 'x-soap-enabled': 'True' } : {};
      return Promise.resolve({ status: 401, headers, body: '' });
    };
    expect(await discoverEws(MAILBOX, { send })).toBe(EWS);
    expect(asked).toEqual([
      'GET https://autodiscover.contoso.com/autodiscover/autodiscover.xml',
      'POST https://autodiscover.contoso.com/autodiscover/autodiscover.svc',
    ]);
  });

  test.each([
    ['https://autodiscover.contoso.com/x', true],
    ['https://contoso.com/x', true],
    ['https://autodiscover-s.outlook.com/x', true],
    ['http://autodiscover.contoso.com/x', false],
    ['https://contoso.com.evil.example/x', false],
    ['https://notcontoso.com/x', false],
  ])('gives the password to %s: %s', (url, may) => {
    expect(maySignIn('Mary@Contoso.com', new URL(url))).toBe(may);
  });
});
