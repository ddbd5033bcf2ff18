import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { EwsAuth, EwsOptions } from '../../electron/adapters/ews/openEws.ts';
import { openEwsProbe } from '../../electron/adapters/ews/probe/openEwsProbe.ts';
import { checkTarget, type CheckTargetInput, type TargetStep } from '../../electron/usecases/checkTarget.ts';
import { TEST_AUTHORITY, TEST_CERTIFICATE, TEST_KEY } from '../support/postgresTls.ts';
import { startRecordingProxy, startWebServer, type Respond } from '../support/webServer.ts';
import { startSimulator, type SimulatorHandle } from '../simulator/startSimulator.ts';

const ZONES = ['W. Europe Standard Time', 'Tokyo Standard Time'];
const BASIC: EwsAuth = { kind: 'basic', user: 'svc', password: 'secret' };
const closing: (() => Promise<unknown>)[] = [];
let simulator: SimulatorHandle;

beforeAll(async () => {
  simulator = await startSimulator({
    accounts: [{ user: 'svc', password: 'secret', impersonates: ['mary@contoso.com', 'noel@contoso.com'] }],
    mailboxes: ['mary@contoso.com', 'noel@contoso.com', 'locked@contoso.com'],
    groups: [{ address: 'all@contoso.com', name: 'Everybody' }],
  });
});

afterEach(async () => {
  await simulator.change({ isEwsEnabled: true, authentication: ['basic', 'bearer', 'ntlm'], faults: [] });
  for (const close of closing.splice(0).reverse()) await close();
});

afterAll(() => simulator.stop());

async function check(options: Partial<EwsOptions> = {}, input: Partial<CheckTargetInput> = {}): Promise<readonly TargetStep[]> {
  const probe = openEwsProbe({ url: simulator.url, auth: BASIC, connections: 2, timeoutMs: 5_000, userAgent: 'Godwit/test', ...options });
  closing.push(() => probe.close());
  const steps: TargetStep[] = [];
  const given = { probe, mailboxes: ['mary@contoso.com'], timeZones: ZONES, concurrency: 2, ...input };
  for await (const step of checkTarget(given)) steps.push(step);
  return steps;
}

/** `step ok` or `step CODE`. */
function told(steps: readonly TargetStep[]): readonly string[] {
  return steps.map(({ step, ok, code }) => `${step} ${ok ? 'ok' : (code ?? 'without a code')}`);
}

async function serve(respond: Respond, isTls = false): Promise<string> {
  const server = await startWebServer(respond, isTls ? { cert: TEST_CERTIFICATE, key: TEST_KEY } : undefined);
  closing.push(() => server.stop());
  return `${server.url}/EWS/Exchange.asmx`;
}

const REACHED = ['name ok', 'connection ok', 'answer ok'];
const SIGNED_IN = [...REACHED, 'sign-in ok', 'time-zones ok'];

describe('checking a target that is as it should be', () => {
  test('tells every step and what was seen', async () => {
    const steps = await check({}, { mailboxes: ['mary@contoso.com', 'noel@contoso.com'] });
    const mailbox = ['mailbox ok', 'impersonation ok', 'calendar ok'];
    expect(told(steps)).toEqual([...SIGNED_IN, ...mailbox, ...mailbox]);
    expect(steps.find(({ step }) => step === 'answer')?.detail).toBe('HTTP 401, sign-in by Negotiate, NTLM, Basic, Bearer');
    expect(steps.find(({ step }) => step === 'sign-in')?.detail).toBe('svc is let in; the server is V2017_07_11 15.2.2562.17');
  });

  test('signs in by NTLM, too', async () => {
    await simulator.change({ authentication: ['ntlm'] });
    const steps = await check({ auth: { kind: 'ntlm', user: 'svc', password: 'secret' } });
    expect(told(steps).slice(0, 5)).toEqual(SIGNED_IN);
  });

  test('signs in with a token as the first mailbox that can be acted for', async () => {
    const tokens = await startWebServer((_request, response) => void response.end('{"access_token":"a.b.c","expires_in":3600}'));
    closing.push(() => tokens.stop());
    const proxy = await startRecordingProxy(simulator.url);
    closing.push(() => proxy.stop());
    const credential = { secret: 's3cret' };
    const auth = { kind: 'oauth', tenant: 'contoso.com', clientId: 'client-1', credential, authority: tokens.url } as const;
    const mailboxes = ['nobody@contoso.com', 'locked@contoso.com', 'noel@contoso.com'];
    const steps = await check({ auth, url: `${proxy.url}/EWS/Exchange.asmx` }, { mailboxes });
    expect(told(steps)).toEqual([
      ...SIGNED_IN,
      ...['mailbox TARGET_MAILBOX_MISSING', 'impersonation TARGET_IMPERSONATION_DENIED', 'mailbox ok', 'impersonation ok', 'calendar ok'],
    ]);
    const asked = proxy.requests.filter(({ body }) => body.includes('GetServerTimeZones'));
    expect(asked.map(({ headers }) => headers['x-anchormailbox'])).toEqual(mailboxes);
  });

  test('writes nothing', async () => {
    await check();
    const { operations } = await simulator.counters();
    expect(Object.keys(operations).filter((name) => /Create|Update|Delete|Send|Move/.test(name))).toEqual([]);
  });
});

