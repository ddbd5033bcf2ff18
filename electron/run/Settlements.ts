type Wake = () => void;

/**
 * Lets an item wait for another without holding up its lane: who waits is woken when that item is recorded, or when its lane
 * has ended and it will not come in this run.
 */
export class Settlements {
  readonly #byKey = new Map<string, Wake[]>();
  readonly #keysOf = new Map<string, Set<string>>();

  /** Calls `wake` once `key` of `mailbox` is settled. May call late, and more than once in a row for different keys; never not at all. */
  when(key: string, mailbox: string, wake: Wake): void {
    this.#byKey.set(key, [...(this.#byKey.get(key) ?? []), wake]);
    this.#keysOf.set(mailbox, (this.#keysOf.get(mailbox) ?? new Set()).add(key));
  }

  settle(keys: Iterable<string>): void {
    for (const key of keys) {
      const waiting = this.#byKey.get(key);
      if (waiting === undefined) continue;
      this.#byKey.delete(key);
      for (const wake of waiting) wake();
    }
  }

  end(mailbox: string): void {
    this.settle(this.#keysOf.get(mailbox) ?? []);
    this.#keysOf.delete(mailbox);
  }
}
