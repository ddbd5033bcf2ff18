import type { PlannedItem } from '../../shared/domain/plan.ts';
import { Failure } from '../../shared/domain/failure.ts';
import type { PlanReader, PlanRow } from '../ports/PlanStore.ts';
import type { SnapshotReader } from '../ports/SnapshotStore.ts';
import { hashItem, type Planning } from '../usecases/plan/planning.ts';

/** Lanes walk the plan at about the same pace, so the copies of one meeting are asked for close together. */
const KEPT = 2000;

/** Converts planned items again when they are to be written; what does not have its sealed hash is never written. */
export class ItemSource {
  readonly #planning: Planning;
  readonly #snapshot: SnapshotReader;
  readonly #plan: PlanReader;
  readonly #kept = new Map<string, ReadonlyMap<string, PlannedItem>>();

  constructor(planning: Planning, snapshot: SnapshotReader, plan: PlanReader) {
    this.#planning = planning;
    this.#snapshot = snapshot;
    this.#plan = plan;
  }

  item(row: PlanRow): PlannedItem {
    const item = this.#itemsOf(row.uid).get(row.key);
    if (item === undefined || hashItem(item) !== row.hash) {
      const { converterVersion } = this.#plan.info().sealed;
      throw new Failure('PLAN_DIFFERS', { count: 1, what: `UID ${row.uid}`, version: converterVersion });
    }
    return item;
  }

  #itemsOf(uid: string): ReadonlyMap<string, PlannedItem> {
    const kept = this.#kept.get(uid);
    if (kept !== undefined) return kept;
    const { items } = this.#planning.convert(this.#snapshot.copiesOf(uid));
    const byKey = new Map(items.map((item) => [item.key, item]));
    this.#kept.set(uid, byKey);
    const oldest = this.#kept.keys().next();
    if (this.#kept.size > KEPT && oldest.done !== true) this.#kept.delete(oldest.value);
    return byKey;
  }
}
