import type { SecureContext } from 'node:tls';
import type { SignIn } from '../http/SignIn.ts';
import { clientAssertion, type ClientCertificate } from './clientAssertion.ts';
import { requestToken } from './requestToken.ts';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
/** A token is renewed while the old one still has time for the requests under way. */
const RENEW_BEFORE_MS = 300_000;

export interface OauthOptions {
  /** Where Entra ID answers, e.g. `https://login.microsoftonline.com`. */
  readonly authority: string;
  readonly tenant: string;
  readonly clientId: string;
  readonly credential: { readonly secret: string } | { readonly certificate: ClientCertificate };
  /** The EWS address: its host is whom the token is for. */
  readonly ewsUrl: URL;
  readonly timeoutMs: number;
  readonly secureContext?: SecureContext;
}

export function tokenEndpoint(authority: string, tenant: string): URL {
  return new URL(`${authority.replace(/\/+$/, '')}/${encodeURIComponent(tenant)}/oauth2/v2.0/token`);
}

function credentialForm({ credential, clientId }: OauthOptions, endpoint: URL): Readonly<Record<string, string>> {
  if ('secret' in credential) return { client_secret: credential.secret };
  const assertion = clientAssertion(credential.certificate, clientId, endpoint.href, new Date());
  return { client_assertion_type: ASSERTION_TYPE, client_assertion: assertion };
}

/** The application signs in as itself (client credentials). One token serves all requests; one request at a time fetches it. */
export function oauthSignIn(options: OauthOptions): SignIn {
  const { clientId, timeoutMs, secureContext, ewsUrl } = options;
  const endpoint = tokenEndpoint(options.authority, options.tenant);
  let current: { readonly header: string; readonly renewAt: number } | null = null;
  let fetching: Promise<string> | null = null;

  async function fetchHeader(): Promise<string> {
    const form = {
      grant_type: 'client_credentials',
      client_id: clientId,
      scope: `https://${ewsUrl.hostname}/.default`,
      ...credentialForm(options, endpoint),
    };
    const token = await requestToken(endpoint, form, timeoutMs, secureContext);
    // A short-lived token is used for half its life rather than fetched for every request.
    const validMs = token.expiresInSeconds * 1000;
    current = { header: `Bearer ${token.value}`, renewAt: Date.now() + Math.max(validMs - RENEW_BEFORE_MS, validMs / 2) };
    return current.header;
  }

  return {
    authorization: () => {
      if (current !== null && Date.now() < current.renewAt) return Promise.resolve(current.header);
      fetching ??= fetchHeader().finally(() => {
        fetching = null;
      });
      return fetching;
    },
    renew: (header) => {
      // Another request may have renewed it meanwhile.
      if (current?.header === header) current = null;
      return true;
    },
  };
}
