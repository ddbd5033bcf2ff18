import { setImmediate as nextTurn } from 'node:timers/promises';
import { FIRST_BATCH, afterClean, afterTrouble, sizeOfNext, type BatchSize } from '../../shared/run/batchSize.ts';
import { ALONE_AFTER, MOST_STRIKES } from '../../shared/run/chunkVerdict.ts';
import type { Trouble } from '../../shared/run/recovery.ts';
import { Patience, recover } from './ask.ts';
import type { LaneItem } from './LaneItem.ts';
import type { LaneItems } from './LaneItems.ts';
import { LaneSeries } from './LaneSeries.ts';
import { momentNow, steadyAt } from './Moment.ts';
import type { RunContext } from './RunContext.ts';
import type { RunMarkLease } from './RunMarkLease.ts';
import { recordChunk, sendChunk, type ChunkItem, type ChunkOutcome } from './writeChunk.ts';
import { OCCURRENCES_AT_ONCE, type SeriesWork } from './writeOccurrences.ts';

/** Requests of one lane under way at once: chunks, not mailboxes, share the connections. Exchange allows 27 to a mailbox. */
const CHUNKS_AT_ONCE = 8;
/** Groups of series at once beyond those: creations, most of which only wait for a connection, must not keep them from beginning. */
const GROUPS_BESIDE = 4;
/** So many occurrences are worth two requests, one for deletions and one for changes, while others are still created. */
const OCCURRENCES_WORTH_REQUESTS = 2 * OCCURRENCES_AT_ONCE;

type Task = () => Promise<Trouble | null>;

/** Creates what a lane can create now, chunk by chunk, and writes the occurrences of what was created. */
export class LaneWriter {
  readonly #context: RunContext;
  readonly #mailbox: string;
  readonly #items: LaneItems;
  readonly #series: LaneSeries;
  readonly #lease: RunMarkLease;
  readonly #onReady: () => void;
  readonly #patience = new Patience();
  #folders: ReadonlyMap<string, string> = new Map();
  #batch: BatchSize = FIRST_BATCH;

  /** `onReady` is called when an item that waited for another mailbox need not wait any longer. */
  constructor(context: RunContext, mailbox: string, items: LaneItems, lease: RunMarkLease, onReady: () => void) {
    this.#context = context;
    this.#mailbox = mailbox;
    this.#items = items;
    this.#series = new LaneSeries(context, mailbox, items);
    this.#lease = lease;
    this.#onReady = onReady;
  }

  /** Converts what goes first, while the mailbox is opened and little else can be done. */
  async prepare(): Promise<void> {
    const { items, preparing, signal } = this.#context;
    const leave = await preparing.take();
    try {
      await nextTurn();
      if (signal.aborted) return;
      const first = [...this.#items].slice(0, FIRST_BATCH.size);
      items.readAhead(first.map(({ row }) => row));
      for (const item of first) item.planned = this.#items.planned(item);
    } finally {
      leave();
    }
  }

  /** Keeps a few requests under way until nothing is left that can be written now. */
  async write(folders: ReadonlyMap<string, string>): Promise<void> {
    this.#folders = folders;
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
      const task = trouble === undefined ? this.#nextTask(running.size) : null;
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
    await recover(this.#context, this.#mailbox, trouble, this.#patience);
    others.length = 0;
  }

  #nextTask(running: number): Task | null {
    const { creatable, openSeries, openOccurrences, hasSeriesToCome } = this.#items.queues;
    // With no more to come, waiting for company would only leave them for the end.
    const isWorthIt = openOccurrences >= OCCURRENCES_WORTH_REQUESTS || (openSeries > 0 && !hasSeriesToCome);
    if (isWorthIt && running < CHUNKS_AT_ONCE + GROUPS_BESIDE) {
      const group = this.#series.next();
      if (group.length > 0) return () => this.#occurrences(group);
    }
    return creatable > 0 && running < CHUNKS_AT_ONCE ? () => this.#create() : null;
  }

  /** The next items that may be written, all for one folder, in the plan's order. */
  #nextChunk(): readonly ChunkItem[] {
    const { queues } = this.#items;
    for (const queue of queues.folders) {
      const chunk: ChunkItem[] = [];
      let size = sizeOfNext(this.#batch, queue.length);
      this.#context.items.readAhead(queue.slice(0, size).flatMap(({ row, planned }) => (planned === null ? [row] : [])));
      for (let item = queue[0]; item !== undefined && chunk.length < Math.min(size, item.limit); item = queue[0]) {
        queues.take(item.row.folder);
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
  #ready(item: LaneItem, chunk: readonly ChunkItem[]): ChunkItem['planned'] {
    if (item.strikes >= MOST_STRIKES) {
      const trouble = item.lastTrouble ?? { responseCode: 'UNKNOWN', message: 'the request broke each time' };
      this.#context.ledger.record([{ key: item.row.key, state: 'refused', ...trouble }]);
      this.#items.refuse(item, trouble);
      return null;
    }
    const planned = this.#items.planned(item);
    if (planned === null) return null;
    const blocker = planned.waitsFor.find((key) => this.#blocks(key, chunk));
    if (blocker === undefined) return planned;
    item.state = 'waiting';
    item.planned = planned;
    this.#context.settlements.when(blocker, this.#mailbox, () => {
      if (item.state !== 'waiting') return;
      this.#items.open(item);
      this.#onReady();
    });
    return null;
  }

  /**
   * An item waits for another of its own mailbox while that one can still come. A silent copy is whole without its organizer's: were lanes
   * to wait for each other, all of a company would be open at once, with everything they have to do in memory.
   */
  #blocks(key: string, chunk: readonly ChunkItem[]): boolean {
    const own = this.#items.get(key);
    return own !== undefined && !(['written', 'refused', 'changed'].includes(own.state) || chunk.some(({ item }) => item === own));
  }

  async #occurrences(group: readonly SeriesWork[]): Promise<null> {
    await this.#series.write(group, this.#lease);
    return null;
  }

