import type { LedgerStore } from '../ports/LedgerStore.ts';

interface Entry {
  readonly work: () => void;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Entries into the ledger that come at the same moment, from requests of many lanes, share one transaction: the slower the disk, the more of
 * them. Each is on disk when its promise resolves, and not before.
 */
export class LedgerQueue {
  readonly #ledger: LedgerStore;
  #entries: Entry[] = [];

  constructor(ledger: LedgerStore) {
    this.#ledger = ledger;
  }

  write(work: () => void): Promise<void> {
    return new Promise((resolve, reject) => {
      // After the replies that are here already have been read, so that theirs come along.
      if (this.#entries.length === 0) setImmediate(() => this.#flush());
      this.#entries.push({ work, resolve, reject });
    });
  }

  #flush(): void {
    const entries = this.#entries;
    this.#entries = [];
    try {
      this.#ledger.together(() => {
        for (const { work } of entries) work();
      });
    } catch (error) {
      for (const { reject } of entries) reject(error);
      return;
    }
    for (const { resolve } of entries) resolve();
  }
}
