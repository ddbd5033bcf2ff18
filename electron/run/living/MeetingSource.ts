import { globalObjectId } from '../../../shared/convert/derivedUid.ts';
import { Failure } from '../../../shared/domain/failure.ts';
import type { PlannedItem } from '../../../shared/domain/plan.ts';
import type { PlanReader, PlanRow } from '../../ports/PlanStore.ts';
import type { SnapshotReader } from '../../ports/SnapshotStore.ts';
import { hashItem, type Planning } from '../../usecases/plan/planning.ts';

/** One guest's copy as planned, with its row. */
export interface PlannedCopy {
  readonly row: PlanRow;
  readonly planned: PlannedItem;
}

/** One living meeting as the plan has it: the organizer's item, the guests' copies, and who declined. */
export interface MeetingPlan {
  readonly row: PlanRow;
  readonly organizer: PlannedItem;
  readonly globalObjectId: string;
  readonly copies: readonly PlannedCopy[];
  /** Mailboxes whose owner's own copy says that they declined. */
  readonly declined: ReadonlySet<string>;
}

/** Meetings that are at work ask again and again; converting one takes a millisecond or two. */
const KEPT = 300;

/** Living meetings, converted again from the snapshot as they were sealed. */
export class MeetingSource {
  readonly #planning: Planning;
  readonly #snapshot: SnapshotReader;
  readonly #plan: PlanReader;
  readonly #kept = new Map<string, MeetingPlan>();

  constructor(planning: Planning, snapshot: SnapshotReader, plan: PlanReader) {
    this.#planning = planning;
    this.#snapshot = snapshot;
    this.#plan = plan;
  }

  /** Throws PLAN_DIFFERS for a meeting that comes out differently than it was sealed. */
  read(row: PlanRow): MeetingPlan {
    const kept = this.#kept.get(row.key);
    if (kept !== undefined) return kept;
    const plan = this.#convert(row);
    this.#kept.set(row.key, plan);
    const oldest = this.#kept.keys().next();
    if (this.#kept.size > KEPT && oldest.done !== true) this.#kept.delete(oldest.value);
    return plan;
  }

  #convert(row: PlanRow): MeetingPlan {
    const { items, skipped } = this.#planning.convert(this.#snapshot.copiesOf(row.uid));
    const byKey = new Map(items.map((item) => [item.key, item]));
    const sealed = (one: PlanRow): PlannedItem => {
      const item = byKey.get(one.key);
      if (item !== undefined && hashItem(item) === one.hash) return item;
      throw new Failure('PLAN_DIFFERS', { count: 1, what: `UID ${row.uid}`, version: this.#plan.info().sealed.converterVersion });
    };
    const copies = this.#plan
      .rowsOf(row.uid)
      .filter(({ kind, deliveredBy }) => kind === 'guest-copy' && deliveredBy === 'exchange')
      .map((one) => ({ row: one, planned: sealed(one) }))
      .filter(({ planned }) => planned.waitsFor.includes(row.key));
    const organizer = sealed(row);
    const declined = skipped.filter(({ reason }) => reason === 'declined').flatMap(({ source }) => this.#mailboxOf(source.owner));
    return { row, organizer, globalObjectId: globalObjectId(organizer.item.uid), copies, declined: new Set(declined) };
  }

  #mailboxOf(owner: string): readonly string[] {
    const target = this.#planning.mapping.resolve({ kind: 'principal', uid: owner });
    return target.state === 'mapped' ? [target.email.toLowerCase()] : [];
  }
}
