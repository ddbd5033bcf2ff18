import { FIRST_BATCH, afterClean, afterTrouble, type BatchSize } from '../../shared/run/batchSize.ts';
import type { PlanRow } from '../ports/PlanStore.ts';
import { recover } from './ask.ts';
import { listMailbox } from './listMailbox.ts';
import { openLane, removeMark, renewMark, type LaneFolders } from './openLane.ts';
import { pause } from './pause.ts';
import type { RunContext } from './RunContext.ts';
import { writeChunk, type ChunkItem } from './writeChunk.ts';
import { writeOccurrences, type Master } from './writeOccurrences.ts';

/** Requests of one lane under way at once: chunks, not mailboxes, share the connections. */
const CHUNKS_AT_ONCE = 4;
const RENEW_MARK_MS = 60_000;
/** A mailbox that keeps losing what was committed is not written for ever. */
const MOST_ROUNDS = 8;

/** The ordered work of one mailbox: open, list, write, list again; done when the mailbox holds what the plan says. */
export class Lane {
  readonly mailbox: string;
  readonly #context: RunContext;
  readonly #rows: ReadonlyMap<string, PlanRow>;
  readonly #refused = new Set<string>();
  #folders: LaneFolders = new Map();
  #batch: BatchSize = FIRST_BATCH;
  #attempts = 0;
  #markedAt = 0;

  constructor(context: RunContext, mailbox: string) {
    this.#context = context;
    this.mailbox = mailbox;
    this.#rows = new Map([...context.plan.rows({ mailbox })].map((row) => [row.key, row]));
  }

