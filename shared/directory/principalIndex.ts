import type { Principal, PrincipalKind } from '../domain/principal.ts';
import { swapGuidBytes } from './swapGuidBytes.ts';
import type { Domains } from './domains.ts';

/** Principals by everything they can be found by. Lists have more than one entry where an address or name is shared. */
export interface PrincipalIndex {
  byUid(uid: string): Principal | null;
  /** By the GUID with its byte order swapped. */
  bySwappedUid(uid: string): Principal | null;
  byEmail(email: string): readonly Principal[];
  byShortName(shortName: string, kind: PrincipalKind): readonly Principal[];
  byFullName(fullName: string): readonly Principal[];
  /** Normalised UIDs of a group's members, nested groups opened to the end; a cycle ends where it began. */
  expandMembers(uids: readonly string[]): readonly string[];
}

function group(principals: readonly Principal[], keys: (principal: Principal) => readonly string[]): Map<string, Principal[]> {
  const index = new Map<string, Principal[]>();
  for (const principal of principals) {
    for (const key of new Set(keys(principal))) {
      const known = index.get(key);
      if (known === undefined) index.set(key, [principal]);
      else known.push(principal);
    }
  }
  return index;
}

/** Indexes the principals; addresses are found in their old and in their rewritten form. */
export function indexPrincipals(principals: readonly Principal[], domains: Domains): PrincipalIndex {
  const byUid = new Map<string, Principal>();
  for (const principal of principals) if (principal.uid !== null) byUid.set(principal.uid, principal);
  const byEmail = group(principals, ({ emails }) => emails.flatMap(({ value }) => [value, domains.rewrite(value)]));
  const byShortName = group(principals, ({ shortNames }) => shortNames.map((name) => name.toLowerCase()));
  const byFullName = group(principals, ({ fullName }) => (fullName === '' ? [] : [fullName.toLowerCase()]));

  function expand(uids: readonly string[], seen: Set<string>, leaves: Set<string>): void {
    for (const uid of uids) {
      const member = byUid.get(uid);
      if (member?.kind !== 'group') leaves.add(uid);
      else if (!seen.has(uid)) {
        seen.add(uid);
        expand(member.memberUids, seen, leaves);
      }
    }
  }

  return {
    byUid: (uid) => byUid.get(uid) ?? null,
    bySwappedUid: (uid) => byUid.get(swapGuidBytes(uid) ?? '') ?? null,
    byEmail: (email) => byEmail.get(email) ?? [],
    byShortName: (shortName, kind) =>
      (byShortName.get(shortName.toLowerCase()) ?? []).filter(
        (principal) => kind === 'unknown' || principal.kind === 'unknown' || principal.kind === kind,
      ),
    byFullName: (fullName) => byFullName.get(fullName.toLowerCase()) ?? [],
    expandMembers: (uids) => {
      const leaves = new Set<string>();
      expand(uids, new Set(), leaves);
      return [...leaves].sort();
    },
  };
}
