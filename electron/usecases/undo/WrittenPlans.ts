import { Failure } from '../../../shared/domain/failure.ts';
import type { PlannedItem } from '../../../shared/domain/plan.ts';
import { detachOccurrence, withoutDetached } from '../../../shared/run/detachOccurrence.ts';
import type { LedgerRow, LedgerStore } from '../../ports/LedgerStore.ts';
import type { MappingStore } from '../../ports/MappingStore.ts';
import type { PlanReader, PlanRow, PlanStore } from '../../ports/PlanStore.ts';
import type { SnapshotStore } from '../../ports/SnapshotStore.ts';
import { ItemSource } from '../../run/ItemSource.ts';
import { detachedRow } from '../../run/planRows.ts';
import { planBefore } from '../plan/planBefore.ts';
import { openPlanning } from '../plan/planning.ts';

export interface PlansInput {
  readonly plans: PlanStore;
  readonly snapshots: SnapshotStore;
  readonly mappings: MappingStore;
  readonly ledger: LedgerStore;
}

/** What a row of the ledger was written from. `planned` is null where it does not come out as it was written any more. */
export interface Origin {
  readonly row: PlanRow;
  readonly plan: PlanReader;
  readonly planned: () => PlannedItem | null;
}

interface OpenPlan {
  readonly plan: PlanReader;
  /** Null where its snapshot or mapping is not in the project. */
  readonly items: ItemSource | null;
}

function openPlan(input: PlansInput, plan: PlanReader): OpenPlan {
  const before = planBefore(input, plan);
  if (before === null) return { plan, items: null };
  const { snapshot, mapping } = before;
  return { plan, items: new ItemSource(openPlanning(snapshot, mapping, plan.info().sealed), snapshot, plan) };
}

/** The plans that wrote what is in the ledger, the newest first: what was written may come from an earlier one. */
export class WrittenPlans {
  readonly #input: PlansInput;
  readonly #readers: readonly PlanReader[];
  readonly #open = new Map<PlanReader, OpenPlan>();
  /** By mailbox: occurrences that became items of their own, and what their series lost with them. */
  readonly #detached = new Map<string, { readonly singles: Map<string, Origin>; readonly starts: Map<string, Set<string>> }>();

  constructor(input: PlansInput) {
    this.#input = input;
    const hashes = new Set([...input.ledger.runs()].reverse().map(({ planHash }) => planHash));
    const newest = input.plans.newest();
    if (newest !== null) hashes.add(newest.info().planHash);
    this.#readers = [...hashes].flatMap((hash) => input.plans.byHash(hash) ?? []);
  }

  /** The row it was written from; where no plan has that very hash, the newest that has the key, to name it by. */
  find(entry: Pick<LedgerRow, 'key' | 'hash' | 'mailbox'>): Origin | null {
    let named: Origin | null = null;
    for (const plan of this.#readers) {
      const row = plan.rowByKey(entry.key);
      if (row === null) continue;
      if (row.hash === entry.hash) return { row, plan, planned: () => this.#planned(plan, row) };
      named ??= { row, plan, planned: () => null };
    }
    return named ?? this.#singlesOf(entry.mailbox).get(entry.key) ?? null;
  }

  #planned(plan: PlanReader, row: PlanRow): PlannedItem | null {
    const planned = this.#convert(plan, row);
    this.#singlesOf(row.mailbox);
    const detached = this.#detached.get(row.mailbox)?.starts.get(row.key);
    return planned === null || detached === undefined ? planned : withoutDetached(planned, detached);
  }

  #convert(plan: PlanReader, row: PlanRow): PlannedItem | null {
    const open = this.#open.get(plan) ?? openPlan(this.#input, plan);
    this.#open.set(plan, open);
    try {
      return open.items?.item(row) ?? null;
    } catch (error) {
      if (error instanceof Failure && error.code === 'PLAN_DIFFERS') return null;
      throw error;
    }
  }

  #singlesOf(mailbox: string): ReadonlyMap<string, Origin> {
    const known = this.#detached.get(mailbox);
    if (known !== undefined) return known.singles;
    const singles = new Map<string, Origin>();
    const starts = new Map<string, Set<string>>();
    this.#detached.set(mailbox, { singles, starts });
    for (const { parentKey, originalStart } of this.#input.ledger.detachments(mailbox)) {
      starts.set(parentKey, (starts.get(parentKey) ?? new Set()).add(originalStart));
      for (const plan of this.#readers) {
        const series = plan.rowByKey(parentKey);
        const planned = series === null ? null : this.#convert(plan, series);
        const single = planned === null ? null : detachOccurrence(planned, originalStart);
        if (series === null || single === null) continue;
        singles.set(single.key, { row: detachedRow(series, single), plan, planned: () => single });
        break;
      }
    }
    return singles;
  }
}
