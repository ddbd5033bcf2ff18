import { lookup } from 'node:dns/promises';
import type { Answer } from '../../../ports/ExchangeTarget.ts';
import type { TargetGreeting, TargetProbe } from '../../../ports/TargetProbe.ts';
import { TransportFailure, type HttpReply } from '../http/EwsTransport.ts';
import { trustContext } from '../http/connectOptions.ts';
import { bindCalendar } from '../library/bindCalendar.ts';
import { discoverEws, maySignIn } from '../library/discoverEws.ts';
import { resolveName } from '../library/resolveName.ts';
import { serverTimeZones } from '../library/serverTimeZones.ts';
import { mailboxTimeZone } from '../operations/mailboxTimeZone.ts';
import { openTransport, type EwsAuth, type EwsOptions } from '../openEws.ts';
import { Soap } from '../Soap.ts';
import { transportTrouble } from '../soapFailure.ts';
import { lookAround, type LookAroundOptions } from './lookAround.ts';
import { openConnection, readCertificate } from './openConnection.ts';

const SCHEMES = ['Negotiate', 'NTLM', 'Basic', 'Bearer'] as const;
const SCHEME_OF = { basic: 'Basic', ntlm: 'NTLM', oauth: 'Bearer' } as const;

/** `WWW-Authenticate`, as several lines or one list (RFC 9110 §11.6.1). */
function schemesOf(header: string | undefined): readonly string[] {
  return SCHEMES.filter((scheme) => new RegExp(`(?:^|[\\n,])\\s*${scheme}\\b`, 'i').test(header ?? ''));
}

async function greet(url: URL, options: LookAroundOptions): Promise<Answer<TargetGreeting>> {
  try {
    const { status, headers } = await lookAround(url, options);
    return { ok: true, value: { status, schemes: schemesOf(headers['www-authenticate']), location: headers['location'] ?? null } };
  } catch (error) {
    if (!(error instanceof TransportFailure)) throw error;
    return { ok: false, failure: transportTrouble(error) };
  }
}

function userOf(auth: EwsAuth): string {
  return auth.kind === 'oauth' ? auth.clientId : auth.user;
}

/** Autodiscover may lead to several addresses; the account signs in to those it posts to, never to those it only looks at. */
async function sendSignedIn(options: EwsOptions, url: string, body: string, mailbox: string): Promise<HttpReply> {
  if (!maySignIn(mailbox, new URL(url))) throw new TransportFailure('UNTRUSTED', false, `${url} is not of the mailbox's domain`);
  const transport = openTransport({ ...options, connections: 1 }, url);
  try {
    return await transport.post(body, { mailbox });
  } finally {
    await transport.close();
  }
}

/** Looks at an Exchange step by step; reads only. */
export function openEwsProbe(options: EwsOptions): TargetProbe {
  const url = new URL(options.url);
  const { auth, timeoutMs, userAgent } = options;
  const transport = openTransport(options);
  const secureContext = trustContext(options.ca);
  const isEncrypted = url.protocol === 'https:';
  // IPv6 addresses wear brackets in URLs only.
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const endpoint = { host, port: Number(url.port || (isEncrypted ? 443 : 80)), timeoutMs };
  const around = (signal: AbortSignal | undefined): LookAroundOptions => ({ timeoutMs, userAgent, secureContext, signal });
  return {
    label: options.url,
    host,
    port: endpoint.port,
    isEncrypted,
    user: userOf(auth),
    scheme: SCHEME_OF[auth.kind],
    addresses: async () => (await lookup(host, { all: true })).map(({ address }) => address),
    connect: (signal) => openConnection(endpoint, signal),
    certificate: (signal) => readCertificate(endpoint, secureContext, signal),
    greet: (signal) => greet(url, around(signal)),
    timeZones: (mailbox, signal) => serverTimeZones(transport, mailbox, signal),
    openCalendar: (mailbox, signal) => bindCalendar(transport, mailbox, signal),
    mailboxTimeZone: (mailbox, signal) => mailboxTimeZone(new Soap(transport), mailbox, signal),
    resolveName: (name, signal) => resolveName(transport, name, signal),
    discover: (mailbox, signal) =>
      discoverEws(mailbox, {
        send: (method, at, body) => (method === 'GET' ? lookAround(new URL(at), around(signal)) : sendSignedIn(options, at, body, mailbox)),
      }),
    close: () => transport.close(),
  };
}
