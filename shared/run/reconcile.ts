/** What a listing of a mailbox's marked items shows. */
export interface Listed {
  readonly itemId: string;
  readonly key: string;
  readonly hash: string;
  readonly folderId: string;
  readonly isSingleOrMaster: boolean;
  readonly isSeries: boolean;
}

/** What the plan wants in this mailbox. */
export interface Wanted {
  readonly key: string;
  readonly folderId: string;
}

/** What the ledger believes. */
export interface Believed {
  readonly key: string;
  readonly state: 'intended' | 'written' | 'refused';
  readonly itemId: string | null;
}

export interface Stranger {
  readonly item: Listed;
  readonly what: 'not-in-plan' | 'occurrence-with-key';
}

/** Decisions after a listing; nothing here does anything yet. */
export interface Reconciliation {
  /** In the mailbox, but the ledger did not know: the answer was lost, or the project file is older than the mailbox. */
  readonly adopt: readonly Listed[];
  /** Several items with one key: at most one may stay. */
  readonly rivals: readonly (readonly Listed[])[];
  /** The ledger says written, the mailbox has nothing: committed items can be lost by a failover. */
  readonly lost: readonly string[];
  /** Marked, but not where it was planned, or not in the plan at all: left alone and listed. */
  readonly strangers: readonly Stranger[];
}

/**
 * Compares a mailbox's listing with plan and ledger (design «Exactly once»). A key counts only in the folder it was planned for, and only
 * on a single or a series master; everything else that carries it was dragged there or passed on by Exchange.
 */
export function reconcile(
  listing: readonly Listed[],
  wanted: ReadonlyMap<string, Wanted>,
  believed: ReadonlyMap<string, Believed>,
): Reconciliation {
  const strangers: Stranger[] = [];
  const found = new Map<string, Listed[]>();
  for (const item of listing) {
    if (!item.isSingleOrMaster) strangers.push({ item, what: 'occurrence-with-key' });
    else if (wanted.get(item.key)?.folderId !== item.folderId) strangers.push({ item, what: 'not-in-plan' });
    else found.set(item.key, [...(found.get(item.key) ?? []), item]);
  }
  const copies = [...found.values()];
  const adopt = copies.flatMap(([only, ...others]) => {
    if (only === undefined || others.length > 0) return [];
    const belief = believed.get(only.key);
    return belief?.state === 'written' && belief.itemId === only.itemId ? [] : [only];
  });
  const lost = [...believed.values()]
    .filter(({ key, state }) => state === 'written' && wanted.has(key) && !found.has(key))
    .map(({ key }) => key);
  return { adopt, rivals: copies.filter(({ length }) => length > 1), lost, strangers };
}

/** One of several items with the same key, and whether somebody changed it since it was written. */
export interface Rival {
  readonly item: Listed;
  readonly isTouched: boolean;
}

export interface RivalsVerdict {
  readonly keep: Listed;
  /** Untouched: deleted without mail. */
  readonly remove: readonly Listed[];
  /** Touched like the one that stays: only their owner can say which is right. */
  readonly leave: readonly Listed[];
}

/**
 * Which of several copies stays: one that its owner has changed, else the one with the smallest id. Never the one *this* ledger knows: two
 * project files that met in a mailbox must choose alike, or each would delete the other's.
 */
export function chooseRival(rivals: readonly [Rival, ...Rival[]]): RivalsVerdict {
  const order = (one: Rival, other: Rival): number =>
    Number(other.isTouched) - Number(one.isTouched) || (one.item.itemId < other.item.itemId ? -1 : 1);
  const [keep, ...rest] = [...rivals].sort(order);
  const others = rest.filter((rival) => rival !== keep);
  return {
    keep: (keep ?? rivals[0]).item,
    remove: others.filter(({ isTouched }) => !isTouched).map(({ item }) => item),
    leave: others.filter(({ isTouched }) => isTouched).map(({ item }) => item),
  };
}
