import { LibraryBridge, type SendForLibrary } from './LibraryBridge.ts';
import { loadLibrary } from './loadLibrary.ts';

/** What Autodiscover needs to know. */
export interface DiscoverOptions {
  readonly send: SendForLibrary;
  /** The Autodiscover service, where it is known; otherwise it is looked for as Outlook does (domain, autodiscover.domain, redirect, SRV). */
  readonly at?: string;
}

const MICROSOFT = ['outlook.com', 'office365.com', 'office.com'];

/**
 * Whether a host Autodiscover led to may have our password. The way there begins with an unprotected redirect, which anybody on the way
 * can forge (Outlook asks its user then): only hosts of the mailbox's own domain and Microsoft's are trusted.
 */
export function maySignIn(mailbox: string, { protocol, hostname }: URL): boolean {
  const domain = mailbox.slice(mailbox.lastIndexOf('@') + 1).toLowerCase();
  return protocol === 'https:' && [domain, ...MICROSOFT].some((name) => hostname === name || hostname.endsWith(`.${name}`));
}

/** The EWS address Autodiscover gives for a mailbox, the outer one first; null when there is none, whatever the reason. */
export async function discoverEws(mailbox: string, { send, at }: DiscoverOptions): Promise<string | null> {
  const { AutodiscoverService, ExchangeVersion, UserSettingName, WebCredentials, Uri } = await loadLibrary();
  const service = new AutodiscoverService(ExchangeVersion.Exchange2013);
  service.XHRApi = new LibraryBridge(send);
  // It insists on having some; whoever sends signs in.
  service.Credentials = new WebCredentials('transport', 'signs in');
  service.RedirectionUrlValidationCallback = (url) => URL.canParse(url) && maySignIn(mailbox, new URL(url));
  if (at !== undefined) service.Url = new Uri(at);
  try {
    const wanted = [UserSettingName.ExternalEwsUrl, UserSettingName.InternalEwsUrl];
    const answer = await service.GetUserSettings(mailbox, wanted);
    const found = wanted.map((name) => answer.GetSettingValue<unknown>(name));
    return found.find((value): value is string => typeof value === 'string' && URL.canParse(value)) ?? null;
  } catch {
    // The library throws strings, replies and exceptions of its own; each of them means that there is no address to be had here.
    return null;
  }
}
