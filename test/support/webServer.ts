import { createServer as createPlainServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** Which connection it came on, counted from 1. */
  readonly connection: number;
}

/** Answers a request; `index` counts requests from 0. */
export type Respond = (request: RecordedRequest, response: ServerResponse, index: number) => void | Promise<void>;

export interface WebServer {
  /** With the host `localhost`, which test certificates name. */
  readonly url: string;
  readonly requests: readonly RecordedRequest[];
  readonly connections: () => number;
  /** Closes every connection, as a server that is restarted does. */
  readonly dropConnections: () => void;
  readonly stop: () => Promise<void>;
}

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** A real HTTP or HTTPS server on the loopback that answers as a test says and remembers what it was asked. */
export async function startWebServer(respond: Respond, tls?: { readonly cert: string; readonly key: string }): Promise<WebServer> {
  const requests: RecordedRequest[] = [];
  const connections = new Map<unknown, number>();
  const listener: RequestListener = (request, response) => {
    void (async () => {
      const body = await readAll(request);
      const { method = '', url: path = '', headers, socket } = request;
      const recorded = { method, path, headers, body, connection: connections.get(socket) ?? 0 };
      requests.push(recorded);
      await respond(recorded, response, requests.length - 1);
    })();
  };
  const server: Server = tls === undefined ? createPlainServer(listener) : createTlsServer(tls, listener);
  server.on(tls === undefined ? 'connection' : 'secureConnection', (socket: unknown) => connections.set(socket, connections.size + 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://localhost:${String(port)}`,
    requests,
    connections: () => connections.size,
    dropConnections: () => server.closeAllConnections(),
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Forwards everything to another address and remembers it: what really goes over the wire. */
export function startRecordingProxy(target: string): Promise<WebServer> {
  return startWebServer(async ({ method, path, headers, body }, response) => {
    const { host: _host, 'content-length': _length, connection: _connection, ...passed } = headers;
    const answer = await fetch(new URL(path, target), {
      method,
      headers: Object.entries(passed).map(([name, value]): [string, string] => [name, String(value)]),
      ...(method === 'POST' ? { body } : {}),
    }).catch(() => null);
    const text = await answer?.text().catch(() => null);
    if (answer === null || typeof text !== 'string') {
      response.destroy();
      return;
    }
    const kept = ['content-type', 'set-cookie', 'www-authenticate', 'retry-after'].flatMap((name) => {
      const value = name === 'set-cookie' ? answer.headers.getSetCookie() : (answer.headers.get(name) ?? []);
      return value.length === 0 ? [] : [[name, value] as const];
    });
    response.writeHead(answer.status, Object.fromEntries(kept)).end(text);
  });
}
