/**
 * What Exchange's address book says about an address, groups opened to the last member:
 * - inside: a mailbox of this organization that is in scope, or a group of nothing but such mailboxes;
 * - outside: a contact, somebody else's address, a group with one of them in it;
 * - out-of-scope: a mailbox here, but nobody asked us to touch it;
 * - unknown: the address book does not know it, or could not be asked.
 */
export type Whereabouts = 'inside' | 'outside' | 'out-of-scope' | 'unknown';

export interface GateVerdict {
  readonly passes: boolean;
  /** Who stands in the way, and where they are. */
  readonly blockedBy: readonly (readonly [address: string, where: Exclude<Whereabouts, 'inside'>])[];
}

/**
 * Whether something that sends may leave: only if everybody it can reach, which is everybody the item holds and not just those the
 * request names, is known to be inside. Unknown is not inside.
 */
export function gateVerdict(people: Iterable<string>, whereabouts: (address: string) => Whereabouts): GateVerdict {
  const blockedBy = [...new Set([...people].map((address) => address.toLowerCase()))].flatMap((address) => {
    const where = whereabouts(address);
    return where === 'inside' ? [] : [[address, where] as const];
  });
  return { passes: blockedBy.length === 0, blockedBy };
}
