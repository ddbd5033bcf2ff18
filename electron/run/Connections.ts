import { Failure } from '../../shared/domain/failure.ts';
import type { Pause } from './pause.ts';

/** Clean answers that win back one connection given up to a busy server. */
const CLEAN_BEFORE_GROWTH = 20;

export interface UseOptions {
  /** A `farewell` goes out even when the run is stopped, and waits for nobody's back-off. */
  readonly kind?: 'work' | 'farewell';
  /** Who goes first when a connection becomes free: the largest, asked then; what says nothing goes before all that do. */
  readonly priority?: () => number;
}

interface Waiting {
  readonly priority: () => number;
  readonly go: () => void;
}

function first(): number {
  return Number.POSITIVE_INFINITY;
}

/**
 * The bounded number of connections all lanes share: first come first served, but long lanes before short ones. When the server says it is busy, everybody pauses and one
 * connection is given up; clean answers win it back slowly.
 */
export class Connections {
  readonly #most: number;
  readonly #signal: AbortSignal;
  readonly #pause: Pause;
  readonly #waiting: Waiting[] = [];
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

  /** Runs one request when a connection is free. Throws INTERRUPTED when the run is stopped before that. */
  async use<T>(request: () => Promise<T>, { kind = 'work', priority = first }: UseOptions = {}): Promise<T> {
    if (this.#used < this.#allowed) this.#used += 1;
    // Whoever wakes us has counted us in.
    else await new Promise<void>((go) => this.#waiting.push({ priority, go }));
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
    while (this.#waiting.length > 0 && this.#used < this.#allowed) {
      this.#used += 1;
      this.#next()?.go();
    }
  }

  #next(): Waiting | undefined {
    let best = 0;
    let highest = Number.NEGATIVE_INFINITY;
    for (const [index, { priority }] of this.#waiting.entries()) {
      const own = priority();
      if (own <= highest) continue;
      [best, highest] = [index, own];
    }
    return this.#waiting.splice(best, 1)[0];
  }
}
