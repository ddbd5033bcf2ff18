import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import type { Bridge } from '../../shared/contract/bridge.ts';
import { createLoopbackBridge } from '../../renderer/src/bridge/loopbackBridge.ts';
import { EventHub } from '../../electron/ipc/EventHub.ts';
import { isTrusted, type Sender } from '../../electron/ipc/electronTransport.ts';
import { startLoopbackServer, type LoopbackServer } from '../../electron/ipc/loopback/loopbackServer.ts';
import { createRouter, type Router } from '../../electron/ipc/router.ts';
import { ElectronPipe } from '../support/electronPipe.ts';
import { handlersWith } from '../support/fakeHandlers.ts';
import { describeTransport, until } from './suites/transport.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

function memoryBridge(router: Router, hub: EventHub): Bridge {
  return { call: (name, input) => router.dispatch(name, input), listen: (position, onEvent) => hub.subscribe(position, onEvent) };
}

function quietRouter(): Router {
  return createRouter(handlersWith({}), { redact: (text) => text, onBug: () => undefined });
}

async function enter(server: LoopbackServer): Promise<string> {
  const reply = await fetch(server.address, { redirect: 'manual' });
  return reply.headers.get('set-cookie')?.split(';')[0] ?? '';
}

function withCookie(cookie: string): typeof fetch {
  return (input, init) => fetch(input, { ...init, headers: { ...(init?.headers as Record<string, string> | undefined), cookie } });
}

describeTransport('memory', (router, hub) =>
  Promise.resolve({ open: () => Promise.resolve(memoryBridge(router, hub)), close: () => Promise.resolve() }),
);

describeTransport('Electron’s IPC', (router, hub) => {
  const pipe = new ElectronPipe(router, hub);
  return Promise.resolve({ open: () => Promise.resolve(pipe.open().bridge), close: () => Promise.resolve() });
});

describeTransport('loopback', async (router, hub) => {
  const server = await startLoopbackServer({ router, hub, root: tmpdir() });
  const request = withCookie(await enter(server));
  const stops: (() => void)[] = [];
  return {
    open: () => {
      const bridge = createLoopbackBridge({ origin: server.origin, request, reconnectMs: 20 });
      const listen: Bridge['listen'] = (position, onEvent) => {
        const stop = bridge.listen(position, onEvent);
        stops.push(stop);
        return stop;
      };
      return Promise.resolve({ ...bridge, listen });
    },
    close: async () => {
      for (const stop of stops) stop();
      await server.close();
    },
  };
});

describe('Electron’s IPC listens to its own page only', () => {
  const pipe = (): { readonly pipe: ElectronPipe; readonly hub: EventHub } => {
    const hub = new EventHub('h');
    return { pipe: new ElectronPipe(quietRouter(), hub), hub };
  };

  it.each([
    ['another page', 'https://evil.example/', false],
    ['a page of another host of our scheme', 'app://other/', false],
    ['a page whose host only begins like ours', 'app://godwit.evil/', false],
    ['a file', 'file:///godwit/index.html', false],
    ['no page', 'about:blank', false],
    ['a frame inside our page', 'app://godwit/', true],
  ])('refuses %s', async (_what, url, isSubframe) => {
    const { pipe: ipc, hub } = pipe();
    const window = ipc.open(url, isSubframe);
    expect(await window.bridge.call('host.info', {})).toMatchObject({ ok: false, error: { code: 'BRIDGE_REFUSED' } });
    const seen: unknown[] = [];
    window.bridge.listen(null, (event) => seen.push(event));
    hub.emit('menu.command', { command: 'find', step: null });
    expect(seen).toEqual([]);
  });

  it('refuses a frame that is gone', () => {
    expect(isTrusted({ sender: { mainFrame: null }, senderFrame: null } as unknown as Sender)).toBe(false);
  });

  it('lets its own page in', async () => {
    const reply = await pipe().pipe.open('app://godwit/index.html').bridge.call('host.info', {});
    expect(reply).toMatchObject({ ok: false, error: { code: 'WIZARD_NO_PROJECT' } });
  });

  it('gives the page one frozen object with two functions', () => {
    const { bridge } = pipe().pipe.open();
    expect(Object.isFrozen(bridge)).toBe(true);
    expect(Object.keys(bridge).sort()).toEqual(['call', 'listen']);
  });

  it('sends a reloaded page only what belongs to its own subscription', () => {
    const { pipe: ipc, hub } = pipe();
    const window = ipc.open();
    const [before, after]: [unknown[], unknown[]] = [[], []];
    window.bridge.listen(null, (event) => before.push(event));
    window.bridge.listen(null, (event) => after.push(event));
    hub.emit('menu.command', { command: 'find', step: null });
    expect([before.length, after.length]).toEqual([1, 2]);
  });

  it('sends nothing to a window that is closed', () => {
    const { pipe: ipc, hub } = pipe();
    const window = ipc.open();
    window.bridge.listen(null, () => undefined);
    const { length } = window.received;
    window.close();
    hub.emit('menu.command', { command: 'find', step: null });
    expect(window.received.length).toBe(length);
  });
});