  /** The next chunk is made while others are under way, but only a few of all lanes' at a time: what is converted is held in memory. */
  async #create(): Promise<Trouble | null> {
    const { bench, connections } = this.#context;
    // Long lanes go first, so that all end together.
    const priority = (): number => this.#items.queues.work;
    await this.#lease.keep();
    const leaveBench = await bench.take(priority);
    try {
      await nextTurn();
      const chunk = this.#nextChunk();
      if (chunk.length === 0) return null;
      const outcome = await connections.use(
        () => {
          leaveBench();
          return this.#send(chunk);
        },
        { priority },
      );
      return outcome === null ? null : await this.#record(chunk, outcome);
    } finally {
      leaveBench();
    }
  }

  /** A connection can be long in coming: what may not be written any more is left as it was. */
  async #send(chunk: readonly ChunkItem[]): Promise<ChunkOutcome | null> {
    const folderId = this.#folders.get(chunk[0]?.item.row.folder ?? '') ?? '';
    if (this.#lease.isFresh) return sendChunk(this.#context, this.#mailbox, folderId, chunk);
    for (const { item, planned } of chunk) {
      item.planned = planned;
      this.#items.open(item);
    }
    return null;
  }

  async #record(chunk: readonly ChunkItem[], outcome: ChunkOutcome): Promise<Trouble | null> {
    const { items, trouble, isTooBig, requestedAt } = outcome;
    await recordChunk(this.#context, chunk, outcome);
    // From here on by a clock that nobody sets.
    const doubtfulUntil = steadyAt(requestedAt, momentNow(this.#context.clock)) + this.#context.inDoubtMs;
    let written = 0;
    let doubtful = 0;
    chunk.forEach(({ item, planned }, index) => {
      const verdict = items[index];
      if (verdict?.state === 'done') {
        written += 1;
        this.#written(item, planned, verdict.value.id);
      } else if (verdict?.state === 'refused') this.#items.refuse(item, verdict);
      else {
        if (verdict?.isStrike === true) this.#strike(item, trouble);
        item.limit = Math.min(item.limit, verdict?.limit ?? 1);
        if (verdict?.state === 'doubt') {
          doubtful += 1;
          this.#items.doubt(item, doubtfulUntil);
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
    item.planned = planned;
    if (planned !== null) this.#items.queues.addSeries({ item, itemId, isNew: true });
  }

  #strike(item: LaneItem, trouble: Trouble | null): void {
    item.strikes += 1;
    item.lastTrouble = trouble ?? item.lastTrouble;
    if (item.strikes >= ALONE_AFTER) item.limit = 1;
  }

  #report(written: number, doubtful: number, trouble: Trouble | null): void {
    const mailbox = this.#mailbox;
    if (written > 0) this.#context.emit({ type: 'written', mailbox, items: written });
    if (doubtful > 0) this.#context.emit({ type: 'in-doubt', mailbox, items: doubtful, code: trouble?.responseCode ?? 'UNKNOWN' });
    if (trouble !== null) return;
    this.#context.connections.clean();
    this.#patience.clean();
  }
}
