/** Cookies by mailbox: Exchange's load balancer uses them to send a mailbox's requests to the server that holds it. */
export class CookieJar {
  readonly #byMailbox = new Map<string, Map<string, string>>();

  header(mailbox: string): string {
    const cookies = this.#byMailbox.get(mailbox);
    return cookies === undefined ? '' : [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** `setCookie`: the header's values, one a line; attributes such as Path and Expires concern browsers. */
  keep(mailbox: string, setCookie: string | undefined): void {
    for (const line of (setCookie ?? '').split('\n')) {
      const pair = line.split(';')[0] ?? '';
      const equals = pair.indexOf('=');
      if (equals <= 0) continue;
      const jar = this.#byMailbox.get(mailbox) ?? new Map<string, string>();
      jar.set(pair.slice(0, equals).trim(), pair.slice(equals + 1).trim());
      this.#byMailbox.set(mailbox, jar);
    }
  }
}