describe('the loopback host lets nobody else in', () => {
  interface Asked {
    readonly path?: string;
    readonly method?: string;
    readonly headers?: Record<string, string>;
    readonly body?: string;
  }

  /** Plain HTTP, because `fetch` sets Host and Origin itself. */
  function ask(
    server: LoopbackServer,
    { path = '/', method = 'GET', headers = {}, body }: Asked,
  ): Promise<{ status: number; headers: Record<string, unknown>; text: string }> {
    const { hostname, port } = new URL(server.origin);
    return new Promise((resolve, reject) => {
      const request = httpRequest({ hostname, port, path, method, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString() }),
        );
      });
      request.on('error', reject);
      request.end(body);
    });
  }

  async function withServer<T>(work: (server: LoopbackServer, cookie: string) => Promise<T>): Promise<T> {
    const server = await startLoopbackServer({ router: quietRouter(), hub: new EventHub('h'), root: temporaryFolder('page-') });
    try {
      return await work(server, await enter(server));
    } finally {
      await server.close();
    }
  }

  const call = { path: '/api/call', method: 'POST', body: JSON.stringify({ name: 'host.info', input: {} }) };
  const json = { 'content-type': 'application/json' };

  it('listens on the loopback address only', () =>
    withServer((server) => {
      expect(new URL(server.origin).hostname).toBe('127.0.0.1');
      return Promise.resolve();
    }));

  it('takes the token once', () =>
    withServer(async (server) => {
      expect((await fetch(server.address, { redirect: 'manual' })).status).toBe(403);
    }));

  it('gives a cookie no script and no other site can use', () =>
    withServer(async () => {
      const server = await startLoopbackServer({ router: quietRouter(), hub: new EventHub('h'), root: tmpdir() });
      const reply = await fetch(server.address, { redirect: 'manual' });
      await server.close();
      expect(reply.headers.get('set-cookie')).toMatch(/^godwit=[\w-]{32}; HttpOnly; SameSite=Strict; Path=\/$/);
      expect(reply.headers.get('location')).toBe('/');
    }));

  it.each<[string, Asked, number]>([
    ['no cookie', { ...call, headers: json }, 403],
    ['a wrong cookie', { ...call, headers: { ...json, cookie: 'godwit=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' } }, 403],
    ['a wrong token', { path: '/?token=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }, 403],
    ['no cookie for events', { path: '/api/events' }, 403],
    ['no cookie for the page', { path: '/' }, 403],
  ])('refuses %s', (_what, asked, status) => withServer(async (server) => expect((await ask(server, asked)).status).toBe(status)));

  it.each<[string, Record<string, string>, number]>([
    ['a rebound name', { ...json, host: 'evil.example' }, 421],
    ['localhost by another name', { ...json, host: 'localhost' }, 421],
    ['another origin', { ...json, origin: 'https://evil.example' }, 403],
    ['the origin null', { ...json, origin: 'null' }, 403],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['plain text', { 'content-type': 'text/plain' }, 415],
  ])('refuses %s even with the cookie', (_what, headers, status) =>
    withServer(async (server, cookie) => {
      expect((await ask(server, { ...call, headers: { ...headers, cookie } })).status).toBe(status);
    }),
  );

  it('answers a page of its own origin', () =>
    withServer(async (server, cookie) => {
      const reply = await ask(server, { ...call, headers: { ...json, cookie, origin: server.origin } });
      expect([reply.status, JSON.parse(reply.text)]).toMatchObject([200, { ok: false, error: { code: 'WIZARD_NO_PROJECT' } }]);
    }));

  it.each([
    ['what is no JSON', '{'],
    ['what is no call', '[]'],
    ['more than eight megabytes', JSON.stringify({ name: 'host.copy', input: { text: 'x'.repeat(9_000_000) } })],
  ])('refuses %s', (_what, body) =>
    withServer(async (server, cookie) => {
      expect((await ask(server, { ...call, body, headers: { ...json, cookie } })).status).toBe(400);
    }),
  );

  it('takes up its events again after the connection broke', async () => {
    const hub = new EventHub('h');
    const server = await startLoopbackServer({ router: quietRouter(), hub, root: tmpdir() });
    const request = withCookie(await enter(server));
    let broken: AbortController | null = null;
    const fragile: typeof fetch = (input, init) => {
      broken = new AbortController();
      const signal = AbortSignal.any([broken.signal, ...(init?.signal instanceof AbortSignal ? [init.signal] : [])]);
      return request(input, { ...init, signal });
    };
    const seen: unknown[] = [];
    const stop = createLoopbackBridge({ origin: server.origin, request: fragile, reconnectMs: 20 }).listen(null, (event) =>
      seen.push(event),
    );
    await until(() => seen.length === 1);
    hub.emit('menu.command', { command: 'find', step: 1 });
    await until(() => seen.length === 2);
    (broken as AbortController | null)?.abort();
    hub.emit('menu.command', { command: 'find', step: 2 });
    await until(() => seen.length === 3);
    stop();
    await server.close();
    expect(seen).toMatchObject([{ seq: 0 }, { seq: 1 }, { seq: 2 }]);
  });
});
