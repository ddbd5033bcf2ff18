import { X509Certificate, constants, createPublicKey, verify } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { openEws, type EwsAuth } from '../../electron/adapters/ews/openEws.ts';
import type { ExchangeTarget } from '../../electron/ports/ExchangeTarget.ts';
import { APPLICATION_CERTIFICATE, APPLICATION_KEY, OTHER_KEY } from '../support/applicationCertificate.ts';
import { TEST_CERTIFICATE, TEST_KEY } from '../support/postgresTls.ts';
import { startWebServer, type Respond, type WebServer } from '../support/webServer.ts';
import { startSimulator, type SimulatorHandle } from '../simulator/startSimulator.ts';
import type { GivenSettings } from '../simulator/settings.ts';

const MAILBOX = 'mary@contoso.com';
const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function simulate(settings: GivenSettings): Promise<SimulatorHandle> {
  const simulator = await startSimulator({ mailboxes: [MAILBOX], ...settings });
  closing.push(() => simulator.stop());
  return simulator;
}

async function serve(respond: Respond): Promise<WebServer> {
  const server = await startWebServer(respond);
  closing.push(() => server.stop());
  return server;
}

function open(url: string, auth: EwsAuth, connections = 3): ExchangeTarget {
  const target = openEws({ url, auth, connections, timeoutMs: 10_000, userAgent: 'Godwit/test' });
  closing.push(() => target.close());
  return target;
}

async function codes(target: ExchangeTarget, count: number): Promise<readonly string[]> {
  const answers = await Promise.all(Array.from({ length: count }, () => target.openCalendar(MAILBOX)));
  return answers.map((answer) => (answer.ok ? 'ok' : `${answer.failure.outcome} ${answer.failure.responseCode}`));
}

function times(count: number, word: string): readonly string[] {
  return Array.from({ length: count }, () => word);
}

describe('NTLM', () => {
  test.each([
    ['svc', 'svc'],
    ['CONTOSO\\svc', 'svc'],
    ['svc@contoso.com', 'svc@contoso.com'],
    ['jürgen', 'jürgen'],
  ])('signs each connection in once and rides free afterwards: %s', async (user, known) => {
    const simulator = await simulate({ authentication: ['ntlm'], accounts: [{ user: known }] });
    const target = open(simulator.url, { kind: 'ntlm', user, password: 'secret' });
    expect(await codes(target, 1)).toEqual(['ok']);
    for (let round = 0; round < 5; round += 1) expect(await codes(target, 12)).toEqual(times(12, 'ok'));
    const { ntlmHandshakes, connections, unauthorized, requests } = await simulator.counters();
    expect({ ntlmHandshakes, unauthorized, requests }).toEqual({ ntlmHandshakes: 3, unauthorized: 3, requests: 61 });
    // One more connection is the test's own, looking behind the curtain.
    expect(connections).toBe(4);
    expect(target.statistics()).toEqual({ requests: 61, connections: 3, handshakes: 3 });
  });

  test('sends the body with the last message only, and no header afterwards', async () => {
    const simulator = await simulate({ authentication: ['ntlm'] });
    const seen: (readonly [boolean, string])[] = [];
    const server = await serve((request, response) => {
      seen.push([request.body !== '', (request.headers.authorization ?? 'none').slice(0, 9)]);
      if (seen.length === 1) response.writeHead(401, { 'www-authenticate': ['Negotiate', `NTLM ${challenge}`] }).end();
      else response.writeHead(503).end();
    });
    const challenge = await challengeOf(simulator);
    const target = open(server.url, { kind: 'ntlm', user: 'svc', password: 'secret' }, 1);
    await codes(target, 1);
    await codes(target, 1);
    expect(seen).toEqual([
      [false, 'NTLM TlRM'],
      [true, 'NTLM TlRM'],
      [true, 'none'],
    ]);
  });

  test('signs in again on a new connection', async () => {
    const simulator = await simulate({ authentication: ['ntlm'] });
    const target = open(simulator.url, { kind: 'ntlm', user: 'svc', password: 'secret' }, 1);
    expect(await codes(target, 2)).toEqual(['ok', 'ok']);
    await simulator.setFaults([{ action: { kind: 'dropBefore' } }]);
    expect(await codes(target, 1)).toEqual(['in-doubt UND_ERR_SOCKET']);
    expect(await codes(target, 2)).toEqual(['ok', 'ok']);
    expect(target.statistics()).toMatchObject({ connections: 2, handshakes: 2 });
  });

  test('signs in again where the server forgot the connection', async () => {
    const simulator = await simulate({ authentication: ['ntlm'] });
    const target = open(simulator.url, { kind: 'ntlm', user: 'svc', password: 'secret' }, 1);
    expect(await codes(target, 1)).toEqual(['ok']);
    await simulator.setFaults([{ action: { kind: 'unauthorized' } }]);
    expect(await codes(target, 1)).toEqual(['ok']);
    expect(target.statistics()).toMatchObject({ connections: 1, handshakes: 2 });
  });

  test('tries a wrong password once', async () => {
    const simulator = await simulate({ authentication: ['ntlm'] });
    const target = open(simulator.url, { kind: 'ntlm', user: 'svc', password: 'wrong' });
    expect(await codes(target, 6)).toEqual(times(6, 'not-executed HTTP_401'));
    expect(target.statistics().handshakes).toBe(1);
  });

  test('is refused where the server has none', async () => {
    const simulator = await simulate({ authentication: ['basic'] });
    expect(await codes(open(simulator.url, { kind: 'ntlm', user: 'svc', password: 'secret' }), 1)).toEqual(['not-executed HTTP_401']);
  });
});

