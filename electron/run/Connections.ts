import { Failure } from '../../shared/domain/failure.ts';
import { pause } from './pause.ts';

/**
 * The bounded number of connections all lanes share, first come first served. When the server says it is busy, everybody pauses and one
 * connection is given up; clean answers win it back slowly.
 */
export class Connections {
  readonly #most: number;
  readonly #signal: AbortSignal;
  readonly #waiting: (() => void)[] = [];
  #allowed: number;
  #used = 0;
  #pausedUntil = 0;
  #cleanAnswers = 0;

  constructor(most: number, signal: AbortSignal) {
    this.#most = most;
    this.#allowed = most;
    this.#signal = signal;
  }

  /** Runs one request when a connection is free. Throws INTERRUPTED when the run is stopped before that. */
  async use<T>(request: () => Promise<T>): Promise<T> {
    while (this.#used >= this.#allowed) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    this.#used += 1;
    try {
      const wait = this.#pausedUntil - Date.now();
      if (wait > 0) await pause(wait, this.#signal);
      if (this.#signal.aborted) throw new Failure('INTERRUPTED');
      return await request();
    } finally {
      this.#used -= 1;
      this.#wake();
    }
  }

  /** The server asked for less: nobody sends for a while. */
  slowDown(milliseconds: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, Date.now() + milliseconds);
    this.#allowed = Math.max(1, this.#allowed - 1);
    this.#cleanAnswers = 0;
  }

  clean(): void {
    this.#cleanAnswers += 1;
    if (this.#allowed < this.#most && this.#cleanAnswers >= 20) {
      this.#allowed += 1;
      this.#cleanAnswers = 0;
      this.#wake();
    }
  }

  #wake(): void {
    for (let free = this.#allowed - this.#used; free > 0; free -= 1) this.#waiting.shift()?.();
  }
}
