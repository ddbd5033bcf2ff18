/** Cookies by mailbox: Exchange's load balancer uses them to send a mailbox's requests to the server that holds it. */
export class CookieJar {
  readonly #byMailbox = new Map<string, Map<string, string>>();

  header(mailbox: string): string {
    const cookies = this.#byMailbox.get(mailbox);
    return cookies === undefined ? '' : [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** `setCookie`: the header's values, one a line. Path and Domain do not matter: there is one address. */
  keep(mailbox: string, setCookie: string | undefined): void {
    for (const line of (setCookie ?? '').split('\n')) {
      const [pair = '', ...attributes] = line.split(';');
      const equals = pair.indexOf('=');
      if (equals <= 0) continue;
      const name = pair.slice(0, equals).trim();
      const value = pair.slice(equals + 1).trim();
      const jar = this.#byMailbox.get(mailbox) ?? new Map<string, string>();
      if (value === '' || isWithdrawn(attributes)) jar.delete(name);
      else jar.set(name, value);
      this.#byMailbox.set(mailbox, jar);
    }
  }
}

/** A server takes a cookie back by setting it again with an end in the past (RFC 6265 §3.1). */
function isWithdrawn(attributes: readonly string[]): boolean {
  return attributes.some((attribute) => {
    const [name = '', value = ''] = attribute.split('=').map((part) => part.trim());
    if (name.toLowerCase() === 'max-age') return Number(value) <= 0;
    return name.toLowerCase() === 'expires' && Date.parse(value) <= Date.now();
  });
}
