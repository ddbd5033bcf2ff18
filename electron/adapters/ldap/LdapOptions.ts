/** How to reach a directory server. The password lives in memory only. */
export interface LdapOptions {
  /** `ldap://host[:389]` or `ldaps://host[:636]`. */
  readonly url: string;
  /** Where to search; found out from the server when missing. */
  readonly baseDn?: string;
  /** Missing: anonymous, as Open Directory allows unless told otherwise. */
  readonly bindDn?: string;
  readonly password?: string;
  /** Turns an ldap:// connection into an encrypted one. */
  readonly startTls?: boolean;
  /** PEM of the CA that signed the server's certificate. */
  readonly ca?: string;
  /** SHA-256 of the one certificate to trust, hexadecimal with or without colons. */
  readonly fingerprint?: string;
  readonly connectTimeoutMs?: number;
  readonly timeoutMs?: number;
}

/** Host and port of an address; what is no address is a mistake of ours, for the config was checked. */
export interface LdapAddress {
  readonly host: string;
  readonly port: number;
  readonly isSecure: boolean;
  /** Without user and password, which some people write into addresses. */
  readonly label: string;
}

export function parseLdapUrl(text: string): LdapAddress {
  const url = new URL(text);
  const isSecure = url.protocol === 'ldaps:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = url.port === '' ? (isSecure ? 636 : 389) : Number(url.port);
  return { host, port, isSecure, label: `${url.protocol}//${url.host}` };
}

/** A connection to the same machine, a tunnel's end for one, cannot be listened to on the way. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}