/** A genuine challenge, so that the answer can be worked out. */
async function challengeOf(simulator: SimulatorHandle): Promise<string> {
  const open = 'NTLM TlRMTVNTUAABAAAAAoIIAAAAAAAAAAAAAAAAAAAAAAA=';
  const answer = await fetch(simulator.url, { method: 'POST', headers: { authorization: open } });
  return /NTLM ([\w+/=]+)/.exec(answer.headers.get('www-authenticate') ?? '')?.[1] ?? '';
}

interface Tokens {
  readonly server: WebServer;
  readonly forms: () => readonly Readonly<Record<string, string>>[];
}

/** A token endpoint that hands out these tokens, the last one for ever. */
async function startTokens(values: readonly string[], expiresIn = 3_600): Promise<Tokens> {
  const server = await serve((_request, response, index) => {
    const token = { token_type: 'Bearer', expires_in: expiresIn, access_token: values[Math.min(index, values.length - 1)] };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(token));
  });
  return { server, forms: () => server.requests.map(({ body }) => Object.fromEntries(new URLSearchParams(body))) };
}

function oauth(authority: string, credential: Extract<EwsAuth, { kind: 'oauth' }>['credential'] = { secret: 's3cret' }): EwsAuth {
  return { kind: 'oauth', tenant: 'contoso.onmicrosoft.com', clientId: 'client-1', credential, authority };
}

