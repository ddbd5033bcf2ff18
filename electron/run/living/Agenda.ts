import type { Pause } from '../pause.ts';

/** Who comes back when. A wait parks the meeting, never whoever works. */
export class Agenda<T> {
  readonly #now: () => number;
  readonly #pause: Pause;
  readonly #signal: AbortSignal;
  readonly #entries: { readonly at: number; readonly value: T }[] = [];
  #atWork = 0;
  #wake = new AbortController();

  constructor(now: () => number, pause: Pause, signal: AbortSignal) {
    this.#now = now;
    this.#pause = pause;
    this.#signal = signal;
  }

  add(value: T, at: number): void {
    const index = this.#entries.findLastIndex((entry) => entry.at <= at);
    this.#entries.splice(index + 1, 0, { at, value });
    this.#stir();
  }

  /** The next one that is due, after a wait if need be; null when nobody will come back any more. */
  async next(): Promise<T | null> {
    for (;;) {
      this.#signal.throwIfAborted();
      const [first] = this.#entries;
      if (first !== undefined && first.at <= this.#now()) {
        this.#entries.shift();
        this.#atWork += 1;
        return first.value;
      }
      if (first === undefined && this.#atWork === 0) return null;
      await this.#rest(first === undefined ? 60_000 : first.at - this.#now());
    }
  }

  /** Whoever was taken is done with, or was added again. */
  done(): void {
    this.#atWork -= 1;
    this.#stir();
  }

  #stir(): void {
    this.#wake.abort();
    this.#wake = new AbortController();
  }

  async #rest(milliseconds: number): Promise<void> {
    const { signal } = this.#wake;
    await this.#pause(Math.max(1, milliseconds), AbortSignal.any([signal, this.#signal])).catch((error: unknown) => {
      if (!signal.aborted || this.#signal.aborted) throw error;
    });
  }
}
