import { emailDomain } from '../domain/address.ts';
import type { Principal } from '../domain/principal.ts';

/** Which mail domains the target accepts, and how old ones are rewritten. */
export interface DomainOptions {
  /** In order of preference. Empty: the domains the directory itself uses. */
  readonly acceptedDomains: readonly string[];
  /** Old domain -> new domain; what is rewritten to is accepted. */
  readonly rewriteDomains: Readonly<Record<string, string>>;
  /** For guesses from short names; the first accepted domain unless given. */
  readonly defaultDomain?: string;
}

export interface Domains {
  /** The address in its new domain; unchanged where its domain is not rewritten. */
  rewrite(email: string): string;
  /** True when the (rewritten) address is one the target accepts. */
  isInside(email: string): boolean;
  /** Place of the address's domain in the order of preference. */
  rank(email: string): number;
  readonly defaultDomain: string | null;
  /** False when nobody said, and nothing shows, which domains are inside. */
  readonly areKnown: boolean;
}

function clean(domain: string): string {
  return domain.trim().replace(/^@/, '').toLowerCase();
}

/** Most used first, so that the default domain is the one nearly everybody has. */
function domainsOf(principals: readonly Principal[]): string[] {
  const uses = new Map<string, number>();
  for (const { emails } of principals) {
    for (const { value } of emails) uses.set(emailDomain(value), (uses.get(emailDomain(value)) ?? 0) + 1);
  }
  return [...uses].sort(([one, many], [other, more]) => more - many || (one < other ? -1 : 1)).map(([domain]) => domain);
}

/** Reads the options once; without accepted domains those of the rewrites, then those of the directory count as inside. */
export function createDomains(options: DomainOptions, principals: readonly Principal[]): Domains {
  const rewrites = new Map(Object.entries(options.rewriteDomains).map(([from, to]) => [clean(from), clean(to)]));
  const named = [...options.acceptedDomains.map(clean), ...rewrites.values()];
  const guessed = domainsOf(principals).map((domain) => rewrites.get(domain) ?? domain);
  const accepted = [...new Set(named.length > 0 ? named : guessed)].filter((domain) => domain !== '');
  const ranks = new Map(accepted.map((domain, index) => [domain, index]));
  const rewrite = (email: string): string => {
    const domain = rewrites.get(emailDomain(email));
    return domain === undefined ? email : `${email.slice(0, email.lastIndexOf('@'))}@${domain}`;
  };
  return {
    rewrite,
    isInside: (email) => ranks.has(emailDomain(rewrite(email))),
    rank: (email) => ranks.get(emailDomain(email)) ?? accepted.length,
    defaultDomain: options.defaultDomain === undefined ? (accepted[0] ?? null) : clean(options.defaultDomain),
    areKnown: accepted.length > 0,
  };
}