  /** Throws LaneStopped, or INTERRUPTED when the run is stopped. */
  async run(): Promise<void> {
    const { mailbox } = this;
    this.#folders = await openLane(this.#context, mailbox, new Set([...this.#rows.values()].map(({ folder }) => folder)));
    this.#markedAt = Date.now();
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const listedAt = this.#context.clock.now().getTime();
      await listMailbox(this.#context, mailbox, this.#folders, this.#rows);
      const { pending, masters, doubtfulUntil } = this.#open(listedAt);
      if (pending.length + masters.length === 0 && doubtfulUntil === null) break;
      await this.#writeAll(pending);
      await this.#writeOccurrences();
      await this.#settle();
    }
    await removeMark(this.#context, mailbox);
  }

  /** What a listing made at `listedAt` leaves to do. An intent the server may still be working on stays in doubt. */
  #open(listedAt: number): {
    readonly pending: readonly PlanRow[];
    readonly masters: readonly Master[];
    readonly doubtfulUntil: number | null;
  } {
    const pending: PlanRow[] = [];
    const masters: Master[] = [];
    let doubtfulUntil: number | null = null;
    const ledger = new Map([...this.#context.ledger.ofMailbox(this.mailbox)].map((row) => [row.key, row]));
    for (const row of this.#rows.values()) {
      const known = ledger.get(row.key);
      if (row.deliveredBy === 'exchange' || this.#refused.has(row.key)) continue;
      if (known?.state === 'written') {
        if (!known.occurrencesDone && known.itemId !== null) masters.push({ row, itemId: known.itemId });
        continue;
      }
      const due = known?.state === 'intended' ? Date.parse(known.requestedAt) + this.#context.inDoubtMs : 0;
      if (due > listedAt) doubtfulUntil = Math.max(doubtfulUntil ?? 0, due);
      else pending.push(row);
    }
    return { pending, masters, doubtfulUntil };
  }

  async #writeAll(pending: readonly PlanRow[]): Promise<void> {
    let queue = [...pending];
    const running = new Set<Promise<void>>();
    const again: PlanRow[] = [];
    let failure: unknown = null;
    while (failure === null && (queue.length > 0 || running.size > 0 || again.length > 0)) {
      queue.push(...again.splice(0));
      const chunk = running.size < CHUNKS_AT_ONCE ? this.#nextChunk(queue) : [];
      if (chunk.length > 0) {
        const taken = new Set(chunk.map(({ row }) => row));
        queue = queue.filter((row) => !taken.has(row));
        const task = this.#write(chunk)
          .then((rows) => void again.push(...rows))
          .catch((error: unknown) => {
            failure ??= error;
          })
          .finally(() => running.delete(task));
        running.add(task);
      } else if (running.size > 0) {
        await Promise.race(running);
      } else if (queue.length > 0) {
        // Everything left waits for other mailboxes.
        await this.#context.progress.next();
      }
      await this.#keepMark();
    }
    await Promise.all(running);
    if (failure !== null) throw failure;
  }

  /** The next items that may be written, all for one folder, in the plan's order. */
  #nextChunk(queue: readonly PlanRow[]): readonly ChunkItem[] {
    const chunk: ChunkItem[] = [];
    let folder: string | null = null;
    for (const row of queue) {
      if (chunk.length >= this.#batch.size) break;
      if (folder !== null && row.folder !== folder) continue;
      const planned = this.#context.items.item(row);
      if (!planned.waitsFor.every((key) => this.#isSettled(key))) continue;
      folder = row.folder;
      chunk.push({ row, planned });
    }
    return chunk;
  }

  /** An item waits for one of another mailbox only while that one can still come. */
  #isSettled(key: string): boolean {
    if (this.#rows.has(key)) return true;
    const known = this.#context.ledger.get(key);
    if (known !== null && known.state !== 'intended') return true;
    const row = this.#context.plan.rowByKey(key);
    return row === null || row.deliveredBy === 'exchange' || this.#context.progress.hasEnded(row.mailbox);
  }

  async #write(chunk: readonly ChunkItem[]): Promise<readonly PlanRow[]> {
    const folderId = this.#folders.get(chunk[0]?.row.folder ?? '') ?? '';
    const outcome = await writeChunk(this.#context, this.mailbox, folderId, chunk);
    for (const { row } of outcome.refused) this.#refused.add(row.key);
    this.#context.progress.moved();
    if (outcome.failure === null && outcome.again.length === 0) {
      this.#batch = afterClean(this.#batch);
      this.#attempts = 0;
      this.#context.connections.clean();
      return [];
    }
    this.#batch = afterTrouble(this.#batch);
    this.#attempts += 1;
    const failure = outcome.failure ?? {
      outcome: 'not-executed',
      scope: 'mailbox',
      responseCode: 'ErrorBatchProcessingStopped',
      message: 'the server stopped in the middle of a batch',
      backOffMs: outcome.slowDownMs ?? 0,
    };
    // In doubt: the listing decides; the lane goes on with other items meanwhile.
    if (failure.outcome === 'not-executed') await recover(this.#context, this.mailbox, failure, this.#attempts);
    return outcome.again.map(({ row }) => row);
  }

  async #writeOccurrences(): Promise<void> {
    const { masters } = this.#open(this.#context.clock.now().getTime());
    if (masters.length === 0) return;
    const refused = await writeOccurrences(this.#context, this.mailbox, masters);
    for (const key of refused) this.#refused.add(key);
  }

  /** Waits until nothing this lane sent can still be worked on by the server. */
  async #settle(): Promise<void> {
    const { doubtfulUntil } = this.#open(this.#context.clock.now().getTime());
    if (doubtfulUntil === null) return;
    for (
      let left = doubtfulUntil - this.#context.clock.now().getTime();
      left > 0;
      left = doubtfulUntil - this.#context.clock.now().getTime()
    ) {
      await pause(Math.min(left + 1, RENEW_MARK_MS), this.#context.signal);
      await this.#keepMark();
    }
  }

  async #keepMark(): Promise<void> {
    if (Date.now() - this.#markedAt < RENEW_MARK_MS) return;
    this.#markedAt = Date.now();
    await renewMark(this.#context, this.mailbox);
  }
}
