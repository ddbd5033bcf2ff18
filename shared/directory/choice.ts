import { normalizeEmail } from '../domain/address.ts';
import type { MappingConfidence, MappingDecision } from '../domain/mappingRows.ts';
import type { Fact, Principal, PrincipalKind } from '../domain/principal.ts';
import type { Domains } from './domains.ts';
import type { MappingRule } from './mappingRules.ts';

/** What is suggested for one principal or address, and why. */
export interface Choice {
  readonly decision: MappingDecision;
  readonly email: string;
  readonly rule: MappingRule;
  readonly confidence: MappingConfidence;
  readonly candidates: readonly string[];
  /** Key of the principal whose decision this is; missing where it is the address's own. */
  readonly follows?: string;
}

function saidByTarget({ saidBy }: Fact<string>): 'email' | 'uid' | 'short-name' | null {
  return saidBy.find(({ source }) => source === 'target-export')?.matchedBy ?? null;
}

/** A disabled account or a GUID found only when swapped needs a look, however clear the address is. */
function doubt(principal: Principal, clear: Choice): Choice {
  return principal.disabled ? { ...clear, rule: 'guid-disabled', confidence: 'guess' } : clear;
}

function byAddress(principal: Principal, kind: PrincipalKind, domains: Domains, candidates: readonly string[]): Choice | null {
  const inside = [...new Set(principal.emails.map(({ value }) => domains.rewrite(value)).filter((email) => domains.isInside(email)))];
  const primary = principal.primaryEmail === null ? null : domains.rewrite(principal.primaryEmail);
  const [best] = [...inside].sort((one, other) => domains.rank(one) - domains.rank(other));
  if (best === undefined) return null;
  const marked = primary !== null && inside.includes(primary) ? primary : null;
  const fact = principal.emails.find(({ value }) => domains.rewrite(value) === (marked ?? best));
  const target = fact === undefined ? null : saidByTarget(fact);
  const base = { decision: 'mapped', email: marked ?? best, candidates } as const;
  // A room must not follow a short name into somebody's mailbox; the kinds agreed, but a look does no harm.
  if (target === 'short-name') return { ...base, rule: 'target-export-name', confidence: kind === 'user' ? 'sure' : 'guess' };
  if (target !== null) return { ...base, rule: 'target-export', confidence: 'sure' };
  if (marked === null && inside.length > 1) return { ...base, rule: 'guid-ambiguous', confidence: 'guess' };
  return { ...base, rule: 'guid', confidence: 'sure' };
}

function guessed(email: string, rule: MappingRule, candidates: readonly string[]): Choice {
  return { decision: 'mapped', email, rule, confidence: 'guess', candidates: [...new Set([email, ...candidates])] };
}

/** `name@first accepted domain`, or null where that is no address. */
export function guessFromShortName(shortName: string | undefined, domains: Domains): string | null {
  if (shortName === undefined || domains.defaultDomain === null) return null;
  return normalizeEmail(`${shortName}@${domains.defaultDomain}`);
}

/** Addresses from the events of somebody the directory gives none for; the best of those inside. */
export function byHarvest(emails: readonly string[], domains: Domains): Choice | null {
  const inside = [
    ...new Set(emails.map((email) => domains.rewrite(email)).filter((email) => domains.isInside(email) || !domains.areKnown)),
  ];
  const [best] = inside;
  return best === undefined ? null : guessed(best, 'harvest', [...inside, ...emails]);
}

/** Where a person, room or thing of the directory goes. `harvested` are the EMAIL parameters the events carry for it. */
export function chooseForPrincipal(principal: Principal, kind: PrincipalKind, harvested: readonly string[], domains: Domains): Choice {
  const raw = [...principal.emails.map(({ value }) => value), ...harvested];
  // Old addresses too: by them a list made by hand finds its people.
  const known = [...new Set([...raw.map((email) => domains.rewrite(email)), ...raw])];
  const sure = byAddress(principal, kind, domains, known);
  if (sure !== null) return doubt(principal, sure);
  const fromEvents = byHarvest(harvested, domains);
  if (fromEvents !== null) return doubt(principal, fromEvents);
  const guess = guessFromShortName(principal.shortNames[0], domains);
  if (guess !== null) return doubt(principal, guessed(guess, 'short-name', known));
  return { decision: 'unmapped', email: '', rule: 'no-address', confidence: 'none', candidates: known };
}
