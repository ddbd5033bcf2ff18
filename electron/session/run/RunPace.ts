const MINUTE_MS = 60_000;
const MINUTES_KEPT = 60;
/** The pace of the last minutes says what comes next; that of the whole run says how sure that is. */
const RECENT_MINUTES = 3;
/** Before that a pace is an accident. */
const LEARN_MS = 10_000;

interface Sample {
  readonly at: number;
  readonly written: number;
}

/** How fast a run writes, learnt from itself. Times are milliseconds, given by the caller. */
export class RunPace {
  readonly #startedAt: number;
  readonly #before: number;
  readonly #samples: Sample[];

  /** `written`: what was in Exchange before this run began. */
  constructor(now: number, written: number) {
    this.#startedAt = now;
    this.#before = written;
    this.#samples = [{ at: now, written }];
  }

  see(now: number, written: number): void {
    const last = this.#samples.at(-1);
    if (last !== undefined && now - last.at < 1000) this.#samples.pop();
    this.#samples.push({ at: now, written });
    while ((this.#samples[1]?.at ?? now) < now - MINUTES_KEPT * MINUTE_MS) this.#samples.shift();
  }

  perMinute(now: number): number | null {
    return this.#paceSince(now - RECENT_MINUTES * MINUTE_MS, now);
  }

  /** A range: by the recent pace and by that of the whole run, with something for the end, when only the largest mailboxes are left. */
  secondsLeft(now: number, open: number): { readonly least: number; readonly most: number } | null {
    const paces = [this.perMinute(now), this.#paceSince(this.#startedAt, now)].filter((pace) => pace !== null && pace > 0);
    if (paces.length === 0 || open <= 0) return null;
    const seconds = paces.map((pace) => (open / (pace ?? 1)) * 60);
    return { least: Math.round(Math.min(...seconds)), most: Math.round(Math.max(...seconds) * 1.15) };
  }

  /** Items of each minute, oldest first; the last one is under way. */
  history(now: number): readonly number[] {
    const minutes = Math.min(MINUTES_KEPT, Math.floor((now - this.#startedAt) / MINUTE_MS) + 1);
    return Array.from({ length: minutes }, (_, index) => {
      const begins = now - ((now - this.#startedAt) % MINUTE_MS) - (minutes - 1 - index) * MINUTE_MS;
      return Math.max(0, this.#writtenAt(begins + MINUTE_MS) - this.#writtenAt(begins));
    });
  }

  #writtenAt(time: number): number {
    return this.#samples.findLast(({ at }) => at <= time)?.written ?? this.#before;
  }

  #paceSince(time: number, now: number): number | null {
    const begin = Math.max(time, this.#startedAt);
    if (now - begin < LEARN_MS) return null;
    const written = (this.#samples.at(-1)?.written ?? this.#before) - this.#writtenAt(begin);
    return (written / (now - begin)) * MINUTE_MS;
  }
}
