import { parseXml } from './xml/parseXml.ts';
import { child, childText, MESSAGES_NAMESPACE, SOAP_NAMESPACE, TYPES_NAMESPACE } from './xml/XmlElement.ts';
import type { XmlElement } from './xml/XmlElement.ts';
import { escapeXml } from './xml/xmlText.ts';

export interface RawMessage {
  readonly responseClass: string;
  readonly code: string;
  readonly element: XmlElement;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** One for each part of the request; empty for faults. */
  readonly messages: readonly RawMessage[];
  /** The code of a SOAP fault, or null. */
  readonly fault: string | null;
}

export interface RawOptions {
  readonly mailbox?: string;
  readonly user?: string;
  readonly password?: string;
  /** Complete header elements, in place of version, zone and impersonation. */
  readonly header?: string;
  readonly zone?: string;
  readonly httpHeaders?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** A client of nothing but text, for tests of the simulator itself: it escapes nothing and checks nothing. */
export async function ask(url: string, body: string, options: RawOptions = {}): Promise<RawAnswer> {
  return post(url, envelope(body, options), options);
}

export function envelope(body: string, options: RawOptions = {}): string {
  const impersonated =
    options.mailbox === undefined
      ? ''
      : `<t:ExchangeImpersonation><t:ConnectingSID><t:SmtpAddress>${escapeXml(options.mailbox)}</t:SmtpAddress></t:ConnectingSID></t:ExchangeImpersonation>`;
  const zone =
    options.zone === undefined ? '' : `<t:TimeZoneContext><t:TimeZoneDefinition Id="${escapeXml(options.zone)}"/></t:TimeZoneContext>`;
  const header = options.header ?? `<t:RequestServerVersion Version="Exchange2013_SP1"/>${zone}${impersonated}`;
  const namespaces = `xmlns:soap="${SOAP_NAMESPACE}" xmlns:m="${MESSAGES_NAMESPACE}" xmlns:t="${TYPES_NAMESPACE}"`;
  return `<?xml version="1.0" encoding="utf-8"?><soap:Envelope ${namespaces}><soap:Header>${header}</soap:Header><soap:Body>${body}</soap:Body></soap:Envelope>`;
}

export async function post(url: string, text: string, options: RawOptions = {}): Promise<RawAnswer> {
  const credentials = Buffer.from(`${options.user ?? 'svc'}:${options.password ?? 'secret'}`).toString('base64');
  const anchor = options.mailbox === undefined ? {} : { 'X-AnchorMailbox': options.mailbox };
  const headers = { 'Content-Type': 'text/xml; charset=utf-8', Authorization: `Basic ${credentials}`, ...anchor, ...options.httpHeaders };
  const response = await fetch(url, { method: 'POST', headers, body: text, signal: options.signal ?? null });
  const answer = await response.text();
  const isXml = answer.startsWith('<?xml');
  const parsed = isXml ? child(parseXml(answer), 'Body')?.children[0] : undefined;
  return {
    ...{ status: response.status, headers: response.headers, text: answer },
    messages: (child(parsed, 'ResponseMessages')?.children ?? []).map((element) => ({
      responseClass: element.attributes['ResponseClass'] ?? '',
      code: childText(element, 'ResponseCode') ?? '',
      element,
    })),
    fault: parsed?.name === 'Fault' ? (childText(child(parsed, 'detail'), 'ResponseCode') ?? '') : null,
  };
}

/** All elements of that name within, at any depth, in the order of the document. */
export function within(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.flatMap((inner) => [...(inner.name === name ? [inner] : []), ...within(inner, name)]);
}

/** The ids of the items an answer names. */
export function itemIds(answer: RawAnswer): readonly string[] {
  return answer.messages.flatMap((message) => within(message.element, 'ItemId').map((id) => id.attributes['Id'] ?? ''));
}

/** What was answered to each part of the request. */
export function codes(answer: RawAnswer): readonly string[] {
  return answer.messages.map(({ code }) => code);
}

/** The texts of all elements of that name. */
export function texts(answer: RawAnswer, name: string): readonly string[] {
  return answer.messages.flatMap((message) => within(message.element, name).map((element) => element.text));
}
