/** Rows of the plan that lanes may have in memory together: a company's largest mailboxes go first, and are all large. */
const MOST_ROWS = 10_000;

interface Waiting {
  readonly rows: number;
  readonly enter: () => void;
}

/**
 * How many lanes are at work at once: as many as there may be while their rows are few, half of them whatever they hold, as each has several
 * requests under way. A lane that only waits lends its place to another, so that none can wait for one that never began.
 */
export class LaneSlots {
  readonly #most: number;
  readonly #waiting: Waiting[] = [];
  #lanes = 0;
  #rows = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Waits for a place for a lane that will hold so many rows until it is released. */
  async acquire(rows = 0): Promise<void> {
    if (this.#waiting.length === 0 && this.#fits(rows)) this.#enter(rows);
    else await new Promise<void>((enter) => this.#waiting.push({ rows, enter }));
  }

  release(rows = 0): void {
    this.#lanes -= 1;
    this.#rows -= rows;
    for (let next = this.#waiting[0]; next !== undefined && this.#fits(next.rows); next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#enter(next.rows);
      next.enter();
    }
  }

  /** The rows stay in memory. */
  async lendWhile<T>(wait: () => Promise<T>): Promise<T> {
    this.release();
    try {
      return await wait();
    } finally {
      await this.acquire();
    }
  }

  #enter(rows: number): void {
    this.#lanes += 1;
    this.#rows += rows;
  }

  #fits(rows: number): boolean {
    const isLight = rows === 0 || this.#rows + rows <= MOST_ROWS;
    return this.#lanes < (isLight ? this.#most : this.#most / 2);
  }
}
