import type { Answer, Answers, TargetItemId } from './ExchangeTarget.ts';

/** MAPI properties that decide what an item is, as people write them. */
export type LabProperty =
  | 'Appointment:0x8201'
  | 'Appointment:0x8202'
  | 'Appointment:0x8217'
  | 'Appointment:0x8218'
  | 'Appointment:0x8229'
  | 'Meeting:0x1'
  | 'Meeting:0x3'
  | 'Meeting:0x1A'
  | 'Meeting:0x23'
  | 'tag:0x42'
  | 'tag:0x65';

/** Start and end of an item, and its zone, changed together. */
export interface LabMove {
  /** ISO UTC. */
  readonly start: string;
  readonly end: string;
  /** A Windows id, and when it is written; null leaves the zones as they are. */
  readonly zone: { readonly id: string; readonly order: 'times-first' | 'zones-first' } | null;
}

/** What only the probe asks of Exchange; all else it does as a run does it. Answers and gate are those of ExchangeTarget and MeetingTarget. */
export interface LabTarget {
  /** Ids of all in calendar, inbox, sent and deleted items whose subject holds the token or that carry that run's id. */
  findProbes(mailbox: string, token: string, runId: string, signal?: AbortSignal): Promise<Answer<readonly string[]>>;
  /** Those of the properties an item has. */
  readProperties(mailbox: string, itemId: string, signal?: AbortSignal): Promise<Answer<ReadonlyMap<LabProperty, string>>>;
  /** Changes times and zones in one update; tells nobody. */
  moveItem(mailbox: string, itemId: string, move: LabMove, signal?: AbortSignal): Promise<Answer<null>>;
  /** Accepts several meetings in one request, telling their organizer; behind the gate as every answer. */
  acceptTogether(guest: string, copies: readonly TargetItemId[], held: readonly string[], signal?: AbortSignal): Promise<Answers<null>>;
}
