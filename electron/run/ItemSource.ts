import { hash } from 'node:crypto';
import type { Proof } from '../../shared/convert/model.ts';
import type { PlannedItem, SealedContext } from '../../shared/domain/plan.ts';
import { Failure } from '../../shared/domain/failure.ts';
import type { SourceObject } from '../../shared/domain/source.ts';
import type { PlanReader, PlanRow } from '../ports/PlanStore.ts';
import type { SnapshotReader } from '../ports/SnapshotStore.ts';
import { hashItem, type Planning } from '../usecases/plan/planning.ts';

/** Lanes walk the plan at about the same pace, so the copies of one meeting are asked for close together. */
const KEPT = 1000;
const PROOFS: readonly Proof[] = ['hash', 'instances'];

/** Converts planned items again when they are to be written; what does not have its sealed hash is never written. */
export class ItemSource {
  /** What the plan was sealed with. */
  readonly sealed: SealedContext;
  readonly #planning: Planning;
  readonly #snapshot: SnapshotReader;
  readonly #plan: PlanReader;
  /**
   * What conversion gave beyond the item that was asked for, as JSON in bytes: as objects thousands of items would keep the collector busy,
   * and each piece of them the whole text it was cut from. An item is handed out once; a UID with none left is forgotten.
   */
  readonly #kept = new Map<string, Map<string, Buffer>>();
  /** Copies by UID, for the chunk that is being made. */
  #ahead: ReadonlyMap<string, readonly SourceObject[]> = new Map();

  constructor(planning: Planning, snapshot: SnapshotReader, plan: PlanReader) {
    this.#planning = planning;
    this.#snapshot = snapshot;
    this.#plan = plan;
    this.sealed = plan.info().sealed.context;
  }

  /** Reads what conversion of these rows will need in one go, which costs a fraction of reading it event by event. */
  readAhead(rows: readonly PlanRow[]): void {
    const missing = rows.filter(({ uid, key }) => this.#kept.get(uid)?.has(key) !== true);
    this.#ahead = missing.length === 0 ? new Map() : this.#snapshot.readAhead([...new Set(missing.map(({ uid }) => uid))]);
  }

  /** Throws PLAN_DIFFERS for an item that comes out differently than it was sealed. */
  item(row: PlanRow): PlannedItem {
    const kept = this.#takeKept(row);
    // Our own JSON, and what the hash was taken of.
    if (kept !== undefined && hash('sha256', kept, 'hex') === row.hash) return JSON.parse(kept.toString()) as PlannedItem;
    // Nearly every series is as it was proven when the plan was made, and its hash says so; what had to be mended is mended again.
    for (const proof of PROOFS) {
      const item = this.#convert(row, proof);
      if (item !== undefined && hashItem(item) === row.hash) return item;
    }
    const { converterVersion } = this.#plan.info().sealed;
    throw new Failure('PLAN_DIFFERS', { count: 1, what: `UID ${row.uid}`, version: converterVersion });
  }

  #takeKept({ uid, key }: PlanRow): Buffer | undefined {
    const kept = this.#kept.get(uid);
    const bytes = kept?.get(key);
    if (kept?.delete(key) === true && kept.size === 0) this.#kept.delete(uid);
    return bytes;
  }

  #convert({ uid, key }: PlanRow, proof: Proof): PlannedItem | undefined {
    const { items } = this.#planning.convert(this.#ahead.get(uid) ?? this.#snapshot.copiesOf(uid), proof);
    const others = items.filter((item) => item.key !== key);
    this.#kept.delete(uid);
    if (others.length > 0) this.#kept.set(uid, new Map(others.map((item) => [item.key, Buffer.from(JSON.stringify(item))])));
    const oldest = this.#kept.keys().next();
    if (this.#kept.size > KEPT && oldest.done !== true) this.#kept.delete(oldest.value);
    return items.find((item) => item.key === key);
  }
}
