/** What stands where a secret was. */
const REDACTED = '[secret]';
/** Shorter ones are parts of ordinary words; hiding them would ruin every sentence and protect nothing. */
const SHORTEST = 4;

/**
 * The second net: secrets are never put into words, but the other side may repeat one. Everything a server or library says goes through
 * here before it is shown, kept or logged. Knows a secret as it is, in URLs, and in a Basic header.
 */
export class Redactor {
  readonly #secrets = new Set<string>();

  add(secret: string, user = ''): void {
    const forms = [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')];
    if (user !== '') forms.push(Buffer.from(`${user}:${secret}`).toString('base64'));
    for (const form of forms) if (form.length >= SHORTEST) this.#secrets.add(form);
  }

  clear(): void {
    this.#secrets.clear();
  }

  readonly redact = (text: string): string => {
    let clean = text;
    for (const secret of this.#secrets) clean = clean.replaceAll(secret, REDACTED);
    return clean;
  };
}