describe('OAuth', () => {
  test('asks for one token, for the host of EWS, and uses it until it runs out', async () => {
    const simulator = await simulate({ authentication: ['bearer'] });
    const tokens = await startTokens(['a.b.c']);
    const target = open(simulator.url, oauth(tokens.server.url));
    expect(await codes(target, 10)).toEqual(times(10, 'ok'));
    expect(await codes(target, 10)).toEqual(times(10, 'ok'));
    expect(tokens.server.requests.map(({ path }) => path)).toEqual(['/contoso.onmicrosoft.com/oauth2/v2.0/token']);
    expect(tokens.forms()).toEqual([
      { grant_type: 'client_credentials', client_id: 'client-1', client_secret: 's3cret', scope: 'https://127.0.0.1/.default' },
    ]);
  });

  test('renews a token before it expires', async () => {
    const simulator = await simulate({ authentication: ['bearer'] });
    const tokens = await startTokens(['a.b.c'], 1);
    const target = open(simulator.url, oauth(tokens.server.url));
    expect(await codes(target, 1)).toEqual(['ok']);
    await expect.poll(async () => [await codes(target, 1), tokens.server.requests.length > 1], { interval: 100 }).toEqual([['ok'], true]);
  });

  test('renews a token the server does not take any more, once for all requests', async () => {
    const simulator = await simulate({ authentication: ['bearer'] });
    const tokens = await startTokens(['a.b.c', 'new.token.value']);
    const target = open(simulator.url, oauth(tokens.server.url));
    expect(await codes(target, 1)).toEqual(['ok']);
    await simulator.change({ accounts: [{ user: 'svc', token: 'new.token.value' }] });
    expect(await codes(target, 6)).toEqual(times(6, 'ok'));
    expect(tokens.server.requests.length).toBe(2);
  });

  test('gives up when a fresh token is refused, too', async () => {
    const simulator = await simulate({ authentication: ['bearer'] });
    const tokens = await startTokens(['bad', 'bad.too']);
    expect(await codes(open(simulator.url, oauth(tokens.server.url)), 1)).toEqual(['not-executed HTTP_401']);
    expect(tokens.server.requests.length).toBe(2);
  });

  test('says what the directory said when there is no token', async () => {
    const simulator = await simulate({ authentication: ['bearer'] });
    const words = { error: 'invalid_client', error_description: 'AADSTS7000215: Invalid client secret provided.\r\nTrace ID: 1' };
    const tokens = await serve((_request, response) => void response.writeHead(401).end(JSON.stringify(words)));
    const answer = await open(simulator.url, oauth(tokens.url)).openCalendar(MAILBOX);
    expect(answer).toEqual({
      ok: false,
      failure: {
        ...{ outcome: 'not-executed', scope: 'login', responseCode: 'HTTP_401', backOffMs: null },
        message: `${new URL(tokens.url).host}: no token: invalid_client: AADSTS7000215: Invalid client secret provided.`,
      },
    });
  });

  test('knows that nothing was sent when the directory does not answer', async () => {
    const simulator = await simulate({ authentication: ['bearer'] });
    const tokens = await serve((_request, response) => void response.destroy());
    expect(await codes(open(simulator.url, oauth(tokens.url)), 1)).toEqual(['not-executed UND_ERR_SOCKET']);
    expect((await simulator.counters()).requests).toBe(0);
  });

  test('signs with a certificate as Entra ID wants it', async () => {
    const simulator = await simulate({ authentication: ['bearer'] });
    const tokens = await startTokens(['a.b.c']);
    const target = open(simulator.url, oauth(tokens.server.url, { pem: APPLICATION_CERTIFICATE + APPLICATION_KEY }));
    expect(await codes(target, 1)).toEqual(['ok']);
    const [{ client_assertion: assertion = '', client_assertion_type: type } = {}] = tokens.forms();
    expect(type).toBe('urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
    const [head = '', claims = '', signature = ''] = assertion.split('.');
    const certificate = new X509Certificate(APPLICATION_CERTIFICATE);
    const thumbprint = Buffer.from(certificate.fingerprint256.replaceAll(':', ''), 'hex').toString('base64url');
    expect(JSON.parse(Buffer.from(head, 'base64url').toString())).toEqual({ alg: 'PS256', typ: 'JWT', 'x5t#S256': thumbprint });
    const endpoint = `${tokens.server.url}/contoso.onmicrosoft.com/oauth2/v2.0/token`;
    const content: unknown = JSON.parse(Buffer.from(claims, 'base64url').toString());
    expect(content).toMatchObject({ aud: endpoint, iss: 'client-1', sub: 'client-1' });
    const key = { key: createPublicKey(APPLICATION_CERTIFICATE), padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
    expect(verify('sha256', Buffer.from(`${head}.${claims}`), key, Buffer.from(signature, 'base64url'))).toBe(true);
  });

  test.each([
    ['the key of another certificate', APPLICATION_CERTIFICATE + OTHER_KEY],
    ['no key', APPLICATION_CERTIFICATE],
    ['no certificate', APPLICATION_KEY],
    ['an elliptic key', TEST_CERTIFICATE + TEST_KEY],
    ['no PEM', 'hello'],
  ])('refuses a certificate file with %s', (_name, pem) => {
    expect(() => open('https://outlook.office365.com/EWS/Exchange.asmx', oauth('https://login.example.com', { pem }))).toThrow(
      expect.objectContaining({ code: 'TARGET_CERTIFICATE_FILE' }),
    );
  });
});
