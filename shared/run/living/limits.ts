/** How long a living meeting waits for what; milliseconds. */
export interface MeetingLimits {
  /** How long after a request began the server may still be working on it. */
  readonly inDoubtMs: number;
  /** How long a run waits for Exchange to deliver, or to note an answer, before the meeting is left to the next run. */
  readonly patienceMs: number;
  readonly firstPollMs: number;
  readonly longestPollMs: number;
  /** Requests the server did not execute before the step is left to the next run. */
  readonly mostTries: number;
}

/** Delivery takes seconds as a rule; a busy transport queue takes minutes. */
export const MEETING_LIMITS: Omit<MeetingLimits, 'inDoubtMs'> = {
  patienceMs: 15 * 60_000,
  firstPollMs: 2000,
  longestPollMs: 30_000,
  mostTries: 12,
};
