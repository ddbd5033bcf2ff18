import type { Answer, RequestFailure } from '../../ports/ExchangeTarget.ts';
import { TransportFailure, type EwsTransport, type HttpReply } from './http/EwsTransport.ts';
import { escapeXml } from './xml/writeXml.ts';
import { child, childText, find, readXml, type XmlNode } from './xml/readXml.ts';

/** The version every server since 2013 SP1 understands; later ones answer it all the same. */
const REQUEST_VERSION = 'Exchange2013_SP1';

/** Faults after which part of the request may have been done: the server gave up in the middle. */
const MAYBE_DONE = new Set([
  'ErrorTimeoutExpired',
  'ErrorInternalServerError',
  'ErrorInternalServerTransientError',
  'ErrorMailboxFailover',
  'ErrorConnectionFailed',
  'ErrorConnectionFailedTransientError',
]);
const LOGIN = new Set(['HTTP_401', 'HTTP_403', 'HTTP_404']);
const SERVER = new Set(['ErrorServerBusy', 'ErrorExceededConnectionCount', 'HTTP_429', 'HTTP_500', 'HTTP_502', 'HTTP_503', 'HTTP_504']);

/** One operation's request: the body, and the action it answers with. */
export interface SoapRequest {
  /** `CreateItem`: the answer is `CreateItemResponse`. */
  readonly operation: string;
  readonly body: string;
  /** Impersonated; null for requests of the service account itself. */
  readonly mailbox: string | null;
  readonly signal?: AbortSignal;
}

function envelope({ body, mailbox }: SoapRequest): string {
  const impersonation =
    mailbox === null
      ? ''
      : `<t:ExchangeImpersonation><t:ConnectingSID><t:PrimarySmtpAddress>${escapeXml(mailbox)}</t:PrimarySmtpAddress></t:ConnectingSID></t:ExchangeImpersonation>`;
  return (
    '<?xml version="1.0" encoding="utf-8"?>' +
    '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types">' +
    `<soap:Header><t:RequestServerVersion Version="${REQUEST_VERSION}"/>${impersonation}</soap:Header>` +
    `<soap:Body>${body}</soap:Body></soap:Envelope>`
  );
}

/** Retry-After (RFC 9110 §10.2.3): seconds or a date. */
function retryAfterMs(reply: HttpReply): number | null {
  const value = reply.headers['retry-after'];
  if (value === undefined || value === '') return null;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return seconds * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - Date.now());
}

/** `<t:MessageXml><t:Value Name="BackOffMilliseconds">`, in faults and in single answers. */
export function backOffOf(node: XmlNode): number | null {
  const values = find(node, 'MessageXml')?.children ?? [];
  const text = values.find((value) => value.attributes['Name'] === 'BackOffMilliseconds')?.text;
  const milliseconds = Number(text);
  return text === undefined || !Number.isFinite(milliseconds) ? null : milliseconds;
}

function failure(responseCode: string, message: string, backOffMs: number | null, inDoubt: boolean): RequestFailure {
  const scope = SERVER.has(responseCode) ? 'server' : LOGIN.has(responseCode) ? 'login' : 'mailbox';
  return { outcome: inDoubt ? 'in-doubt' : 'not-executed', scope, responseCode, message, backOffMs };
}

function faultOf(reply: HttpReply): RequestFailure {
  const code = `HTTP_${String(reply.status)}`;
  let top: XmlNode;
  try {
    top = readXml(reply.body);
  } catch {
    // 503 and 4xx are refusals at the door; behind any other status without a fault the server may have got further.
    const isRefusal = reply.status === 503 || (reply.status >= 400 && reply.status < 500);
    return failure(code, `HTTP ${String(reply.status)}`, retryAfterMs(reply), !isRefusal);
  }
  const fault = find(top, 'Fault');
  const responseCode = (fault && find(fault, 'ResponseCode')?.text) ?? code;
  const message = (fault && (find(fault, 'Message')?.text ?? childText(fault, 'faultstring'))) ?? code;
  return failure(responseCode, message, backOffOf(top) ?? retryAfterMs(reply), MAYBE_DONE.has(responseCode));
}

/** Sends requests and reads envelopes; knows nothing of items. */
export class Soap {
  readonly transport: EwsTransport;
  #version: string | null = null;

  constructor(transport: EwsTransport) {
    this.transport = transport;
  }

  /** As the server says itself in `ServerVersionInfo`. */
  get serverVersion(): string | null {
    return this.#version;
  }

  /** The `…Response` element, or why there is none. Aborts and bugs throw. */
  async ask(request: SoapRequest): Promise<Answer<XmlNode>> {
    let reply: HttpReply;
    try {
      reply = await this.transport.post(envelope(request), {
        mailbox: request.mailbox,
        ...(request.signal === undefined ? {} : { signal: request.signal }),
      });
    } catch (error) {
      if (!(error instanceof TransportFailure)) throw error;
      return { ok: false, failure: { ...failure(error.code, error.message, null, error.wasSent), scope: 'server' } };
    }
    return reply.status === 200 ? this.#read(request.operation, reply) : { ok: false, failure: faultOf(reply) };
  }

  #read(operation: string, reply: HttpReply): Answer<XmlNode> {
    try {
      const top = readXml(reply.body);
      this.#noteVersion(child(top, 'Header'));
      const response = child(child(top, 'Body'), `${operation}Response`);
      if (response !== undefined) return { ok: true, value: response };
      if (find(top, 'Fault') !== undefined) return { ok: false, failure: faultOf(reply) };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return { ok: false, failure: failure('UNREADABLE', message, null, true) };
    }
    return { ok: false, failure: failure('UNREADABLE', `the answer is no ${operation}Response`, null, true) };
  }

  #noteVersion(header: XmlNode | undefined): void {
    const info = child(header, 'ServerVersionInfo')?.attributes;
    if (info === undefined) return;
    const build = [info['MajorVersion'], info['MinorVersion'], info['MajorBuildNumber'], info['MinorBuildNumber']].join('.');
    this.#version = `${info['Version'] ?? 'Exchange'} ${build}`;
  }
}
