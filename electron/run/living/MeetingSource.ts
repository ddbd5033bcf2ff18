import { globalObjectId } from '../../../shared/convert/derivedUid.ts';
import { Failure } from '../../../shared/domain/failure.ts';
import type { PlannedItem } from '../../../shared/domain/plan.ts';
import { detachMeeting, withoutDetachedMeetings, type MeetingItems } from '../../../shared/run/living/detachMeeting.ts';
import type { Detachment } from '../../ports/LedgerStore.ts';
import type { PlanReader, PlanRow } from '../../ports/PlanStore.ts';
import type { SnapshotReader } from '../../ports/SnapshotStore.ts';
import { hashItem, type Planning } from '../../usecases/plan/planning.ts';
import { detachedRow } from '../planRows.ts';

/** One guest's copy as planned, with its row. `detached`: the occurrence of the guest's series that it was. */
export interface PlannedCopy {
  readonly row: PlanRow;
  readonly planned: PlannedItem;
  readonly detached?: Detachment;
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

/** Where an occurrence comes from that became a meeting of its own. */
interface Origin {
  readonly series: PlanRow;
  readonly originalStart: string;
}

/** Meetings that are at work ask again and again; converting one takes a millisecond or two. */
const KEPT = 300;

/** Living meetings, converted again from the snapshot as they were sealed; occurrences the server took only alone are meetings, too. */
export class MeetingSource {
  readonly #planning: Planning;
  readonly #snapshot: SnapshotReader;
  readonly #plan: PlanReader;
  readonly #detachments: (mailbox: string) => readonly Detachment[];
  readonly #kept = new Map<string, MeetingPlan>();
  readonly #origins = new Map<string, Origin>();

  constructor(
    planning: Planning,
    snapshot: SnapshotReader,
    plan: PlanReader,
    detachments: (mailbox: string) => readonly Detachment[] = () => [],
  ) {
    this.#planning = planning;
    this.#snapshot = snapshot;
    this.#plan = plan;
    this.#detachments = detachments;
  }

  /** The rows a meeting of the plan has become: its own, and those of its detached occurrences. */
  rows(row: PlanRow): readonly PlanRow[] {
    const singles = this.#startsOf(row).flatMap((originalStart) => {
      const meeting = detachMeeting(this.#itemsOf(row).items, originalStart);
      if (meeting === null) return [];
      const single = detachedRow(row, meeting.organizer);
      this.#origins.set(single.key, { series: row, originalStart });
      return [single];
    });
    return [row, ...singles];
  }

  /** Throws PLAN_DIFFERS for a meeting that comes out differently than it was sealed. */
  read(row: PlanRow): MeetingPlan {
    const kept = this.#kept.get(row.key);
    if (kept !== undefined) return kept;
    const origin = this.#origins.get(row.key);
    const plan = origin === undefined ? this.#convert(row) : this.#convertSingle(row, origin);
    this.#kept.set(row.key, plan);
    const oldest = this.#kept.keys().next();
    if (this.#kept.size > KEPT && oldest.done !== true) this.#kept.delete(oldest.value);
    return plan;
  }

  #startsOf({ mailbox, key }: PlanRow): readonly string[] {
    return this.#detachments(mailbox).flatMap(({ parentKey, originalStart }) => (parentKey === key ? [originalStart] : []));
  }

  /** As it was sealed. */
  #itemsOf(row: PlanRow): { readonly items: MeetingItems; readonly rows: ReadonlyMap<string, PlanRow> } {
    const { items, skipped } = this.#planning.convert(this.#snapshot.copiesOf(row.uid));
    const byKey = new Map(items.map((item) => [item.key, item]));
    const sealed = (one: PlanRow): PlannedItem => {
      const item = byKey.get(one.key);
      if (item !== undefined && hashItem(item) === one.hash) return item;
      throw new Failure('PLAN_DIFFERS', { count: 1, what: `UID ${row.uid}`, version: this.#plan.info().sealed.converterVersion });
    };
    const rows = this.#plan.rowsOf(row.uid).filter(({ kind, deliveredBy }) => kind === 'guest-copy' && deliveredBy === 'exchange');
    const copies = rows.map(sealed).filter(({ waitsFor }) => waitsFor.includes(row.key));
    const declined = skipped.filter(({ reason }) => reason === 'declined').flatMap(({ source }) => this.#mailboxOf(source.owner));
    return {
      items: { organizer: sealed(row), copies, declined: new Set(declined) },
      rows: new Map(rows.map((one) => [one.key, one])),
    };
  }

  #convert(row: PlanRow): MeetingPlan {
    const { items, rows } = this.#itemsOf(row);
    const { organizer, copies, declined } = withoutDetachedMeetings(items, this.#startsOf(row));
    const planned = copies.flatMap((copy) => {
      const own = rows.get(copy.key);
      return own === undefined ? [] : [{ row: own, planned: copy }];
    });
    return { row, organizer, globalObjectId: globalObjectId(organizer.item.uid), copies: planned, declined };
  }

  #convertSingle(row: PlanRow, { series, originalStart }: Origin): MeetingPlan {
    const { items, rows } = this.#itemsOf(series);
    const meeting = detachMeeting(items, originalStart);
    if (meeting === null) throw new Error(`no occurrence of ${originalStart}`);
    const copies = meeting.copies.flatMap(({ planned, of, originalStart: start }): readonly PlannedCopy[] => {
      const own = rows.get(of.key);
      if (own === undefined) return [];
      if (start === null) return [{ row: own, planned }];
      return [{ row: detachedRow(own, planned), planned, detached: { parentKey: of.key, originalStart: start } }];
    });
    const { organizer, declined } = meeting;
    return { row, organizer, globalObjectId: globalObjectId(organizer.item.uid), copies, declined };
  }

  #mailboxOf(owner: string): readonly string[] {
    const target = this.#planning.mapping.resolve({ kind: 'principal', uid: owner });
    return target.state === 'mapped' ? [target.email.toLowerCase()] : [];
  }
}
