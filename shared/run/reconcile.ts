/** What a listing of a mailbox's marked items shows (one folder or several). */
export interface Listed {
  readonly itemId: string;
  readonly key: string;
  readonly hash: string;
  readonly folderId: string;
  readonly isSingleOrMaster: boolean;
}

/** What the plan wants in this mailbox. */
export interface Wanted {
  readonly key: string;
  readonly hash: string;
  readonly folderId: string;
}

/** What the ledger believes. */
export interface Believed {
  readonly key: string;
  readonly state: 'intended' | 'written' | 'refused';
  readonly itemId: string | null;
}

/** Decisions after a listing; nothing here does anything yet. */
export interface Reconciliation {
  /** In the mailbox, but the ledger did not know: the answer was lost, or the project file is older than the mailbox. */
  readonly adopt: readonly { readonly key: string; readonly itemId: string; readonly hash: string; readonly folderId: string }[];
  /** The ledger says written, the mailbox has nothing: committed items can be lost by a failover. */
  readonly lost: readonly string[];
  /** Further items with the key of one that is kept. */
  readonly duplicates: readonly Listed[];
  /** Marked, but not where it was planned, or not in the plan at all: left alone and listed. */
  readonly strangers: readonly { readonly item: Listed; readonly what: 'not-in-plan' | 'occurrence-with-key' }[];
}

/** The copy to keep: the one the ledger knows, else the first the server lists. */
function keeperOf(copies: readonly Listed[], believed: Believed | undefined): Listed | undefined {
  return copies.find((copy) => copy.itemId === believed?.itemId) ?? copies[0];
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
  const adopt: { key: string; itemId: string; hash: string; folderId: string }[] = [];
  const duplicates: Listed[] = [];
  const strangers: { item: Listed; what: 'not-in-plan' | 'occurrence-with-key' }[] = [];
  const found = new Map<string, Listed[]>();
  for (const item of listing) {
    if (!item.isSingleOrMaster) strangers.push({ item, what: 'occurrence-with-key' });
    else if (wanted.get(item.key)?.folderId !== item.folderId) strangers.push({ item, what: 'not-in-plan' });
    else found.set(item.key, [...(found.get(item.key) ?? []), item]);
  }
  for (const [key, copies] of found) {
    const belief = believed.get(key);
    const keeper = keeperOf(copies, belief);
    duplicates.push(...copies.filter((copy) => copy !== keeper));
    if (keeper !== undefined && (belief?.state !== 'written' || belief.itemId !== keeper.itemId)) {
      adopt.push({ key, itemId: keeper.itemId, hash: keeper.hash, folderId: keeper.folderId });
    }
  }
  const lost = [...believed.values()]
    .filter(({ key, state }) => state === 'written' && wanted.has(key) && !found.has(key))
    .map(({ key }) => key);
  return { adopt, lost, duplicates, strangers };
}
