import { isIP } from 'node:net';
import type { SecureContext } from 'node:tls';
import { assertNever, Failure } from '../../../shared/domain/failure.ts';
import type { ExchangeTarget } from '../../ports/ExchangeTarget.ts';
import type { LabTarget } from '../../ports/LabTarget.ts';
import type { MeetingTarget } from '../../ports/MeetingTarget.ts';
import { ewsTarget } from './ewsTarget.ts';
import { meetingTarget } from './meetingTarget.ts';
import { trustContext } from './http/connectOptions.ts';
import type { EwsTransport } from './http/EwsTransport.ts';
import { fetchSender, type Fetch } from './http/fetchSender.ts';
import { headerSender } from './http/headerSender.ts';
import { httpTransport } from './http/httpTransport.ts';
import type { Sender } from './http/Sender.ts';
import type { SenderOptions } from './http/SenderOptions.ts';
import { basicSignIn, type SignIn } from './http/SignIn.ts';
import { ntlmSender } from './ntlm/ntlmSender.ts';
import { readClientCertificate } from './oauth/clientAssertion.ts';
import { oauthSignIn, type OauthOptions } from './oauth/oauthSignIn.ts';

interface OauthAuth {
  readonly kind: 'oauth';
  readonly tenant: string;
  readonly clientId: string;
  /** A secret, or a PEM file's content with certificate and private key. */
  readonly credential: { readonly secret: string } | { readonly pem: string };
  /** Where tokens come from; Microsoft's public cloud unless said otherwise. */
  readonly authority?: string;
}

/** How the service account signs in; secrets as they are, read by the caller from where they are kept. */
export type EwsAuth =
  | { readonly kind: 'basic'; readonly user: string; readonly password: string }
  | { readonly kind: 'ntlm'; readonly user: string; readonly password: string }
  | OauthAuth;

export interface EwsOptions {
  readonly url: string;
  readonly auth: EwsAuth;
  /** PEM of a certificate authority to trust besides those of Node and the operating system. */
  readonly ca?: string;
  readonly connections: number;
  readonly timeoutMs: number;
  readonly userAgent: string;
  /** The host program's network stack, where it has one of its own. Not used for NTLM, nor with a certificate authority it does not know. */
  readonly fetch?: Fetch;
}

const PUBLIC_CLOUD = 'https://login.microsoftonline.com';

function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || (isIP(hostname) === 4 && hostname.startsWith('127.'));
}

/** Passwords and calendars do not travel in the clear, except inside one machine. */
function checkAddress(address: URL): void {
  const isSafe = address.protocol === 'https:' || (address.protocol === 'http:' && isLoopback(address));
  if (!isSafe) throw new Failure('TARGET_NOT_ENCRYPTED', { label: address.href });
}

function senderOf(auth: EwsAuth, options: SenderOptions, ewsUrl: URL, secureContext: SecureContext, fetch: Fetch | undefined): Sender {
  const byHeader = (signIn: SignIn): Sender => (fetch === undefined ? headerSender(options, signIn) : fetchSender(options, signIn, fetch));
  switch (auth.kind) {
    case 'basic':
      return byHeader(basicSignIn(auth.user, auth.password));
    case 'ntlm':
      return ntlmSender(options, auth.user, auth.password);
    case 'oauth':
      return byHeader(oauthSignIn(oauthOptions(auth, ewsUrl, options.timeoutMs, secureContext)));
    default:
      return assertNever(auth);
  }
}

function oauthOptions(auth: OauthAuth, ewsUrl: URL, timeoutMs: number, secureContext: SecureContext): OauthOptions {
  const { tenant, clientId, credential: given, authority = PUBLIC_CLOUD } = auth;
  checkAddress(new URL(authority));
  const credential = 'secret' in given ? given : { certificate: readClientCertificate(given.pem) };
  return { authority, tenant, clientId, credential, ewsUrl, timeoutMs, secureContext };
}

/**
 * Connects nothing yet. Throws Failure for an address or certificate file that cannot be used. `at`: another address that the same account
 * signs in to (Autodiscover).
 */
export function openTransport({ url, auth, ca, connections, timeoutMs, userAgent, fetch }: EwsOptions, at: string = url): EwsTransport {
  const address = new URL(at);
  checkAddress(address);
  const secureContext = trustContext(ca);
  const sender = senderOf(
    auth,
    { address, connections, timeoutMs, secureContext },
    new URL(url),
    secureContext,
    ca === undefined ? fetch : undefined,
  );
  return httpTransport({ url: at, sender, timeoutMs, userAgent });
}

/** Exchange over EWS: sign-in, transport, gate and operations put together. All sides share the connections, and the gate stands before all. */
export function openExchange(options: EwsOptions): {
  readonly target: ExchangeTarget;
  readonly meetings: MeetingTarget;
  readonly lab: LabTarget;
} {
  const { meetings, lab, gated } = meetingTarget(openTransport(options));
  return { target: ewsTarget(gated), meetings, lab };
}

/** The side that never sends alone. */
export function openEws(options: EwsOptions): ExchangeTarget {
  return openExchange(options).target;
}
