import { isGuid } from '../domain/address.ts';
import type { CalendarUserAddress } from '../domain/address.ts';
import { principalKind } from '../domain/principal.ts';
import type { MappingRow } from '../domain/mappingRows.ts';
import type { Principal, PrincipalKind } from '../domain/principal.ts';
import { byHarvest, chooseForPrincipal, guessFromShortName } from './choice.ts';
import type { Choice } from './choice.ts';
import { kindOf, membersOf } from './describeAddress.ts';
import type { Domains } from './domains.ts';
import type { HarvestedAddress } from './harvestedAddress.ts';
import { isMappingRule } from './mappingRules.ts';
import type { MappingRule } from './mappingRules.ts';
import type { PrincipalIndex } from './principalIndex.ts';

export interface Suggester {
  /** The one principal an address leads to, or null. */
  principalOf(address: CalendarUserAddress): Principal | null;
  suggest(harvested: HarvestedAddress): Choice;
}

interface SuggesterInput {
  readonly index: PrincipalIndex;
  readonly domains: Domains;
  readonly harvested: readonly HarvestedAddress[];
  /** Rows the operator confirmed, by key. */
  readonly confirmed: ReadonlyMap<string, MappingRow>;
}

function only<T>(values: readonly T[]): T | null {
  const [first] = values;
  return values.length === 1 && first !== undefined ? first : null;
}

function choiceOf({ decision, email, rule, confidence, candidates }: MappingRow): Choice {
  return { decision, email, rule: isMappingRule(rule) ? rule : 'operator', confidence, candidates };
}

/** An alias takes over what was decided for its principal; a guess stays a guess. */
function follow(choice: Choice, rule: MappingRule, key: string): Choice {
  return { ...choice, follows: key, rule, confidence: choice.confidence === 'confirmed' ? 'sure' : choice.confidence };
}

function unmapped(rule: MappingRule, candidates: readonly string[]): Choice {
  return { decision: 'unmapped', email: '', rule, confidence: 'none', candidates: [...new Set(candidates)] };
}

/** The rules, one address kind after the other. Each is tried until one decides; the first that does is named in the row. */
class MappingSuggester implements Suggester {
  readonly #index: PrincipalIndex;
  readonly #domains: Domains;
  readonly #confirmed: ReadonlyMap<string, MappingRow>;
  readonly #harvestedByKey: ReadonlyMap<string, HarvestedAddress>;
  /** UIDs whose lines carry this EMAIL; only those the directory does not know. */
  readonly #uidsByHarvestedEmail = new Map<string, string[]>();

  constructor({ index, domains, harvested, confirmed }: SuggesterInput) {
    this.#index = index;
    this.#domains = domains;
    this.#confirmed = confirmed;
    this.#harvestedByKey = new Map(harvested.map((address) => [address.key, address]));
    for (const { address, emails } of harvested) {
      if (address.kind !== 'principal' || index.byUid(address.uid) !== null) continue;
      for (const email of emails) this.#uidsByHarvestedEmail.set(email, [...(this.#uidsByHarvestedEmail.get(email) ?? []), address.uid]);
    }
  }

