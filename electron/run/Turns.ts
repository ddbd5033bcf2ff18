/** Who goes first when a turn becomes free: the largest, asked then. */
export type Priority = () => number;

interface Waiting {
  readonly priority: Priority;
  readonly go: () => void;
}

function first(): number {
  return Number.POSITIVE_INFINITY;
}

/** A bounded number of turns: the most urgent first, of equals who came first. Who says nothing goes before all that do. */
export class Turns {
  readonly #waiting: Waiting[] = [];
  #most: number;
  #used = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get most(): number {
    return this.#most;
  }

  /** What is in use is never taken away: with fewer turns the next one only comes later. */
  set most(most: number) {
    this.#most = most;
    this.#wake();
  }

  /** Waits for a turn; answers how to give it back, which may be said twice. */
  async take(priority: Priority = first): Promise<() => void> {
    if (this.#used < this.#most) this.#used += 1;
    // Whoever wakes us has counted us in.
    else await new Promise<void>((go) => this.#waiting.push({ priority, go }));
    let isGivenBack = false;
    return () => {
      if (isGivenBack) return;
      isGivenBack = true;
      this.#used -= 1;
      this.#wake();
    };
  }

  #wake(): void {
    while (this.#waiting.length > 0 && this.#used < this.#most) {
      this.#used += 1;
      this.#next()?.go();
    }
  }

  #next(): Waiting | undefined {
    let best = 0;
    let highest = Number.NEGATIVE_INFINITY;
    for (let index = 0; index < this.#waiting.length; index += 1) {
      const own = this.#waiting[index]?.priority() ?? highest;
      if (own <= highest) continue;
      [best, highest] = [index, own];
    }
    return this.#waiting.splice(best, 1)[0];
  }
}
