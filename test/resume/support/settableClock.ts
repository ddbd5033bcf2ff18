import type { Clock } from '../../../electron/ports/Clock.ts';

/** A date that jumps when told. */
export interface SettableClock extends Clock {
  jump(milliseconds: number): void;
}

export function settableClock(): SettableClock {
  let offset = 0;
  return {
    now: () => new Date(Date.now() + offset),
    jump: (milliseconds) => {
      offset += milliseconds;
    },
  };
}