  principalOf(address: CalendarUserAddress): Principal | null {
    switch (address.kind) {
      case 'principal':
        return this.#index.byUid(address.uid) ?? this.#index.bySwappedUid(address.uid);
      case 'mail':
        return only(this.#index.byEmail(address.email));
      case 'short-name':
        return only(this.#index.byShortName(address.shortName, principalKind(address.recordType)));
      case 'other':
        return null;
    }
  }

  suggest(harvested: HarvestedAddress): Choice {
    const { address } = harvested;
    switch (address.kind) {
      case 'principal':
        return this.#suggestForUid(address.uid, harvested);
      case 'mail':
        return this.#suggestForMail(address.email);
      case 'short-name':
        return this.#suggestForShortName(address, harvested);
      case 'other':
        return this.#suggestForOther(harvested);
    }
  }

  #suggestForUid(uid: string, harvested: HarvestedAddress): Choice {
    const principal = this.#index.byUid(uid);
    const byAlias = this.#decidedByAlias(principal, harvested);
    if (byAlias !== null) return byAlias;
    if (principal !== null) return this.#choose(principal, harvested);
    const swapped = this.#index.bySwappedUid(uid);
    if (swapped !== null) return { ...this.#choose(swapped, harvested), rule: 'guid-swapped', confidence: 'guess' };
    const kind = kindOf(harvested, null);
    // XML directories of old used the short name as UID.
    const named = isGuid(uid) ? null : only(this.#index.byShortName(uid, kind));
    if (named !== null) return { ...this.#choose(named, harvested), rule: 'short-name-record', confidence: 'guess' };
    if (kind === 'group') return this.#chooseGroup(harvested, null, harvested.emails);
    // The same name is a hint for the operator and never a decision: people share names.
    const homonyms = harvested.cns.flatMap((cn) => this.#index.byFullName(cn)).flatMap(({ emails }) => emails.map(({ value }) => value));
    return (
      byHarvest(harvested.emails, this.#domains) ??
      unmapped(
        'not-in-directory',
        homonyms.map((email) => this.#domains.rewrite(email)),
      )
    );
  }

  #suggestForMail(email: string): Choice {
    const owners = this.#index.byEmail(email);
    const followed = this.#follow(only(owners), 'mailto') ?? this.#followHarvested(email);
    if (followed !== null) return followed;
    const rewritten = this.#domains.rewrite(email);
    if (this.#domains.isInside(email)) {
      const rule = owners.length > 1 ? 'mailto-shared' : 'inside-domain';
      return { decision: 'mapped', email: rewritten, rule, confidence: 'guess', candidates: [rewritten] };
    }
    const confidence = this.#domains.areKnown ? 'sure' : 'guess';
    return { decision: 'external', email, rule: 'external-domain', confidence, candidates: [email] };
  }

  #suggestForShortName(address: Extract<CalendarUserAddress, { kind: 'short-name' }>, harvested: HarvestedAddress): Choice {
    const owners = this.#index.byShortName(address.shortName, principalKind(address.recordType));
    const followed = this.#follow(only(owners), 'short-name-record');
    if (followed !== null) return followed;
    const kind = kindOf(harvested, null);
    if (kind === 'group') return this.#chooseGroup(harvested, null, harvested.emails);
    const guess = kind === 'unknown' ? null : guessFromShortName(address.shortName, this.#domains);
    const candidates = [...harvested.emails, ...owners.flatMap(({ emails }) => emails.map(({ value }) => this.#domains.rewrite(value)))];
    const harvest = byHarvest(harvested.emails, this.#domains);
    if (harvest !== null) return harvest;
    if (guess === null || owners.length > 1) return unmapped('not-in-directory', candidates);
    return { decision: 'mapped', email: guess, rule: 'short-name', confidence: 'guess', candidates: [guess, ...candidates] };
  }

  /** `invalid:nomail` may be a hundred people: only where all lines agree on one person does EMAIL count. */
  #suggestForOther(harvested: HarvestedAddress): Choice {
    const email = only(harvested.emails);
    if (email === null || harvested.cns.length > 1) return unmapped('unreadable-address', harvested.emails);
    const choice = this.#suggestForMail(email);
    return { ...choice, confidence: choice.decision === 'unmapped' ? 'none' : 'guess' };
  }

  /** A mapping file made by hand may name people by their old address or short name only. */
  #decidedByAlias(principal: Principal | null, harvested: HarvestedAddress): Choice | null {
    const emails = [...(principal?.emails.map(({ value }) => value) ?? []), ...harvested.emails];
    const own = emails
      .filter((email) => this.#index.byEmail(email).every((owner) => owner === principal))
      .map((email) => `mailto:${email}`);
    const names = (principal?.shortNames ?? []).flatMap((name) => [`short:users/${name}`, `short:/${name}`]);
    const row = [...own, ...names].map((key) => this.#confirmed.get(key.toLowerCase())).find((found) => found !== undefined);
    return row === undefined || row.decision === 'unmapped' ? null : { ...choiceOf(row), confidence: 'sure' };
  }

  #choose(principal: Principal, harvested: HarvestedAddress): Choice {
    const kind = kindOf(harvested, principal);
    if (kind === 'group')
      return this.#chooseGroup(
        harvested,
        principal,
        principal.emails.map(({ value }) => value),
      );
    return chooseForPrincipal(principal, kind, harvested.emails, this.#domains);
  }

  /** The server invited the members themselves, so the group line is not needed; only an unknown membership leaves the address. */
  #chooseGroup(harvested: HarvestedAddress, principal: Principal | null, emails: readonly string[]): Choice {
    const inside = [...new Set(emails.filter((email) => this.#domains.isInside(email)).map((email) => this.#domains.rewrite(email)))];
    const [email] = inside;
    const hasMembers = membersOf(harvested, principal, this.#index).length > 0;
    if (hasMembers || email === undefined) {
      return { decision: 'left-out', email: '', rule: 'group-members', confidence: hasMembers ? 'sure' : 'guess', candidates: inside };
    }
    return { decision: 'mapped', email, rule: 'group-address', confidence: 'guess', candidates: inside };
  }

  #follow(principal: Principal | null, rule: MappingRule): Choice | null {
    if (principal === null) return null;
    const key = principal.uid === null ? '' : `uid:${principal.uid}`;
    const confirmed = this.#confirmed.get(key);
    if (confirmed !== undefined) return follow(choiceOf(confirmed), rule, key);
    const choice = this.#choose(principal, this.#harvestedOf(principal));
    return choice.decision === 'unmapped' ? null : follow(choice, rule, key);
  }

  /** Without a directory record the EMAIL of the events links an address to the one UID that carries it. */
  #followHarvested(email: string): Choice | null {
    const uid = only(this.#uidsByHarvestedEmail.get(email) ?? []);
    const harvested = uid === null ? undefined : this.#harvestedByKey.get(`uid:${uid}`);
    if (uid === null || harvested === undefined) return null;
    const confirmed = this.#confirmed.get(`uid:${uid}`);
    const choice = confirmed === undefined ? this.#suggestForUid(uid, harvested) : choiceOf(confirmed);
    return choice.decision === 'unmapped' ? null : follow(choice, 'mailto', `uid:${uid}`);
  }

  #harvestedOf(principal: Principal): HarvestedAddress {
    const key = principal.uid === null ? '' : `uid:${principal.uid}`;
    return this.#harvestedByKey.get(key) ?? nobody(key, principal.kind);
  }
}

function nobody(key: string, kind: PrincipalKind): HarvestedAddress {
  const address = { kind: 'other', value: key } as const;
  return {
    key,
    address,
    cns: [],
    emails: [],
    cutypes: kind === 'unknown' ? [] : [kind],
    events: 0,
    ownsHome: false,
    organizes: false,
    memberUids: [],
  };
}

/** Prepares the rules over one directory, one harvest and the operator's decisions. */
export function createSuggester(input: SuggesterInput): Suggester {
  return new MappingSuggester(input);
}
