/** How requests prove who we are, apart from NTLM, which belongs to a connection. `renew` is called once after a 401. */
export interface SignIn {
  readonly user: string;
  authorization(): Promise<string>;
  renew(): void;
}

/** Basic authentication (RFC 7617), UTF-8. */
export function basicSignIn(user: string, password: string): SignIn {
  const header = `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`;
  return { user, authorization: () => Promise.resolve(header), renew: () => undefined };
}
