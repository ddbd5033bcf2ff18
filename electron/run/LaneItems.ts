import type { PlannedItem } from '../../shared/domain/plan.ts';
import { Failure } from '../../shared/domain/failure.ts';
import type { Trouble } from '../../shared/run/recovery.ts';
import { detachOccurrence, withoutDetached } from '../../shared/run/detachOccurrence.ts';
import { asCreated, isLiving } from '../../shared/run/living/guestless.ts';
import type { LedgerRow } from '../ports/LedgerStore.ts';
import type { LaneItem, LaneItemState } from './LaneItem.ts';
import { LaneQueues } from './LaneQueues.ts';
import type { PlanRow } from '../ports/PlanStore.ts';
import { begunAt, type Moment } from './Moment.ts';
import { detachedRow } from './planRows.ts';
import type { RunContext } from './RunContext.ts';

const NO_LIMIT = Number.MAX_SAFE_INTEGER;

/** What a lane has to do, in the plan's order: the items of one mailbox, those detached by this server's refusals included. */
export class LaneItems implements Iterable<LaneItem> {
  readonly #context: RunContext;
  readonly #items = new Map<string, LaneItem>();
  readonly #detached = new Map<string, Set<string>>();
  readonly #told = new Set<string>();
  #queues = new LaneQueues();
  #doubtfulUntil: number | null = null;

  constructor(context: RunContext, rows: Iterable<PlanRow>) {
    this.#context = context;
    for (const row of rows) this.#add(row, null);
  }

  [Symbol.iterator](): Iterator<LaneItem> {
    return this.#items.values();
  }

  get(key: string): LaneItem | undefined {
    return this.#items.get(key);
  }

  get folders(): ReadonlySet<string> {
    return new Set([...this.#items.values()].map(({ row }) => row.folder));
  }

  /** Until when the server may be at work on something in doubt, by the steady clock. */
  get doubtfulUntil(): number | null {
    return this.#doubtfulUntil;
  }

  /** What can be written now. */
  get queues(): LaneQueues {
    return this.#queues;
  }

  count(...states: readonly LaneItemState[]): number {
    return [...this.#items.values()].filter(({ state }) => states.includes(state)).length;
  }

  /** Says a thing about an item of the mailbox once, however often it is listed. */
  tellOnce(itemId: string, tell: () => void): void {
    if (this.#told.has(itemId)) return;
    this.#told.add(itemId);
    tell();
  }

  /** The item as it is to be written; null, and refused, when it does not come out as it was sealed. */
  planned(item: LaneItem): PlannedItem | null {
    if (item.planned !== null) return item.planned;
    try {
      return withoutDetached(asCreated(this.#context.items.item(item.row)), this.#detached.get(item.row.key) ?? new Set());
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== 'PLAN_DIFFERS') throw error;
      this.refuse(item, { responseCode: error.code, message: `planned with version ${String(error.parameters['version'])}` });
      return null;
    }
  }

  /** Takes up what earlier runs detached. */
  restore(detachments: Iterable<{ readonly parentKey: string; readonly originalStart: string }>): void {
    for (const { parentKey, originalStart } of detachments) this.detach(parentKey, originalStart);
  }

  /** An occurrence becomes an item of its own, and a deletion in its series. */
  detach(parentKey: string, originalStart: string): LaneItem | null {
    const series = this.#items.get(parentKey);
    const planned = series === undefined ? null : this.planned(series);
    if (series === undefined || planned === null) return null;
    // What it becomes is a meeting like its series: known with its guests, created without them.
    const single = detachOccurrence(isLiving(series.row) ? this.#context.items.item(series.row) : planned, originalStart);
    if (single === null) return null;
    this.#detached.set(parentKey, (this.#detached.get(parentKey) ?? new Set()).add(originalStart));
    series.planned = withoutDetached(planned, new Set([originalStart]));
    return this.#add(detachedRow(series.row, single), asCreated(single));
  }

  /** Brings everything in line with the ledger after a listing that began then; nothing is under way. */
  start(ledger: ReadonlyMap<string, LedgerRow>, listed: Moment): void {
    this.#queues = new LaneQueues();
    this.#doubtfulUntil = null;
    const settled: string[] = [];
    for (const item of this.#items.values()) {
      if (item.state === 'refused') continue;
      const known = ledger.get(item.row.key);
      if (known?.state === 'written') {
        this.#isThere(item, known);
        settled.push(item.row.key);
        continue;
      }
      const due = known?.state === 'intended' ? this.#due(item, known, listed) : 0;
      if (due > listed.steady) this.doubt(item, due);
      else this.open(item);
    }
    this.#context.settlements.settle(settled);
  }

  /** What this run lost it knows by the steady clock; what an earlier one lost, by the date alone. */
  #due({ doubtfulUntil }: LaneItem, { requestedAt }: LedgerRow, listed: Moment): number {
    return doubtfulUntil ?? begunAt(requestedAt, listed) + this.#context.inDoubtMs;
  }

  open(item: LaneItem): void {
    item.state = 'open';
    this.#queues.open(item);
  }

  doubt(item: LaneItem, until: number): void {
    item.state = 'doubt';
    item.doubtfulUntil = until;
    this.#doubtfulUntil = Math.max(this.#doubtfulUntil ?? 0, until);
  }

  refuse(item: LaneItem, trouble: Pick<Trouble, 'responseCode' | 'message'>): void {
    item.state = 'refused';
    item.planned = null;
    const { row } = item;
    const { responseCode: code, message } = trouble;
    this.#context.emit({ type: 'failed', mailbox: row.mailbox, key: row.key, subject: row.subject, code, message });
    this.#context.settlements.settle([row.key]);
  }

  /** Those that wait are judged anew: whatever was missed, no lane waits for ever. */
  reopenWaiting(): void {
    for (const item of this.#items.values()) if (item.state === 'waiting') this.open(item);
  }

  #isThere(item: LaneItem, known: LedgerRow): void {
    const isChanged = known.hash !== item.row.hash;
    if (isChanged && item.state !== 'changed') {
      const { mailbox, key, subject } = item.row;
      const detail = `written from another plan at ${known.requestedAt}`;
      this.#context.emit({ type: 'waiting', mailbox, key, subject, reason: 'changed', detail });
    }
    item.state = isChanged ? 'changed' : 'written';
    item.planned = null;
    // Exceptions belong to the series they were planned for; to another one they would do harm.
    if (!isChanged && !known.occurrencesDone && known.itemId !== null) this.#queues.addSeries({ item, itemId: known.itemId, isNew: false });
  }

  #add(row: PlanRow, planned: PlannedItem | null): LaneItem {
    const item: LaneItem = { row, state: 'open', strikes: 0, limit: NO_LIMIT, lastTrouble: null, doubtfulUntil: null, planned };
    this.#items.set(row.key, item);
    return item;
  }
}
