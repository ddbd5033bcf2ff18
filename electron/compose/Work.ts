import type { SourceProgress } from '../ports/CalendarServerSource.ts';
import type { Clock } from '../ports/Clock.ts';

/** What any piece of work on a project needs to know, whoever asked for it. */
export interface Work {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Objects looked through for people. */
  readonly onPeople: (objects: number) => void;
  readonly onRead: (progress: SourceProgress) => void;
}
