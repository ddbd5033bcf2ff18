import { FIRST_BATCH, afterClean, afterTrouble, type BatchSize } from '../../shared/run/batchSize.ts';
import { ALONE_AFTER, MOST_STRIKES } from '../../shared/run/chunkVerdict.ts';
import { isDetachable } from '../../shared/run/detachOccurrence.ts';
import { laneStep } from '../../shared/run/laneStep.ts';
import { hasOccurrenceSteps } from '../../shared/run/occurrenceSteps.ts';
import type { Trouble } from '../../shared/run/recovery.ts';
import type { PlanRow } from '../ports/PlanStore.ts';
import { Patience, recover } from './ask.ts';
import { LaneItems, type LaneItem } from './LaneItems.ts';
import { listMailbox } from './listMailbox.ts';
import { openLane, type LaneFolders } from './openLane.ts';
import type { RunContext } from './RunContext.ts';
import { RunMarkLease } from './RunMarkLease.ts';
import { writeChunk, type ChunkItem } from './writeChunk.ts';
import { OCCURRENCES_AT_ONCE, writeOccurrences, type RefusedStep, type SeriesWork } from './writeOccurrences.ts';

/** Requests of one lane under way at once: chunks, not mailboxes, share the connections. */
const CHUNKS_AT_ONCE = 4;
/** While a lane waits it looks up this often, so that its mark does not expire. */
const LOOK_UP_MS = 30_000;

type Task = () => Promise<Trouble | null>;

/** The ordered work of one mailbox: open, list, write, list again; done when the mailbox holds what the plan says. */
export class Lane {
  readonly mailbox: string;
  readonly #context: RunContext;
  readonly #items: LaneItems;
  readonly #lease: RunMarkLease;
  readonly #patience = new Patience();
  #folders: LaneFolders = { planned: new Map(), others: [] };
  #batch: BatchSize = FIRST_BATCH;
  #listing: 'none' | 'old' | 'current' = 'none';
  #rounds = 0;
  #wakeUp: () => void = () => undefined;

  constructor(context: RunContext, mailbox: string, rows: Iterable<PlanRow>) {
    this.#context = context;
    this.mailbox = mailbox;
    this.#items = new LaneItems(context, rows);
    this.#lease = new RunMarkLease(context, mailbox);
  }

  /** Items of the plan that are not in Exchange as planned, beyond those refused. */
  get missing(): number {
    return this.#items.count('open', 'waiting', 'running', 'doubt', 'changed');
  }

  /** Throws LaneStopped, or INTERRUPTED when the run is stopped. */
  async run(): Promise<void> {
    try {
      this.#items.restore(this.#context.ledger.detachments(this.mailbox));
      this.#folders = await openLane(this.#context, this.mailbox, this.#lease, this.#items.folders);
      for (let step = this.#next(); step !== 'close' && step !== 'give-up'; step = this.#next()) {
        if (step === 'list') await this.#list();
        if (step === 'write') await this.#write();
        if (step === 'settle') await this.#settle();
        if (step === 'wait') await this.#waitForOthers();
      }
      await this.#lease.release();
    } finally {
      await this.#lease.drop();
    }
  }

  #next(): ReturnType<typeof laneStep> {
    const { doubtfulUntil, writable } = this.#items;
    const waiting = this.#items.count('waiting');
    return laneStep({ listing: this.#listing, writable, doubtfulUntil, waiting, rounds: this.#rounds });
  }

  async #list(): Promise<void> {
    const isFirst = this.#listing === 'none';
    const listedAt = this.#context.clock.now().getTime();
    const listing = { context: this.#context, mailbox: this.mailbox, items: this.#items, folders: this.#folders };
    const { ledger, hasDeleted } = await listMailbox(listing, isFirst);
    this.#items.start(ledger, listedAt);
    this.#rounds += 1;
    this.#listing = hasDeleted ? 'old' : 'current';
    if (isFirst && this.#items.writable > 0) await this.#lease.confirm();
  }

  /** Keeps a few requests under way until nothing is left that can be written now. */
  async #write(): Promise<void> {
    this.#listing = 'old';
    const running = new Set<Promise<void>>();
    const troubles: Trouble[] = [];
    const failures: unknown[] = [];
    const begin = async (work: Promise<Trouble | null>): Promise<void> => {
      try {
        const trouble = await work;
        if (trouble !== null) troubles.push(trouble);
      } catch (error) {
        failures.push(error);
      }
    };
    while (failures.length === 0) {
      const trouble = troubles.shift();
      const task = trouble === undefined && running.size < CHUNKS_AT_ONCE ? this.#nextTask() : null;
      if (trouble !== undefined) await this.#recover(trouble, troubles).catch((error: unknown) => failures.push(error));
      else if (task !== null) {
        const promise = begin(task()).finally(() => running.delete(promise));
        running.add(promise);
      } else if (running.size > 0) await Promise.race(running);
      else return;
    }
    // What is under way is finished and recorded, whatever stopped the lane.
    await Promise.all(running);
    throw failures[0];
  }

  /** Chunks that were under way together and met the same trouble count once. */
  async #recover(trouble: Trouble, others: Trouble[]): Promise<void> {
    await recover(this.#context, this.mailbox, trouble, this.#patience);
    others.length = 0;
  }

  #nextTask(): Task | null {
    const chunk = this.#nextChunk();
    if (chunk.length > 0) return () => this.#create(chunk);
    const group = this.#nextSeries();
    return group.length > 0 ? () => this.#occurrences(group) : null;
  }