describe('checking a target that cannot be reached', () => {
  test('names a server nobody knows', async () => {
    expect(told(await check({ url: 'https://exchange.invalid/EWS/Exchange.asmx' }, { mailboxes: [] }))).toEqual([
      'name TARGET_NAME_UNKNOWN',
    ]);
  });

  test('names a port where nobody listens', async () => {
    const server = await startWebServer(() => undefined);
    await server.stop();
    const steps = await check({ url: `${server.url}/EWS/Exchange.asmx` }, { mailboxes: [] });
    expect(told(steps)).toEqual(['name ok', 'connection TARGET_UNREACHABLE']);
    expect(steps.at(-1)?.detail).toContain('ECONNREFUSED');
  });

  test.each([
    ['is not trusted', 'localhost', undefined, 'unable to verify the first certificate'],
    ['is for another name', '127.0.0.1', TEST_AUTHORITY, 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ])('says why the certificate %s', async (_name, host, ca, words) => {
    const url = (await serve((_request, response) => void response.end(), true)).replace('localhost', host);
    const steps = await check({ url, ...(ca === undefined ? {} : { ca }) }, { mailboxes: [] });
    expect(told(steps)).toEqual(['name ok', 'connection ok', 'certificate TARGET_CERTIFICATE']);
    expect(steps.at(-1)?.detail).toMatch(new RegExp(`${words}|UNABLE_TO_VERIFY_LEAF_SIGNATURE|altnames`));
  });

  test('shows a certificate that is fine', async () => {
    const url = await serve((_request, response) => void response.writeHead(404).end(), true);
    const steps = await check({ url, ca: TEST_AUTHORITY }, { mailboxes: [] });
    expect(told(steps)).toEqual(['name ok', 'connection ok', 'certificate ok', 'answer TARGET_NOT_EWS']);
    expect(steps[2]?.detail).toBe('localhost, issued by Godwit test authority, valid until 2126-10-27');
  });

  test('knows a page that is not Exchange', async () => {
    const url = await serve((_request, response) => void response.writeHead(302, { location: 'https://sso.contoso.com/' }).end());
    const steps = await check({ url }, { mailboxes: [] });
    expect(told(steps)).toEqual(['name ok', 'connection ok', 'answer TARGET_NOT_EWS']);
    expect(steps.at(-1)?.detail).toContain('it redirects to https://sso.contoso.com/');
  });

  test('knows EWS that is switched off, and says until when it can be switched on', async () => {
    await simulator.change({ isEwsEnabled: false });
    const steps = await check();
    expect(told(steps)).toEqual(['name ok', 'connection ok', 'answer TARGET_EWS_DISABLED']);
    expect(steps.at(-1)?.remedy).toMatch(/2027-04-01.*Set-OrganizationConfig -EwsEnabled \$true/);
  });
});

describe('checking a target that refuses', () => {
  test('names the ways to sign in it offers', async () => {
    await simulator.change({ authentication: ['ntlm'] });
    const steps = await check();
    expect(told(steps)).toEqual(['name ok', 'connection ok', 'answer TARGET_SCHEME_NOT_OFFERED']);
    expect(steps.at(-1)?.detail).toContain('does not offer Basic as a way to sign in; it offers Negotiate, NTLM');
  });

  test('knows a wrong password', async () => {
    const steps = await check({ auth: { ...BASIC, password: 'wrong' } });
    expect(told(steps)).toEqual([...REACHED, 'sign-in TARGET_LOGIN_FAILED']);
    expect(JSON.stringify(steps)).not.toContain('wrong');
  });

  test('knows a server that has no time', async () => {
    await simulator.setFaults([{ operation: 'GetServerTimeZones', action: { kind: 'busy', backOffMs: 100 } }]);
    expect(told(await check())).toEqual([...REACHED, 'sign-in TARGET_BUSY']);
  });

  test('names the time zones the server does not know, and goes on', async () => {
    const steps = await check({}, { timeZones: [...ZONES, 'Atlantis Standard Time'] });
    expect(told(steps)).toEqual([
      ...REACHED,
      'sign-in ok',
      'time-zones TARGET_TIME_ZONES_UNKNOWN',
      'mailbox ok',
      'impersonation ok',
      'calendar ok',
    ]);
    expect(steps[4]?.detail).toContain('Atlantis Standard Time');
  });

  test('tells each mailbox apart', async () => {
    const mailboxes = ['nobody@contoso.com', 'all@contoso.com', 'locked@contoso.com', 'mary@contoso.com'];
    const steps = await check({}, { mailboxes });
    expect(told(steps).slice(5)).toEqual([
      'mailbox TARGET_MAILBOX_MISSING',
      'mailbox TARGET_MAILBOX_MISSING',
      'impersonation TARGET_IMPERSONATION_DENIED',
      ...['mailbox ok', 'impersonation ok', 'calendar ok'],
    ]);
    expect(steps[6]?.detail).toContain('the address book knows it as PublicGroup all@contoso.com');
  });

  test('knows a calendar that does not open', async () => {
    await simulator.setFaults([{ operation: 'GetFolder', action: { kind: 'itemError', code: 'ErrorMailboxMoveInProgress', chance: 1 } }]);
    expect(told(await check()).slice(5)).toEqual(['mailbox ok', 'impersonation ok', 'calendar TARGET_CALENDAR_CLOSED']);
  });
});
