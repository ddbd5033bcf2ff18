import type { PlannedItem, SealedContext } from '../../shared/domain/plan.ts';
import { Failure } from '../../shared/domain/failure.ts';
import type { PlanReader, PlanRow } from '../ports/PlanStore.ts';
import type { SnapshotReader } from '../ports/SnapshotStore.ts';
import { hashItem, type Planning } from '../usecases/plan/planning.ts';

/** Lanes walk the plan at about the same pace, so the copies of one meeting are asked for close together. */
const KEPT = 2000;

/** Converts planned items again when they are to be written; what does not have its sealed hash is never written. */
export class ItemSource {
  /** What the plan was sealed with. */
  readonly sealed: SealedContext;
  readonly #planning: Planning;
  readonly #snapshot: SnapshotReader;
  readonly #plan: PlanReader;
  /** What conversion gave beyond the item that was asked for. An item is handed out once; a UID with none left is forgotten. */
  readonly #kept = new Map<string, Map<string, PlannedItem>>();

  constructor(planning: Planning, snapshot: SnapshotReader, plan: PlanReader) {
    this.#planning = planning;
    this.#snapshot = snapshot;
    this.#plan = plan;
    this.sealed = plan.info().sealed.context;
  }

  /** Throws PLAN_DIFFERS for an item that comes out differently than it was sealed. */
  item(row: PlanRow): PlannedItem {
    const item = this.#take(row);
    if (item === undefined || hashItem(item) !== row.hash) {
      const { converterVersion } = this.#plan.info().sealed;
      throw new Failure('PLAN_DIFFERS', { count: 1, what: `UID ${row.uid}`, version: converterVersion });
    }
    return item;
  }

  #take({ uid, key }: PlanRow): PlannedItem | undefined {
    const kept = this.#kept.get(uid);
    const items = kept?.has(key) === true ? kept : this.#convert(uid);
    const item = items.get(key);
    items.delete(key);
    if (items.size === 0) this.#kept.delete(uid);
    return item;
  }

  #convert(uid: string): Map<string, PlannedItem> {
    const { items } = this.#planning.convert(this.#snapshot.copiesOf(uid));
    const byKey = new Map(items.map((item) => [item.key, item]));
    this.#kept.set(uid, byKey);
    const oldest = this.#kept.keys().next();
    if (this.#kept.size > KEPT && oldest.done !== true) this.#kept.delete(oldest.value);
    return byKey;
  }
}
