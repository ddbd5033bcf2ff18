/** Addresses of one entry as its source writes them. */
export interface MailAddresses {
  /** Without scheme, primary first. */
  readonly all: readonly string[];
  readonly primary: string | null;
}

function bare(value: string): string {
  return value.replace(/^(?:smtp|mailto):/i, '');
}

/**
 * Reads mail, EMailAddress and proxyAddresses. In proxyAddresses capitals mark the primary (`SMTP:` against `smtp:`), and X500:, SIP: and
 * the like are no mail addresses.
 */
export function mailAddresses(values: readonly string[]): MailAddresses {
  const mails = values.filter((value) => !/^[a-z][a-z0-9]*:/i.test(value) || /^(?:smtp|mailto):/i.test(value));
  const marked = mails.find((value) => value.startsWith('SMTP:'));
  const ordered = marked === undefined ? mails : [marked, ...mails];
  return { all: [...new Set(ordered.map(bare))], primary: marked === undefined ? null : bare(marked) };
}
