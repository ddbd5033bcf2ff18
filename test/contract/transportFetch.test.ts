import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { TransportFailure } from '../../electron/adapters/ews/http/EwsTransport.ts';
import { fetchSender, type Fetch } from '../../electron/adapters/ews/http/fetchSender.ts';
import type { Sender } from '../../electron/adapters/ews/http/Sender.ts';
import { basicSignIn, type SignIn } from '../../electron/adapters/ews/http/SignIn.ts';
import { openEws } from '../../electron/adapters/ews/openEws.ts';
import { startSimulator } from '../simulator/startSimulator.ts';
import { startWebServer, type Respond } from '../support/webServer.ts';

const SIGN_IN = basicSignIn('svc', 'pw');

function senderTo(url: string, { signIn = SIGN_IN, connections = 4, given = fetch } = {}): Sender {
  return fetchSender({ address: new URL(url), connections }, signIn, given);
}

function request(signal = new AbortController().signal): Parameters<Sender['send']>[0] {
  return { headers: { 'content-type': 'text/xml', 'x-anchormailbox': 'a@x.com' }, body: Buffer.from('<é/>'), signal };
}

async function withServer<T>(respond: Respond, work: (server: Awaited<ReturnType<typeof startWebServer>>) => Promise<T>): Promise<T> {
  const server = await startWebServer(respond);
  try {
    return await work(server);
  } finally {
    await server.stop();
  }
}

async function failure(work: Promise<unknown>): Promise<TransportFailure> {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof TransportFailure) return error;
  throw new Error(`not a transport failure: ${String(error)}`);
}

describe('sending through the program’s own network stack', () => {
  it('posts body and headers, and signs in', () =>
    withServer(
      (_request, response) => void response.writeHead(200, { 'x-diag': 'a', 'set-cookie': ['one=1', 'two=2'] }).end('<ü/>'),
      async (server) => {
        const reply = await senderTo(server.url).send(request());
        expect(reply).toMatchObject({ status: 200, body: '<ü/>', headers: { 'x-diag': 'a', 'set-cookie': 'one=1\ntwo=2' } });
        expect(server.requests).toMatchObject([
          {
            method: 'POST',
            body: '<é/>',
            headers: { authorization: 'Basic c3ZjOnB3', 'x-anchormailbox': 'a@x.com', 'content-type': 'text/xml' },
          },
        ]);
      },
    ));

  it('asks for a new sign-in once when the old one is refused', () =>
    withServer(
      (asked, response) => void response.writeHead(asked.headers.authorization === 'Bearer new' ? 200 : 401).end(),
      async (server) => {
        const tokens = ['Bearer old', 'Bearer new'];
        const signIn: SignIn = { authorization: () => Promise.resolve(tokens[0] ?? ''), renew: () => tokens.shift() !== undefined };
        expect((await senderTo(server.url, { signIn }).send(request())).status).toBe(200);
        expect(server.requests.length).toBe(2);
      },
    ));

  it('does not try the same password twice', () =>
    withServer(
      (_request, response) => void response.writeHead(401).end(),
      async (server) => {
        expect((await senderTo(server.url).send(request())).status).toBe(401);
        expect(server.requests.length).toBe(1);
      },
    ));

  it('takes credentials nowhere else', () =>
    withServer(
      (_request, response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
      async (server) => {
        const reply = await senderTo(server.url).send(request());
        expect([reply.status, server.requests.length]).toEqual([302, 1]);
      },
    ));

  it('knows that nothing was sent where nobody listens', async () => {
    const gone = await withServer(
      () => undefined,
      (server) => Promise.resolve(server.url),
    );
    const refused = await failure(senderTo(gone).send(request()));
    expect([refused.wasSent, refused.code]).toEqual([false, 'ECONNREFUSED']);
  });

  it.each([
    ['net::ERR_NAME_NOT_RESOLVED', false, 'ERR_NAME_NOT_RESOLVED'],
    ['net::ERR_INTERNET_DISCONNECTED', false, 'ERR_INTERNET_DISCONNECTED'],
    ['net::ERR_CONNECTION_REFUSED', false, 'ERR_CONNECTION_REFUSED'],
    ['net::ERR_PROXY_CONNECTION_FAILED', false, 'ERR_PROXY_CONNECTION_FAILED'],
    ['net::ERR_CERT_AUTHORITY_INVALID', false, 'CERTIFICATE'],
    ['net::ERR_CONNECTION_RESET', true, 'ERR_CONNECTION_RESET'],
    ['net::ERR_EMPTY_RESPONSE', true, 'ERR_EMPTY_RESPONSE'],
    ['net::ERR_NETWORK_CHANGED', true, 'ERR_NETWORK_CHANGED'],
    ['something nobody knows', true, 'UNKNOWN'],
  ])('says of Chromium’s %s whether the server can have seen it', async (message, wasSent, code) => {
    const told = await failure(senderTo('http://127.0.0.1:1/', { given: () => Promise.reject(new Error(message)) }).send(request()));
    expect([told.wasSent, told.code]).toEqual([wasSent, code]);
  });

  it('calls a request in doubt whose connection broke', () =>
    withServer(
      (_request, response) => void response.destroy(),
      async (server) => {
        expect((await failure(senderTo(server.url).send(request()))).wasSent).toBe(true);
      },
    ));

  it('calls an answer cut short in doubt', () =>
    withServer(
      (_request, response) => {
        response.writeHead(200, { 'content-length': '100' }).write('<half');
        setTimeout(() => response.destroy(), 20);
      },
      async (server) => {
        expect((await failure(senderTo(server.url).send(request()))).wasSent).toBe(true);
      },
    ));

  it('gives up when it is told to, in doubt once it was sent, not before', () =>
    withServer(
      async (_request, response) => {
        await sleep(300);
        response.end();
      },
      async (server) => {
        const sender = senderTo(server.url, { connections: 1 });
        const [first, second] = [new AbortController(), new AbortController()];
        const sent = failure(sender.send(request(first.signal)));
        const waiting = failure(sender.send(request(second.signal)));
        await sleep(50);
        second.abort();
        first.abort();
        expect([(await sent).wasSent, (await waiting).wasSent]).toEqual([true, false]);
        expect(server.requests.length).toBe(1);
      },
    ));

  it('sends no more at once than it has connections', async () => {
    let [now, most] = [0, 0];
    await withServer(
      async (_request, response) => {
        now += 1;
        most = Math.max(most, now);
        await sleep(20);
        now -= 1;
        response.end();
      },
      async (server) => {
        const sender = senderTo(server.url, { connections: 3 });
        await Promise.all(Array.from({ length: 12 }, () => sender.send(request())));
      },
    );
    expect(most).toBe(3);
  });

  it('opens a calendar of a whole Exchange', async () => {
    const exchange = await startSimulator({ accounts: [{ user: 'svc', password: 'pw' }], mailboxes: ['jimi@contoso.com'] });
    let calls = 0;
    const counted: Fetch = (input, init) => {
      calls += 1;
      return fetch(input, init);
    };
    const target = openEws({
      url: exchange.url,
      auth: { kind: 'basic', user: 'svc', password: 'pw' },
      connections: 2,
      timeoutMs: 10_000,
      userAgent: 'test',
      fetch: counted,
    });
    const reply = await target.openCalendar('jimi@contoso.com');
    await target.close();
    await exchange.stop();
    expect([reply.ok, calls]).toEqual([true, 1]);
  });
});
