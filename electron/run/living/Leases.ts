import { RunMarkLease } from '../RunMarkLease.ts';
import type { RunContext } from '../RunContext.ts';

/** The run's mark on every mailbox living meetings touch: claimed at the first touch, kept while they go on, released at the end. */
export class Leases {
  readonly #context: RunContext;
  readonly #claimed = new Map<string, Promise<RunMarkLease>>();

  constructor(context: RunContext) {
    this.#context = context;
  }

  /** Before anything is written to a mailbox. Throws LaneStopped where another run is at work. */
  async keep(mailbox: string): Promise<void> {
    const claimed = this.#claimed.get(mailbox);
    if (claimed !== undefined) {
      await (await claimed).keep();
      return;
    }
    const claim = this.#claim(mailbox);
    this.#claimed.set(mailbox, claim);
    // One that failed may be tried again by the next who comes.
    claim.catch(() => this.#claimed.delete(mailbox));
    await claim;
  }

  async release(): Promise<void> {
    const outcomes = await Promise.allSettled([...this.#claimed.values()]);
    const held = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    await Promise.all(held.map((lease) => lease.release()));
  }

  async #claim(mailbox: string): Promise<RunMarkLease> {
    const lease = new RunMarkLease(this.#context, mailbox);
    await lease.claim();
    return lease;
  }
}
