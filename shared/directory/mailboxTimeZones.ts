import type { MappingRow } from '../domain/mappingRows.ts';
import type { Principal } from '../domain/principal.ts';

function namesOf({ shortNames, fullName }: Principal): string[] {
  return [...new Set([...shortNames, fullName].map((name) => name.toLowerCase()).filter((name) => name !== ''))];
}

/** Addresses by name, of those who have one; null where several share the name. */
function addressesByName(principals: readonly Principal[]): ReadonlyMap<string, Principal | null> {
  const owners = new Map<string, Principal | null>();
  for (const principal of principals) {
    if (principal.emails.length === 0) continue;
    for (const name of namesOf(principal)) owners.set(name, owners.has(name) ? null : principal);
  }
  return owners;
}

/** A list of settings may know its mailboxes by alias or display name only; a name two people share decides nothing. */
function withAddresses(principal: Principal, byName: ReadonlyMap<string, Principal | null>): Principal | null {
  if (principal.emails.length > 0) return principal;
  const found = new Set(namesOf(principal).flatMap((name) => byName.get(name) ?? []));
  const [first] = found;
  return found.size === 1 && first !== undefined ? first : null;
}

/** The time zones the target's own lists give for mapped mailboxes, by address. */
export function mailboxTimeZones(principals: readonly Principal[], rows: readonly MappingRow[]): Record<string, string> {
  const byName = addressesByName(principals);
  const zones = new Map<string, string>();
  for (const principal of principals) {
    if (principal.timeZone === null) continue;
    for (const { value } of withAddresses(principal, byName)?.emails ?? []) zones.set(value, principal.timeZone);
  }
  const mapped = new Set(rows.filter(({ decision }) => decision === 'mapped').map(({ email }) => email.toLowerCase()));
  return Object.fromEntries(
    [...mapped].sort().flatMap((email) => {
      const zone = zones.get(email);
      return zone === undefined ? [] : [[email, zone]];
    }),
  );
}
