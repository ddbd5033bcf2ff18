import type { RequestFailure } from '../../ports/ExchangeTarget.ts';
import type { HttpReply, TransportFailure } from './http/EwsTransport.ts';
import { UnreadableXml, childText, find, readXml, type XmlNode } from './xml/readXml.ts';

/** Faults after which part of the request may have been done: the server gave up in the middle. */
const MAYBE_DONE = new Set([
  'ErrorTimeoutExpired',
  'ErrorInternalServerError',
  'ErrorInternalServerTransientError',
  'ErrorMailboxFailover',
  'ErrorConnectionFailed',
  'ErrorConnectionFailedTransientError',
]);
/** Gateways that lost the server behind them while it may have been at work. 503 is what they say when there was none. */
const MAYBE_DONE_STATUS = new Set([500, 502, 504]);
const LOGIN = new Set(['HTTP_401', 'HTTP_403', 'HTTP_404', 'CERTIFICATE']);
const SERVER = new Set([
  'ErrorServerBusy',
  'ErrorExceededConnectionCount',
  'ErrorTooManyObjectsOpened',
  'HTTP_429',
  'HTTP_500',
  'HTTP_502',
  'HTTP_503',
  'HTTP_504',
]);

/** `<t:MessageXml><t:Value Name="…">`, in faults and in single answers. */
function messageValue(node: XmlNode, name: string): string | undefined {
  const values = find(node, 'MessageXml')?.children ?? [];
  return values.find((value) => value.attributes['Name'] === name)?.text;
}

/** What a busy server asks to wait. */
export function backOffOf(node: XmlNode): number | null {
  const text = messageValue(node, 'BackOffMilliseconds');
  const milliseconds = Number(text);
  return text === undefined || !Number.isFinite(milliseconds) ? null : milliseconds;
}

/** Some servers wrap «busy» into an internal error: the inner code is the one that says what to do. */
export function innerCodeOf(node: XmlNode, responseCode: string): string {
  if (responseCode !== 'ErrorInternalServerError') return responseCode;
  return messageValue(node, 'InnerErrorResponseCode') ?? responseCode;
}

function failure(responseCode: string, message: string, backOffMs: number | null, isInDoubt: boolean): RequestFailure {
  const scope = SERVER.has(responseCode) ? 'server' : LOGIN.has(responseCode) ? 'login' : 'mailbox';
  return { outcome: isInDoubt ? 'in-doubt' : 'not-executed', scope, responseCode, message, backOffMs };
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

function faultIn(body: string): XmlNode | undefined {
  try {
    return find(readXml(body), 'Fault');
  } catch (error) {
    if (error instanceof UnreadableXml) return undefined;
    throw error;
  }
}

/** An answer that is a SOAP fault, or no SOAP at all. */
export function httpFailure(reply: HttpReply): RequestFailure {
  const fault = faultIn(reply.body);
  const status = `HTTP_${String(reply.status)}`;
  if (fault === undefined) {
    return failure(status, `the answer is HTTP ${String(reply.status)}`, retryAfterMs(reply), MAYBE_DONE_STATUS.has(reply.status));
  }
  const responseCode = innerCodeOf(fault, find(fault, 'ResponseCode')?.text ?? status);
  const message = find(fault, 'Message')?.text ?? childText(fault, 'faultstring') ?? responseCode;
  const isInDoubt = MAYBE_DONE.has(responseCode) || (responseCode === status && MAYBE_DONE_STATUS.has(reply.status));
  return failure(responseCode, message, backOffOf(fault) ?? retryAfterMs(reply), isInDoubt);
}

/** An answer came, but nobody can tell what it says. */
export function lostAnswer(message: string): RequestFailure {
  return failure('UNREADABLE', message, null, true);
}

/** No answer came. A network is nobody's mailbox. */
export function transportTrouble({ code, message, wasSent }: TransportFailure): RequestFailure {
  return { ...failure(code, message, null, wasSent), scope: LOGIN.has(code) ? 'login' : 'server' };
}
