import type { LedgerStore } from '../ports/LedgerStore.ts';
import type { PlanReader, PlanRow } from '../ports/PlanStore.ts';

/**
 * Events of which something stays in Exchange as an earlier plan wrote it. All items of one UID are planned together: a new part beside an old
 * one would show the same instance twice.
 */
export class StayingEvents {
  readonly #plan: PlanReader;
  readonly #ledger: LedgerStore;
  readonly #kept: ReadonlySet<string>;
  /** Another plan than this one has written something. */
  readonly #isMixed: boolean;
  readonly #known = new Map<string, boolean>();

  /** `kept`: UIDs of which it is known. */
  constructor(plan: PlanReader, ledger: LedgerStore, kept: ReadonlySet<string>) {
    this.#plan = plan;
    this.#ledger = ledger;
    this.#kept = kept;
    const { planHash } = plan.info();
    this.#isMixed = ledger.runs().some((run) => run.planHash !== planHash);
  }

  /** Whether an item that is not there yet has to wait. */
  hold({ uid }: PlanRow): boolean {
    if (this.#kept.has(uid)) return true;
    if (!this.#isMixed) return false;
    const holds = this.#known.get(uid) ?? this.#plan.rowsOf(uid).some(({ key, hash }) => this.#isOld(key, hash));
    this.#known.set(uid, holds);
    return holds;
  }

  #isOld(key: string, hash: string): boolean {
    const known = this.#ledger.get(key);
    return known?.state === 'written' && known.hash !== hash;
  }
}
