/** The time now, so that tests and sealed plans can say otherwise. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
