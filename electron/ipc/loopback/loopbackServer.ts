import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { readPageFile } from '../pageFiles.ts';
import { readPosition, type EventHub } from '../EventHub.ts';
import type { Router } from '../router.ts';

/**
 * The wizard in a browser, for development and tests only; never part of the packaged program. It listens on the loopback address, lets in
 * who comes with the one-time token of the printed address, and answers only requests that name this very host, so that no web page
 * and no rebound name can speak to it.
 */
export interface LoopbackServer {
  /** With the token: good for one browser. */
  readonly address: string;
  readonly origin: string;
  close(): Promise<void>;
}

export interface LoopbackOptions {
  readonly router: Router;
  readonly hub: EventHub;
  /** The built renderer. */
  readonly root: string;
  readonly port?: number;
}

const COOKIE = 'godwit';
const LARGEST_BODY = 8 * 1024 * 1024;
const callSchema = z.strictObject({ name: z.string(), input: z.unknown().optional() });

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function refuse(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }).end(`${sentence}\n`);
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) return null;
    size += chunk.length;
    if (size > LARGEST_BODY) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function readCall(body: string): z.infer<typeof callSchema> | null {
  try {
    const parsed = callSchema.safeParse(JSON.parse(body));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

class LoopbackHost {
  readonly #options: LoopbackOptions;
  readonly #cookie = randomBytes(24).toString('base64url');
  readonly token = randomBytes(24).toString('base64url');
  host = '';
  #isTokenSpent = false;

  constructor(options: LoopbackOptions) {
    this.#options = options;
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.headers.host !== this.host) {
      refuse(response, 421, 'This is not the name of this host.');
      return;
    }
    const { origin } = request.headers;
    if (origin !== undefined && origin !== `http://${this.host}`) {
      refuse(response, 403, 'Another page may not ask here.');
      return;
    }
    const url = new URL(request.url ?? '/', `http://${this.host}`);
    const token = url.searchParams.get('token');
    if (token !== null) {
      this.#exchange(token, response);
      return;
    }
    if (!this.#isKnown(request)) {
      refuse(response, 403, 'Open the address that was printed when the wizard was started.');
      return;
    }
    if (url.pathname === '/api/call') return this.#call(request, response);
    if (url.pathname === '/api/events') {
      this.#events(url, request, response);
      return;
    }
    const file = await readPageFile(this.#options.root, url.pathname);
    response.writeHead(file.status, file.headers).end(file.body);
  }

  /** The token is in the address, which lands in histories; so it is good once and becomes a cookie no script can read. */
  #exchange(token: string, response: ServerResponse): void {
    if (this.#isTokenSpent || !isSame(token, this.token)) {
      refuse(response, 403, 'This address was used before. Start the wizard again for a new one.');
      return;
    }
    this.#isTokenSpent = true;
    response
      .writeHead(303, {
        location: '/',
        'set-cookie': `${COOKIE}=${this.#cookie}; HttpOnly; SameSite=Strict; Path=/`,
        'cache-control': 'no-store',
      })
      .end();
  }

  #isKnown({ headers }: IncomingMessage): boolean {
    const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
    return pairs.some(([name, value]) => name === COOKIE && isSame(value ?? '', this.#cookie));
  }

  async #call(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST') {
      refuse(response, 405, 'Calls are posted.');
      return;
    }
    // A page of another origin cannot send this type without asking first, and it is never allowed to.
    if (request.headers['content-type'] !== 'application/json') {
      refuse(response, 415, 'Calls are JSON.');
      return;
    }
    const body = await readBody(request);
    const call = body === null ? null : readCall(body);
    if (call === null) {
      refuse(response, 400, 'This is not a call.');
      return;
    }
    const reply = await this.#options.router.dispatch(call.name, call.input);
    response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify(reply));
  }

  /** Lines of JSON, one an event, for as long as the browser listens. */
  #events(url: URL, request: IncomingMessage, response: ServerResponse): void {
    const host = url.searchParams.get('host');
    const position = host === null ? null : readPosition({ host, seq: Number(url.searchParams.get('seq')) });
    response.writeHead(200, { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' });
    response.flushHeaders();
    const leave = this.#options.hub.subscribe(position, (event) => void response.write(`${JSON.stringify(event)}\n`));
    request.on('close', leave);
    response.on('close', leave);
  }
}

/** Starts to serve the wizard on 127.0.0.1. */
export async function startLoopbackServer(options: LoopbackOptions): Promise<LoopbackServer> {
  const host = new LoopbackHost(options);
  const server = createServer((request, response) => {
    host.answer(request, response).catch(() => {
      if (!response.headersSent) refuse(response, 500, 'Something went wrong.');
      else response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  host.host = `127.0.0.1:${String(port)}`;
  const origin = `http://${host.host}`;
  return {
    address: `${origin}/?token=${host.token}`,
    origin,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
