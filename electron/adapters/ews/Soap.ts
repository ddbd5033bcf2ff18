import type { Answer } from '../../ports/ExchangeTarget.ts';
import type { SendPass } from './gate/SendGate.ts';
import { TransportFailure, type EwsTransport, type HttpReply } from './http/EwsTransport.ts';
import { httpFailure, lostAnswer, transportTrouble } from './soapFailure.ts';
import { escapeXml } from './xml/writeXml.ts';
import { UnreadableXml, child, find, readXml, type XmlNode } from './xml/readXml.ts';

/** The version every server since 2013 SP1 understands; later ones answer it all the same. */
const REQUEST_VERSION = 'Exchange2013_SP1';

/** One operation's request: the body, and the action it answers with. */
export interface SoapRequest {
  /** `CreateItem`: the answer is `CreateItemResponse`. */
  readonly operation: string;
  readonly body: string;
  /** Impersonated; null for requests of the service account itself. */
  readonly mailbox: string | null;
  /** The gate's leave, for a request that sends. */
  readonly pass?: SendPass;
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

  /** The `…Response` element, or why there is none. Aborts and bugs throw. Nobody who waits for the answer holds on to the request. */
  ask(request: SoapRequest): Promise<Answer<XmlNode>> {
    const { operation, mailbox, pass, signal } = request;
    const options = { mailbox, ...(pass === undefined ? {} : { pass }), ...(signal === undefined ? {} : { signal }) };
    return this.#answer(operation, this.transport.post(envelope(request), options));
  }

  async #answer(operation: string, coming: Promise<HttpReply>): Promise<Answer<XmlNode>> {
    let reply: HttpReply;
    try {
      reply = await coming;
    } catch (error) {
      if (!(error instanceof TransportFailure)) throw error;
      return { ok: false, failure: transportTrouble(error) };
    }
    return reply.status === 200 ? this.#read(operation, reply) : { ok: false, failure: httpFailure(reply) };
  }

  #read(operation: string, reply: HttpReply): Answer<XmlNode> {
    try {
      const top = readXml(reply.body);
      this.#noteVersion(child(top, 'Header'));
      const response = child(child(top, 'Body'), `${operation}Response`);
      if (response !== undefined) return { ok: true, value: response };
      if (find(top, 'Fault') !== undefined) return { ok: false, failure: httpFailure(reply) };
      return { ok: false, failure: lostAnswer(`the answer is no ${operation}Response`) };
    } catch (error) {
      if (!(error instanceof UnreadableXml)) throw error;
      return { ok: false, failure: lostAnswer(error.message) };
    }
  }

  #noteVersion(header: XmlNode | undefined): void {
    const info = child(header, 'ServerVersionInfo')?.attributes;
    if (info === undefined) return;
    const build = [info['MajorVersion'], info['MinorVersion'], info['MajorBuildNumber'], info['MinorBuildNumber']].join('.');
    this.#version = `${info['Version'] ?? 'Exchange'} ${build}`;
  }
}
