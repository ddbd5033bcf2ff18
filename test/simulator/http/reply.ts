import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Counters } from './Counters.ts';

export interface Reply {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** How it is spoilt on its way: it ends in the middle as if whole, or the connection breaks there. */
  readonly spoil?: 'truncate' | 'dropMidway';
}

/** Sends an answer with the headers of a real server. */
export function send(request: IncomingMessage, response: ServerResponse, reply: Reply, compress: boolean, counters: Counters): void {
  counters.countStatus(reply.status);
  if (request.socket.destroyed) {
    counters.abandoned++;
    return;
  }
  const whole = Buffer.from(reply.body, 'utf8');
  const mayCompress = compress && reply.spoil === undefined && whole.length > 500 && acceptsGzip(request);
  const bytes = mayCompress ? gzipSync(whole, { level: 1 }) : whole;
  const sent = reply.spoil === 'truncate' ? whole.subarray(0, Math.floor(whole.length / 2)) : bytes;
  response.statusCode = reply.status;
  for (const [name, value] of Object.entries(headersOf(request))) response.setHeader(name, value);
  for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);
  if (mayCompress) response.setHeader('Content-Encoding', 'gzip');
  response.setHeader('Content-Length', sent.length);
  counters.bytesOut += sent.length;
  if (reply.spoil === 'dropMidway') response.write(sent.subarray(0, Math.floor(sent.length / 2)), () => request.socket.destroy());
  else response.end(sent);
}

function acceptsGzip(request: IncomingMessage): boolean {
  const accepted = request.headers['accept-encoding'] ?? '';
  return accepted.split(',').some((one) => /^\s*gzip\b/i.test(one));
}

function headersOf(request: IncomingMessage): Readonly<Record<string, string>> {
  const clientId = request.headers['client-request-id'];
  const wantsItBack = request.headers['return-client-request-id'] === 'true' && typeof clientId === 'string';
  return {
    'Content-Type': 'text/xml; charset=utf-8',
    ...{ 'request-id': randomUUID(), 'X-FEServer': 'EX1', 'X-BEServer': 'EX1' },
    ...(wantsItBack ? { 'client-request-id': clientId } : {}),
  };
}
