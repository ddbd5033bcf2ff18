import type { LedgerStore } from '../ports/LedgerStore.ts';

interface Entry {
  readonly work: () => void;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** How long what is not urgent waits for company: a twentieth of what a request takes. */
const COMPANY_MS = 15;

/**
 * Entries into the ledger that come at about the same moment, from requests of many lanes, share one transaction, and one sync of the disk.
 * Each is on disk when its promise resolves, and not before.
 */
export class LedgerQueue {
  readonly #ledger: LedgerStore;
  #entries: Entry[] = [];
  #isUrgent = false;
  #timer: NodeJS.Timeout | null = null;

  constructor(ledger: LedgerStore) {
    this.#ledger = ledger;
  }

  /** At once: somebody waits for it with a connection in hand. */
  write(work: () => void): Promise<void> {
    // After the replies that are here already have been read, so that theirs come along.
    if (!this.#isUrgent) setImmediate(() => void this.#flush());
    this.#isUrgent = true;
    return this.#add(work);
  }

  /** With the next entry that is urgent, or soon. */
  writeSoon(work: () => void): Promise<void> {
    this.#timer ??= setTimeout(() => void this.#flush(), COMPANY_MS);
    return this.#add(work);
  }

  #add(work: () => void): Promise<void> {
    return new Promise((resolve, reject) => this.#entries.push({ work, resolve, reject }));
  }

  async #flush(): Promise<void> {
    const entries = this.#entries;
    this.#entries = [];
    this.#isUrgent = false;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (entries.length === 0) return;
    try {
      await this.#ledger.togetherSoon(() => {
        for (const { work } of entries) work();
      });
    } catch (error) {
      for (const { reject } of entries) reject(error);
      return;
    }
    for (const { resolve } of entries) resolve();
  }
}
