import type { Answer } from './ExchangeTarget.ts';

/** The certificate a server showed. */
export interface TargetCertificate {
  readonly subject: string;
  readonly issuer: string;
  /** ISO UTC. */
  readonly validTo: string;
  /** Why it is not trusted, in Node's words; null when it is. */
  readonly problem: string | null;
}

/** What a server says to somebody it does not know. */
export interface TargetGreeting {
  readonly status: number;
  /** Sign-in methods it offers (`Negotiate`, `NTLM`, `Basic`, `Bearer`), empty when it asks for none. */
  readonly schemes: readonly string[];
  /** Where it would rather send us; null when it does not redirect. */
  readonly location: string | null;
}

export interface ServerTimeZones {
  readonly ids: ReadonlySet<string>;
  /** As the server says itself, e.g. `Exchange2016 15.1.2507.6`. */
  readonly version: string;
}

/** One entry of the address book. */
export interface ResolvedName {
  readonly email: string;
  readonly name: string;
  /** `Mailbox`, `PublicDL`, `Contact`, …: EWS MailboxType. */
  readonly kind: string;
}

/**
 * Exchange as `check` looks at it: one step of getting there after the other, nothing written. Names, TCP and TLS throw what Node throws;
 * the rest answers as the target does.
 */
export interface TargetProbe {
  readonly label: string;
  readonly host: string;
  readonly port: number;
  readonly isEncrypted: boolean;
  /** The account, for sentences. */
  readonly user: string;
  /** What our way of signing in is called in WWW-Authenticate. */
  readonly scheme: 'Basic' | 'NTLM' | 'Bearer';
  addresses(): Promise<readonly string[]>;
  connect(signal?: AbortSignal): Promise<void>;
  certificate(signal?: AbortSignal): Promise<TargetCertificate>;
  greet(signal?: AbortSignal): Promise<Answer<TargetGreeting>>;
  /** The first signed-in request; impersonated where a mailbox is given. */
  timeZones(mailbox: string | null, signal?: AbortSignal): Promise<Answer<ServerTimeZones>>;
  /** Opens the default Calendar, impersonated. */
  openCalendar(mailbox: string, signal?: AbortSignal): Promise<Answer<string>>;
  /** The tz database name of the zone the mailbox's owner has chosen; null where nobody has chosen one. */
  mailboxTimeZone(mailbox: string, signal?: AbortSignal): Promise<Answer<string | null>>;
  /** Whom the address book takes an address or name for. */
  resolveName(name: string, signal?: AbortSignal): Promise<Answer<readonly ResolvedName[]>>;
  /** The EWS address Autodiscover gives for a mailbox; null when it gives none. */
  discover(mailbox: string, signal?: AbortSignal): Promise<string | null>;
  close(): Promise<void>;
}
