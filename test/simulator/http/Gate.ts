/** Lets so many requests in at once; the rest wait in order, or are turned away. */
export class Gate {
  private readonly waiting: (() => void)[] = [];
  private inside = 0;

  get count(): number {
    return this.inside;
  }

  /** Resolves to false where the house is full and nobody may wait. */
  async enter(limit: number, overflow: 'queue' | 'refuse'): Promise<boolean> {
    if (this.inside >= limit) {
      if (overflow === 'refuse') return false;
      await new Promise<void>((resolve) => this.waiting.push(resolve));
      // Whoever left handed over their place: the number inside has not changed.
      return true;
    }
    this.inside++;
    return true;
  }

  leave(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.inside--;
    else next();
  }
}
