import { Failure } from '../../shared/domain/failure.ts';
import type { Pause } from './pause.ts';

/** Clean answers that win back one connection given up to a busy server. */
const CLEAN_BEFORE_GROWTH = 20;

/**
 * The bounded number of connections all lanes share, first come first served. When the server says it is busy, everybody pauses and one
 * connection is given up; clean answers win it back slowly.
 */
export class Connections {
  readonly #most: number;
  readonly #signal: AbortSignal;
  readonly #pause: Pause;
  readonly #waiting: (() => void)[] = [];
  #allowed: number;
  #used = 0;
  #pausedUntil = 0;
  #cleanAnswers = 0;
  #hasAnswered = false;

  constructor(most: number, signal: AbortSignal, pause: Pause) {
    this.#most = most;
    this.#allowed = most;
    this.#signal = signal;
    this.#pause = pause;
  }

  /** Whether the server has let us in since the run began. */
  get hasAnswered(): boolean {
    return this.#hasAnswered;
  }

  /** How many requests may be under way at once just now. */
  get allowed(): number {
    return this.#allowed;
  }

  /**
   * Runs one request when a connection is free. Throws INTERRUPTED when the run is stopped before that; a `farewell` still goes out then,
   * and waits for nobody's back-off.
   */
  async use<T>(request: () => Promise<T>, kind: 'work' | 'farewell' = 'work'): Promise<T> {
    while (this.#used >= this.#allowed) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    this.#used += 1;
    try {
      if (kind === 'work') await this.#mayGo();
      return await request();
    } finally {
      this.#used -= 1;
      this.#wake();
    }
  }

  /** Nobody sends for a while. */
  hold(milliseconds: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, performance.now() + milliseconds);
    this.#cleanAnswers = 0;
  }

  /** The server asked for less. Many requests that were under way together and all say so count once. */
  slowDown(milliseconds: number): void {
    if (performance.now() >= this.#pausedUntil) this.#allowed = Math.max(1, this.#allowed - 1);
    this.hold(milliseconds);
  }

  /** It was the server itself that answered, whatever it said. */
  answered(): void {
    this.#hasAnswered = true;
  }

  clean(): void {
    this.#hasAnswered = true;
    this.#cleanAnswers += 1;
    if (this.#allowed < this.#most && this.#cleanAnswers >= CLEAN_BEFORE_GROWTH) {
      this.#allowed += 1;
      this.#cleanAnswers = 0;
      this.#wake();
    }
  }

  async #mayGo(): Promise<void> {
    for (let wait = this.#left(); wait > 0; wait = this.#left()) await this.#pause(wait, this.#signal);
    if (this.#signal.aborted) throw new Failure('INTERRUPTED');
  }

  #left(): number {
    return this.#pausedUntil - performance.now();
  }

  #wake(): void {
    for (let free = this.#allowed - this.#used; free > 0; free -= 1) this.#waiting.shift()?.();
  }
}
