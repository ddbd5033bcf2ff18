import type { Principal, PrincipalKind } from '../domain/principal.ts';
import { principalKind } from '../domain/principal.ts';
import type { HarvestedAddress } from './harvestedAddress.ts';
import type { PrincipalIndex } from './principalIndex.ts';

/** Who an address is, as far as directory and data tell. */
export interface Description {
  readonly kind: PrincipalKind;
  readonly name: string;
  readonly shortName: string;
  readonly memberUids: readonly string[];
}

/**
 * The directory's word, else CUTYPE, else the record type of a path. CUTYPE is INDIVIDUAL unless something else is said (RFC 5545 §3.2.3),
 * so whoever is named by an event and says nothing is a person; a home nobody ever invites stays unknown.
 */
export function kindOf(harvested: HarvestedAddress, principal: Principal | null): PrincipalKind {
  if (principal !== null && principal.kind !== 'unknown') return principal.kind;
  const said = harvested.cutypes.map(principalKind).filter((kind) => kind !== 'unknown');
  const special = said.find((kind) => kind !== 'user') ?? said[0];
  if (special !== undefined) return special;
  if (harvested.address.kind === 'short-name') return principalKind(harvested.address.recordType);
  return harvested.cns.length > 0 || harvested.organizes || harvested.address.kind === 'mail' ? 'user' : 'unknown';
}

function nameOf({ address, cns }: HarvestedAddress, principal: Principal | null): string {
  if (principal !== null && principal.fullName !== '') return principal.fullName;
  const [cn] = cns;
  if (cn !== undefined) return cn;
  switch (address.kind) {
    case 'principal':
      return principal?.shortNames[0] ?? '';
    case 'mail':
      return address.email;
    case 'short-name':
      return address.shortName;
    case 'other':
      return '';
  }
}

function shortNameOf({ address }: HarvestedAddress, principal: Principal | null): string {
  return principal?.shortNames[0] ?? (address.kind === 'short-name' ? address.shortName : '');
}

/** Members the directory, the group table and the events know, together. */
export function membersOf(harvested: HarvestedAddress, principal: Principal | null, index: PrincipalIndex): readonly string[] {
  return index.expandMembers([...new Set([...(principal?.memberUids ?? []), ...harvested.memberUids])]);
}

/** Puts together what is shown of an address. */
export function describeAddress(harvested: HarvestedAddress, principal: Principal | null, index: PrincipalIndex): Description {
  const kind = kindOf(harvested, principal);
  return {
    kind,
    name: nameOf(harvested, principal),
    shortName: shortNameOf(harvested, principal),
    memberUids: kind === 'group' ? membersOf(harvested, principal, index) : [],
  };
}
