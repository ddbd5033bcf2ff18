import { laneStep } from '../../shared/run/laneStep.ts';
import type { PlanRow } from '../ports/PlanStore.ts';
import { LaneItems } from './LaneItems.ts';
import { LaneWriter } from './LaneWriter.ts';
import { listMailbox } from './listMailbox.ts';
import { momentNow } from './Moment.ts';
import { openLane, type LaneFolders } from './openLane.ts';
import type { RunContext } from './RunContext.ts';
import { RunMarkLease } from './RunMarkLease.ts';

/** While a lane waits it looks up this often, so that its mark does not expire. */
const LOOK_UP_MS = 30_000;

/** The ordered work of one mailbox: open, list, write, list again; done when the mailbox holds what the plan says. */
export class Lane {
  readonly mailbox: string;
  readonly #context: RunContext;
  readonly #items: LaneItems;
  readonly #lease: RunMarkLease;
  readonly #writer: LaneWriter;
  #folders: LaneFolders = { planned: new Map(), others: [] };
  /** Nothing was ever written to this mailbox before, as far as the ledger knows. */
  readonly #isUntouched: boolean;
  #listing: 'none' | 'old' | 'current' = 'none';
  #rounds = 0;
  #wakeUp: () => void = () => undefined;

  constructor(context: RunContext, mailbox: string, rows: Iterable<PlanRow>) {
    this.#context = context;
    this.mailbox = mailbox;
    this.#items = new LaneItems(context, rows);
    this.#isUntouched = context.ledger.ofMailbox(mailbox)[Symbol.iterator]().next().done === true;
    this.#lease = new RunMarkLease(context, mailbox);
    this.#writer = new LaneWriter(context, mailbox, this.#items, this.#lease, () => this.#wakeUp());
  }

  /** Items of the plan that are not in Exchange as planned, beyond those refused. */
  get missing(): number {
    return this.#items.count('open', 'waiting', 'running', 'doubt', 'changed');
  }

  /** Throws LaneStopped, or INTERRUPTED when the run is stopped. */
  async run(): Promise<void> {
    try {
      this.#items.restore(this.#context.ledger.detachments(this.mailbox));
      await this.#open();
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

  /** Converts what goes first meanwhile. Whatever comes of one, the other has ended, too, when this ends. */
  async #open(): Promise<void> {
    const opening = openLane(this.#context, this.mailbox, this.#lease, this.#items.folders);
    const preparing = this.#isUntouched ? this.#writer.prepare() : null;
    await Promise.allSettled([opening, preparing]);
    this.#folders = await opening;
    await preparing;
  }

  #next(): ReturnType<typeof laneStep> {
    const { doubtfulUntil, queues } = this.#items;
    const waiting = this.#items.count('waiting');
    return laneStep({ listing: this.#listing, writable: queues.writable, doubtfulUntil, waiting, rounds: this.#rounds });
  }

  async #list(): Promise<void> {
    const isFirst = this.#listing === 'none';
    const listed = momentNow(this.#context.clock);
    const listing = { context: this.#context, mailbox: this.mailbox, items: this.#items, folders: this.#folders };
    // No need to see the listing first: it will be written to.
    const isNew = isFirst && this.#isUntouched;
    const [{ ledger, hasDeleted }] = await Promise.all([listMailbox(listing, isFirst), isNew ? this.#lease.confirm() : null]);
    this.#items.start(ledger, listed);
    this.#rounds += 1;
    this.#listing = hasDeleted ? 'old' : 'current';
    if (isFirst && !isNew && this.#items.queues.writable > 0) await this.#lease.confirm();
  }

  async #write(): Promise<void> {
    this.#listing = 'old';
    await this.#writer.write(this.#folders.planned);
  }

  /** Waits until nothing this lane sent can still be worked on by the server; then the mailbox is listed. */
  async #settle(): Promise<void> {
    this.#listing = 'old';
    const until = this.#items.doubtfulUntil ?? 0;
    await this.#rest(async () => {
      for (let left = until - performance.now(); left > 0; left = until - performance.now()) {
        await this.#context.pause(Math.min(left, LOOK_UP_MS), this.#context.signal);
        await this.#lease.keep();
      }
    });
    await this.#list();
  }

  /** Everything left waits for other mailboxes. */
  async #waitForOthers(): Promise<void> {
    await this.#rest(async () => {
      while (this.#items.queues.writable === 0) {
        const woken = new Promise<void>((resolve) => {
          this.#wakeUp = resolve;
        });
        const rest = new AbortController();
        const lookUp = this.#context.pause(LOOK_UP_MS, AbortSignal.any([this.#context.signal, rest.signal])).catch((error: unknown) => {
          if (!rest.signal.aborted) throw error;
        });
        const isWoken = await Promise.race([woken.then(() => true), lookUp.then(() => false)]);
        rest.abort();
        await this.#lease.keep();
        if (!isWoken) this.#items.reopenWaiting();
      }
    });
  }

  /** A lane that only waits lends its place to one that can work. */
  #rest(wait: () => Promise<void>): Promise<void> {
    return this.#context.slots.lendWhile(wait);
  }
}
