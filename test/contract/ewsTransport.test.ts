import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { openEws, type EwsOptions } from '../../electron/adapters/ews/openEws.ts';
import type { Answer, ExchangeTarget, RequestFailure, TargetFolder } from '../../electron/ports/ExchangeTarget.ts';
import { OTHER_AUTHORITY, TEST_AUTHORITY, TEST_CERTIFICATE, TEST_KEY } from '../support/postgresTls.ts';
import { startWebServer, type Respond, type WebServer } from '../support/webServer.ts';

const FOLDER = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header>
  <h:ServerVersionInfo MajorVersion="15" MinorVersion="1" MajorBuildNumber="2507" MinorBuildNumber="6" Version="V2017_07_11" xmlns:h="http://schemas.microsoft.com/exchange/services/2006/types"/></s:Header>
  <s:Body><m:GetFolderResponse xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"><m:ResponseMessages>
  <m:GetFolderResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode><m:Folders><t:CalendarFolder><t:FolderId Id="id-1"/><t:DisplayName>Calendar</t:DisplayName></t:CalendarFolder></m:Folders>
  </m:GetFolderResponseMessage></m:ResponseMessages></m:GetFolderResponse></s:Body></s:Envelope>`;
const CALENDAR = { ok: true, value: { id: 'id-1', name: 'Calendar', created: false } };
const MAILBOX = 'mary@contoso.com';

const servers: WebServer[] = [];
const targets: ExchangeTarget[] = [];

afterEach(async () => {
  await Promise.all(targets.splice(0).map((target) => target.close()));
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

async function serve(respond: Respond, isTls = false): Promise<WebServer> {
  const server = await startWebServer(respond, isTls ? { cert: TEST_CERTIFICATE, key: TEST_KEY } : undefined);
  servers.push(server);
  return server;
}

function open(url: string, options: Partial<EwsOptions> = {}): ExchangeTarget {
  const target = openEws({
    url: `${url}/EWS/Exchange.asmx`,
    auth: { kind: 'basic', user: 'contoso\\svc', password: 'gehéim:1' },
    connections: 2,
    timeoutMs: 10_000,
    userAgent: 'Godwit/test',
    ...options,
  });
  targets.push(target);
  return target;
}

function failureOf(answer: Answer<TargetFolder>): RequestFailure {
  if (!answer.ok) return answer.failure;
  throw new Error('the request did not fail');
}

const answerFolder: Respond = (_request, response) => void response.end(FOLDER);

describe('the address', () => {
  test.each(['http://mail.contoso.com', 'http://10.0.0.1', 'ftp://127.0.0.1'])('%s is refused: nothing travels in the clear', (url) => {
    expect(() => open(url)).toThrow(expect.objectContaining({ code: 'TARGET_NOT_ENCRYPTED' }));
  });

  test('nobody listening there means that nothing was done', async () => {
    const { url, stop } = await startWebServer(answerFolder);
    await stop();
    expect(failureOf(await open(url).openCalendar(MAILBOX))).toMatchObject({
      outcome: 'not-executed',
      scope: 'server',
      responseCode: 'ECONNREFUSED',
    });
  });

  test('a name nobody knows means that nothing was done', async () => {
    const failure = failureOf(await open('https://exchange.invalid').openCalendar(MAILBOX));
    expect(failure).toMatchObject({ outcome: 'not-executed', scope: 'server' });
    expect(failure.responseCode).toMatch(/^(?:ENOTFOUND|EAI_AGAIN)$/);
  });

  test('a redirection is not followed: the password goes where the operator said', async () => {
    const other = await serve(answerFolder);
    const { url } = await serve((_request, response) => void response.writeHead(302, { location: `${other.url}/EWS/Exchange.asmx` }).end());
    expect(failureOf(await open(url).openCalendar(MAILBOX))).toMatchObject({ outcome: 'not-executed', responseCode: 'HTTP_302' });
    expect(other.requests).toEqual([]);
  });
});

describe('the certificate', () => {
  test('is accepted when its authority is named', async () => {
    const { url } = await serve(answerFolder, true);
    expect(await open(url, { ca: TEST_AUTHORITY }).openCalendar(MAILBOX)).toEqual(CALENDAR);
  });

  test.each([
    ['an unknown authority', (url: string) => open(url)],
    ['another authority', (url: string) => open(url, { ca: OTHER_AUTHORITY })],
    ['another name', (url: string) => open(url.replace('localhost', '127.0.0.1'), { ca: TEST_AUTHORITY })],
  ])('of %s is refused before anything is sent', async (_name, make) => {
    const { url, requests } = await serve(answerFolder, true);
    expect(failureOf(await make(url).openCalendar(MAILBOX))).toMatchObject({
      outcome: 'not-executed',
      scope: 'login',
      responseCode: 'CERTIFICATE',
    });
    expect(requests).toEqual([]);
  });
});

describe('what is sent', () => {
  test('names program, mailbox and account, and each request by an id of its own', async () => {
    const { url, requests } = await serve(answerFolder);
    const target = open(url);
    await target.openCalendar(MAILBOX);
    await target.openCalendar('noel@contoso.com');
    expect(requests.map(({ method, path, headers }) => [method, path, headers['user-agent'], headers['x-anchormailbox']])).toEqual([
      ['POST', '/EWS/Exchange.asmx', 'Godwit/test', MAILBOX],
      ['POST', '/EWS/Exchange.asmx', 'Godwit/test', 'noel@contoso.com'],
    ]);
    expect(requests[0]?.headers.authorization).toBe(`Basic ${Buffer.from('contoso\\svc:gehéim:1', 'utf8').toString('base64')}`);
    const ids = requests.map(({ headers }) => headers['client-request-id']);
    expect(new Set(ids).size).toBe(2);
    expect(ids[0]).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('a mailbox gets back the cookies it was given, and only those', async () => {
    const given = [['a=1; path=/', 'b=2; Expires=Fri, 01 Jan 2100 00:00:00 GMT'], ['c=3'], ['a=; Max-Age=0', 'b=9; Max-Age=0']];
    const { url, requests } = await serve((_request, response, index) => {
      response.setHeader('set-cookie', given[index] ?? []);
      response.end(FOLDER);
    });
    const target = open(url);
    for (const mailbox of [MAILBOX, 'noel@contoso.com', MAILBOX, MAILBOX, 'noel@contoso.com']) await target.openCalendar(mailbox);
    expect(requests.map(({ headers }) => headers.cookie)).toEqual([undefined, undefined, 'a=1; b=2', undefined, 'c=3']);
  });

  test('goes over few connections that are kept', async () => {
    const server = await serve(answerFolder);
    const target = open(server.url, { connections: 3 });
    await target.openCalendar(MAILBOX);
    await Promise.all(Array.from({ length: 30 }, () => target.openCalendar(MAILBOX)));
    expect(server.connections()).toBeLessThanOrEqual(3);
    expect(target.statistics()).toEqual({ requests: 31, connections: server.connections(), handshakes: server.connections() });
  });

  test('a wrong password is sent once, however many requests wait', async () => {
    const { url, requests } = await serve((_request, response) => void response.writeHead(401).end());
    const target = open(url, { connections: 8 });
    const answers = await Promise.all(Array.from({ length: 8 }, () => target.openCalendar(MAILBOX)));
    expect(answers.map((answer) => failureOf(answer).responseCode)).toEqual(Array.from({ length: 8 }, () => 'HTTP_401'));
    expect(requests.length).toBe(1);
  });

  test('a request that waited for a connection in vain was not sent', async () => {
    const { url, requests } = await serve(async (_request, response, index) => {
      if (index > 0) await new Promise((resolve) => setTimeout(resolve, 1_500));
      response.end(FOLDER);
    });
    const target = open(url, { connections: 1, timeoutMs: 500 });
    await target.openCalendar(MAILBOX);
    const [first, second] = await Promise.all([target.openCalendar(MAILBOX), target.openCalendar(MAILBOX)]);
    expect([first, second].map((answer) => [failureOf(answer).outcome, failureOf(answer).responseCode])).toEqual([
      ['in-doubt', 'TIMEOUT'],
      ['not-executed', 'TIMEOUT'],
    ]);
    expect(requests.length).toBe(2);
  });
});

describe('what comes back', () => {
  test('is unpacked, and the server says what it is', async () => {
    const { url } = await serve((_request, response) => void response.setHeader('content-encoding', 'gzip').end(gzipSync(FOLDER)));
    const target = open(url);
    expect(target.serverVersion()).toBeNull();
    expect(await target.openCalendar(MAILBOX)).toEqual(CALENDAR);
    expect(target.serverVersion()).toBe('V2017_07_11 15.1.2507.6');
  });

  test.each<[string, string, Respond]>([
    [
      'half a gzip stream',
      'TRUNCATED',
      (_request, response) => void response.setHeader('content-encoding', 'gzip').end(gzipSync(FOLDER).subarray(0, 200)),
    ],
    [
      'a gzip stream that swells',
      'TRUNCATED',
      (_request, response) => void response.setHeader('content-encoding', 'gzip').end(gzipSync(Buffer.alloc(65 * 1024 * 1024))),
    ],
    [
      'a body that breaks off',
      'UND_ERR_SOCKET',
      (_request, response) => {
        response.setHeader('content-length', FOLDER.length);
        response.write(FOLDER.slice(0, 100), () => response.destroy());
      },
    ],
    ['a page of something else', 'UNREADABLE', (_request, response) => void response.end('<html><body>Sign in</body></html>')],
    ['XML with a DTD', 'UNREADABLE', (_request, response) => void response.end(`<!DOCTYPE x [<!ENTITY a "b">]>${FOLDER}`)],
    ['nothing', 'UNREADABLE', (_request, response) => void response.end()],
    ['a page of trouble', 'HTTP_500', (_request, response) => void response.writeHead(500).end('<html><body>Runtime Error</body></html>')],
  ])('leaves the request in doubt when it is %s', async (_name, responseCode, respond) => {
    const { url } = await serve(respond);
    expect(failureOf(await open(url).openCalendar(MAILBOX))).toMatchObject({ outcome: 'in-doubt', responseCode });
  });

  test('may hide «busy» inside an internal error', async () => {
    const fault = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>a:ErrorInternalServerError</faultcode><faultstring>An internal error</faultstring><detail>
      <e:ResponseCode xmlns:e="http://schemas.microsoft.com/exchange/services/2006/errors">ErrorInternalServerError</e:ResponseCode>
      <t:MessageXml xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"><t:Value Name="InnerErrorResponseCode">ErrorServerBusy</t:Value><t:Value Name="BackOffMilliseconds">4000</t:Value></t:MessageXml>
      </detail></s:Fault></s:Body></s:Envelope>`;
    const { url } = await serve((_request, response) => void response.writeHead(500).end(fault));
    expect(failureOf(await open(url).openCalendar(MAILBOX))).toEqual({
      outcome: 'not-executed',
      scope: 'server',
      responseCode: 'ErrorServerBusy',
      message: 'An internal error',
      backOffMs: 4_000,
    });
  });

  test('may ask to wait until a date', async () => {
    const { url } = await serve((_request, response) => {
      response.writeHead(503, { 'retry-after': new Date(Date.now() + 60_000).toUTCString() }).end();
    });
    const { outcome, backOffMs } = failureOf(await open(url).openCalendar(MAILBOX));
    expect(outcome).toBe('not-executed');
    expect(backOffMs).toBeGreaterThan(55_000);
    expect(backOffMs).toBeLessThanOrEqual(60_000);
  });
});
