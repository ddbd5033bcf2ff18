/** How requests prove who we are by a header. NTLM is no such thing: it belongs to a connection. */
export interface SignIn {
  /** The value of `Authorization`. Throws TransportFailure when there is none to be had. */
  authorization(): Promise<string>;
  /** After a 401 with this value: whether asking again can end otherwise. */
  renew(refused: string): boolean;
}

/** Basic authentication (RFC 7617), UTF-8. The same password is not tried twice: accounts are locked for that. */
export function basicSignIn(user: string, password: string): SignIn {
  const header = `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`;
  return { authorization: () => Promise.resolve(header), renew: () => false };
}
