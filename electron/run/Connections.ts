import { Failure } from '../../shared/domain/failure.ts';
import type { Pause } from './pause.ts';
import { Turns, type Priority } from './Turns.ts';

/** Clean answers that win back one connection given up to a busy server. */
const CLEAN_BEFORE_GROWTH = 20;

export interface UseOptions {
  /** A `farewell` goes out even when the run is stopped, and waits for nobody's back-off. */
  readonly kind?: 'work' | 'farewell';
  /** Who goes first when a connection becomes free. */
  readonly priority?: Priority;
}

/**
 * The bounded number of connections all lanes share: first come first served, but long lanes before short ones. When the server says it is
 * busy, everybody pauses and one connection is given up; clean answers win it back slowly.
 */
export class Connections {
  readonly #most: number;
  readonly #signal: AbortSignal;
  readonly #pause: Pause;
  readonly #turns: Turns;
  #pausedUntil = 0;
  #cleanAnswers = 0;
  #hasAnswered = false;

  constructor(most: number, signal: AbortSignal, pause: Pause) {
    this.#most = most;
    this.#turns = new Turns(most);
    this.#signal = signal;
    this.#pause = pause;
  }

  /** Whether the server has let us in since the run began. */
  get hasAnswered(): boolean {
    return this.#hasAnswered;
  }

  /** Runs one request when a connection is free. Throws INTERRUPTED when the run is stopped before that. */
  async use<T>(request: () => Promise<T>, { kind = 'work', priority }: UseOptions = {}): Promise<T> {
    const leave = await this.#turns.take(priority);
    try {
      if (kind === 'work') await this.#mayGo();
      return await request();
    } finally {
      leave();
    }
  }

  /** Nobody sends for a while. */
  hold(milliseconds: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, performance.now() + milliseconds);
    this.#cleanAnswers = 0;
  }

  /** The server asked for less. Many requests that were under way together and all say so count once. */
  slowDown(milliseconds: number): void {
    if (performance.now() >= this.#pausedUntil) this.#turns.most = Math.max(1, this.#turns.most - 1);
    this.hold(milliseconds);
  }

  /** It was the server itself that answered, whatever it said. */
  answered(): void {
    this.#hasAnswered = true;
  }

  clean(): void {
    this.#hasAnswered = true;
    this.#cleanAnswers += 1;
    if (this.#turns.most < this.#most && this.#cleanAnswers >= CLEAN_BEFORE_GROWTH) {
      this.#turns.most += 1;
      this.#cleanAnswers = 0;
    }
  }

  async #mayGo(): Promise<void> {
    for (let wait = this.#left(); wait > 0; wait = this.#left()) await this.#pause(wait, this.#signal);
    if (this.#signal.aborted) throw new Failure('INTERRUPTED');
  }

  #left(): number {
    return this.#pausedUntil - performance.now();
  }
}
