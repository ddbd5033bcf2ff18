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

/** When something began that is known by its date alone, told by the steady clock. A clock set back must not stretch what is waited for. */
export function begunAt(date: string, now: Moment): number {
  return Math.min(steadyAt(Date.parse(date), now), now.steady);
}

/** The date as it once was, gone on by the clock that nobody sets: what is measured by it, no jump of the date shortens or stretches. */
export interface SteadyDate {
  readonly now: () => number;
  /** How far the date is ahead of it by now: what is kept for another process is told by the date. */
  readonly ahead: () => number;
}

export function steadyDate(clock: Clock): SteadyDate {
  const { steady, wall } = momentNow(clock);
  const now = (): number => Math.floor(wall + performance.now() - steady);
  return { now, ahead: () => clock.now().getTime() - now() };
}
