import { steadyAt } from '../Moment.ts';
import type { Pause } from '../pause.ts';

/** Who comes back when. A wait parks the meeting, never whoever works; it is as long as when it began, however the date is set meanwhile. */
export class Agenda<T> {
  readonly #now: () => number;
  readonly #pause: Pause;
  readonly #signal: AbortSignal;
  /** By the clock that nobody sets. */
  readonly #entries: { readonly due: number; readonly value: T }[] = [];
  #atWork = 0;
  #wake = new AbortController();

  constructor(now: () => number, pause: Pause, signal: AbortSignal) {
    this.#now = now;
    this.#pause = pause;
    this.#signal = signal;
  }

  /** To come back at that date; what is past is due now, behind whatever is due already. */
  add(value: T, at: number): void {
    const steady = performance.now();
    const due = Math.max(steady, steadyAt(at, { steady, wall: this.#now() }));
    const index = this.#entries.findLastIndex((entry) => entry.due <= due);
    this.#entries.splice(index + 1, 0, { due, value });
    this.#stir();
  }

  /** The next one that is due, after a wait if need be; null when nobody will come back any more. */
  async next(): Promise<T | null> {
    for (;;) {
      this.#signal.throwIfAborted();
      const [first] = this.#entries;
      const steady = performance.now();
      if (first !== undefined && first.due <= steady) {
        this.#entries.shift();
        this.#atWork += 1;
        return first.value;
      }
      if (first === undefined && this.#atWork === 0) return null;
      await this.#rest(first === undefined ? 60_000 : first.due - steady);
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
