import type { Clock } from '../ports/Clock.ts';

/** One moment by two clocks: one that nobody sets (`performance.now()`), and the date. */
export interface Moment {
  readonly steady: number;
  readonly wall: number;
}

/** This moment. */
export function momentNow(clock: Clock): Moment {
  return { steady: performance.now(), wall: clock.now().getTime() };
}

/** When a date comes, or came, by the clock that nobody sets, as the date is at that moment: set afterwards, it changes nothing. */
export function steadyAt(date: number, { steady, wall }: Moment): number {
  return steady + (date - wall);
}