  /** The next items that may be written, all for one folder, in the plan's order. */
  #nextChunk(): readonly ChunkItem[] {
    for (const queue of this.#items.queues) {
      const chunk: ChunkItem[] = [];
      let size = this.#batch.size;
      for (let item = queue[0]; item !== undefined && chunk.length < Math.min(size, item.limit); item = queue[0]) {
        queue.shift();
        const planned = this.#ready(item, chunk);
        if (planned === null) continue;
        item.state = 'running';
        size = Math.min(size, item.limit);
        chunk.push({ item, planned });
      }
      if (chunk.length > 0) return chunk;
    }
    return [];
  }

  /** The item to write; null when it is refused, or waits. */
  #ready(item: LaneItem, chunk: readonly ChunkItem[]): ChunkItem['planned'] | null {
    if (item.strikes >= MOST_STRIKES) {
      const trouble = item.lastTrouble ?? { responseCode: 'UNKNOWN', message: 'the request broke each time' };
      this.#context.ledger.record([{ key: item.row.key, state: 'refused', ...trouble }]);
      this.#refuse(item, trouble);
      return null;
    }
    const planned = this.#items.planned(item);
    if (planned === null) return null;
    const blocker = planned.waitsFor.find((key) => this.#blocks(key, chunk));
    if (blocker === undefined) return planned;
    item.state = 'waiting';
    item.planned = planned;
    const mailbox = this.#items.get(blocker) === undefined ? this.#context.plan.rowByKey(blocker)?.mailbox : this.mailbox;
    this.#context.settlements.when(blocker, mailbox ?? '', () => {
      if (item.state !== 'waiting') return;
      this.#items.open(item);
      this.#wakeUp();
    });
    return null;
  }

  /** An item waits for another only while that one can still come. */
  #blocks(key: string, chunk: readonly ChunkItem[]): boolean {
    const own = this.#items.get(key);
    if (own !== undefined) return !(['written', 'refused', 'changed'].includes(own.state) || chunk.some(({ item }) => item === own));
    const { ledger, plan, mailboxes, settlements, runId } = this.#context;
    const row = plan.rowByKey(key);
    if (row === null || row.deliveredBy === 'exchange' || !mailboxes.has(row.mailbox) || settlements.hasEnded(row.mailbox)) return false;
    const known = ledger.get(key);
    return !(known?.state === 'written' || (known?.state === 'refused' && known.runId === runId));
  }

  async #create(chunk: readonly ChunkItem[]): Promise<Trouble | null> {
    await this.#lease.keep();
    const folderId = this.#folders.planned.get(chunk[0]?.item.row.folder ?? '') ?? '';
    const { items, trouble, isTooBig, requestedAt } = await writeChunk(this.#context, this.mailbox, folderId, chunk);
    let written = 0;
    let doubtful = 0;
    chunk.forEach(({ item, planned }, index) => {
      const verdict = items[index];
      if (verdict?.state === 'done') {
        written += 1;
        this.#written(item, planned, verdict.value.id);
      } else if (verdict?.state === 'refused') this.#refuse(item, verdict);
      else {
        if (verdict?.isStrike === true) this.#strike(item, trouble);
        item.limit = Math.min(item.limit, verdict?.limit ?? 1);
        if (verdict?.state === 'doubt') {
          doubtful += 1;
          this.#items.doubt(item, requestedAt + this.#context.inDoubtMs);
        } else this.#items.open(item);
      }
    });
    this.#report(written, doubtful, trouble);
    this.#context.settlements.settle(
      chunk.filter(({ item }) => item.state === 'written' || item.state === 'refused').map(({ item }) => item.row.key),
    );
    this.#batch = isTooBig ? afterTrouble(this.#batch) : trouble === null ? afterClean(this.#batch) : this.#batch;
    return trouble;
  }

  #written(item: LaneItem, planned: ChunkItem['planned'], itemId: string): void {
    item.state = 'written';
    const isSeries = hasOccurrenceSteps(planned.item);
    item.planned = isSeries ? planned : null;
    if (isSeries) this.#items.addSeries({ item, itemId, isNew: true });
  }

  #strike(item: LaneItem, trouble: Trouble | null): void {
    item.strikes += 1;
    item.lastTrouble = trouble ?? item.lastTrouble;
    if (item.strikes >= ALONE_AFTER) item.limit = 1;
  }

  #report(written: number, doubtful: number, trouble: Trouble | null): void {
    const { mailbox } = this;
    if (written > 0) this.#context.emit({ type: 'written', mailbox, items: written });
    if (doubtful > 0) this.#context.emit({ type: 'in-doubt', mailbox, items: doubtful, code: trouble?.responseCode ?? 'UNKNOWN' });
    if (trouble !== null) return;
    this.#context.connections.clean();
    this.#patience.clean();
  }

  #refuse(item: LaneItem, trouble: Pick<Trouble, 'responseCode' | 'message'>): void {
    this.#items.refuse(item, trouble);
    this.#context.settlements.settle([item.row.key]);
  }

  /** Series whose occurrences fill about one request. */
  #nextSeries(): readonly SeriesWork[] {
    const group: SeriesWork[] = [];
    for (let steps = 0; steps < OCCURRENCES_AT_ONCE && group.length < OCCURRENCES_AT_ONCE;) {
      const series = this.#items.takeSeries();
      if (series === undefined) break;
      const planned = this.#items.planned(series.item);
      if (planned === null) continue;
      steps += planned.item.modifiedOccurrences.length + planned.item.deletedOccurrences.length;
      group.push({ series, planned });
    }
    return group;
  }

  async #occurrences(group: readonly SeriesWork[]): Promise<Trouble | null> {
    const { done, refused } = await writeOccurrences(this.#context, this.mailbox, this.#lease, group);
    for (const { series } of done) series.item.planned = null;
    const detachable = refused.filter(({ step, responseCode }) => step.change !== null && isDetachable(responseCode));
    const failed = refused.filter((step) => !detachable.includes(step));
    const failedKeys = new Set(failed.map(({ work }) => work.series.item.row.key));
    this.#context.ledger.occurrences([
      ...done.map(({ series }) => ({ key: series.item.row.key, state: 'done' }) as const),
      ...failed.map(
        ({ work, responseCode, message }) => ({ key: work.series.item.row.key, state: 'refused', responseCode, message }) as const,
      ),
    ]);
    for (const { work, step, responseCode: code, message } of failed) {
      const { mailbox, key, subject } = work.series.item.row;
      this.#context.emit({ type: 'failed', mailbox, key, subject, code, message: `occurrence of ${step.originalStart}: ${message}` });
    }
    this.#detach(detachable);
    // Deleting what was detached is a step of its series like any other.
    for (const work of new Set(detachable.map((step) => step.work))) {
      if (!failedKeys.has(work.series.item.row.key)) this.#items.addSeries({ ...work.series, isNew: false });
    }
    return null;
  }

  #detach(steps: readonly RefusedStep[]): void {
    if (steps.length === 0) return;
    const { mailbox } = this;
    const detachments = steps.map(({ work, step }) => ({ parentKey: work.series.item.row.key, originalStart: step.originalStart }));
    this.#context.ledger.detach(mailbox, detachments);
    for (const { parentKey, originalStart } of detachments) {
      const single = this.#items.detach(parentKey, originalStart);
      if (single === null) continue;
      this.#items.open(single);
      const { key, subject } = single.row;
      this.#context.emit({ type: 'detached', mailbox, key, subject, originalStart });
    }
  }

  /** Waits until nothing this lane sent can still be worked on by the server; then the mailbox is listed. */
  async #settle(): Promise<void> {
    this.#listing = 'old';
    const until = this.#items.doubtfulUntil ?? 0;
    await this.#rest(async () => {
      for (let left = this.#left(until); left > 0; left = this.#left(until)) {
        await this.#context.pause(Math.min(left, LOOK_UP_MS), this.#context.signal);
        await this.#lease.keep();
      }
    });
    await this.#list();
  }

  #left(until: number): number {
    return until - this.#context.clock.now().getTime();
  }

  /** Everything left waits for other mailboxes. */
  async #waitForOthers(): Promise<void> {
    await this.#rest(async () => {
      while (this.#items.writable === 0) {
        const woken = new Promise<void>((resolve) => {
          this.#wakeUp = resolve;
        });
        const rest = new AbortController();
        const lookUp = this.#context.pause(LOOK_UP_MS, AbortSignal.any([this.#context.signal, rest.signal])).catch((error: unknown) => {
          if (!rest.signal.aborted) throw error;
        });
        await Promise.race([woken, lookUp]);
        rest.abort();
        await this.#lease.keep();
      }
    });
  }

  /** A lane that only waits lends its place to one that can work. */
  #rest(wait: () => Promise<void>): Promise<void> {
    return this.#context.slots.lendWhile(wait);
  }
}
