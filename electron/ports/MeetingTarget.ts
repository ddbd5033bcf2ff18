import type { ResponseType } from '../../shared/ews/item.ts';
import type { MeetingMessage } from '../../shared/run/living/cleanup.ts';
import type { Words } from '../../shared/run/delta/changeOf.ts';
import type { OwnFields } from '../../shared/run/living/dressing.ts';
import type { Whereabouts } from '../../shared/run/living/gate.ts';
import type { Answer, Answers, ItemMarker, OccurrenceRef, TargetItemId } from './ExchangeTarget.ts';

/** A whole item, or one occurrence by its place in the pattern. */
export type MeetingRef = { readonly itemId: string } | OccurrenceRef;

/** People by the list they stand in. */
export interface PeopleLists {
  readonly required: readonly Invited[];
  readonly optional: readonly Invited[];
  readonly resources: readonly Invited[];
}

export interface Invited {
  readonly email: string;
  readonly name: string;
}

/** What an address turned out to be. `members`: the mailboxes it reaches, itself or a group's. */
export interface Place {
  readonly where: Whereabouts;
  readonly members: readonly string[];
}

/**
 * An update that sends. `held`: everybody the item has ever held, as the ledger knows; the gate asks for each of them, not for the
 * request's people alone. `mark` is written in the same save, so that a lost answer can be looked up.
 */
export interface Sending {
  readonly ref: MeetingRef;
  readonly people: PeopleLists;
  readonly held: readonly string[];
  /** Everybody on the item, or only those this very update adds. */
  readonly to: 'all' | 'added';
  readonly mark: string;
}

/** A meeting in somebody's default Calendar, found by its GlobalObjectId. */
export interface MeetingCopy extends TargetItemId {
  /** CleanGlobalObjectId, lower-case hexadecimal. */
  readonly globalObjectId: string;
  readonly type: 'Single' | 'RecurringMaster' | 'Occurrence' | 'Exception';
  /** ISO UTC. */
  readonly start: string;
  readonly isAllDayEvent: boolean;
  readonly isOrganizer: boolean;
  readonly response: ResponseType;
}

/** A meeting, or one occurrence of it, as it stands: who is on it, who answered what, what became of occurrences. */
export interface ReadMeeting extends TargetItemId {
  readonly wasSent: boolean;
  /** What the last of our updates that sent something wrote; null where none did. */
  readonly mark: string | null;
  readonly createdAt: number;
  readonly response: ResponseType;
  readonly people: readonly { readonly email: string; readonly response: ResponseType }[];
  /** Original starts. */
  readonly modified: readonly string[];
  readonly deleted: readonly string[];
}

/** A guest's own fields, for the copy itself and for its occurrences, or an item's new words; `marker` says whose it is. */
export interface CopyDress {
  readonly itemId: string;
  readonly marker: ItemMarker;
  readonly fields: OwnFields | Words;
  readonly occurrences: readonly { readonly instanceIndex: number; readonly fields: OwnFields }[];
}

/**
 * Exchange as living meetings need it: the few operations that send, each behind the gate, and those that watch what came of it.
 *
 * - Nothing that sends leaves unless the organizer, everybody in `held` and everybody the request names were found to be inside mailboxes
 *   that `confine` allows; else the answer is a failure `GATE_REFUSED`, not executed. Before `confine` nobody is allowed.
 * - Answers follow ExchangeTarget: nothing is retried here, a lost answer is `in-doubt`.
 */
export interface MeetingTarget {
  /** The mailboxes this run may reach. */
  confine(mailboxes: Iterable<string>): void;
  /** Asks the address book as `asker`; groups are opened to the last member. */
  place(asker: string, address: string, signal?: AbortSignal): Promise<Answer<Place>>;
  /** Puts people on the item, or on one occurrence, and invites them: one save, one send. */
  send(organizer: string, sending: Sending, signal?: AbortSignal): Promise<Answer<null>>;
  /** Answers as a guest; the organizer is told. `held`: everybody on the organizer's item. */
  respond(
    guest: string,
    copy: TargetItemId,
    response: 'Accept' | 'Tentative' | 'Decline',
    held: readonly string[],
    signal?: AbortSignal,
  ): Promise<Answer<null>>;
  /** Puts people on the item, or on an occurrence, telling nobody: added to those there, or instead of them. */
  addSilently(
    organizer: string,
    ref: MeetingRef,
    people: PeopleLists,
    how: 'append' | 'replace',
    signal?: AbortSignal,
  ): Promise<Answer<null>>;
  /** Meetings of the default Calendar by CleanGlobalObjectId, several at once. */
  findCopies(mailbox: string, globalObjectIds: readonly string[], signal?: AbortSignal): Promise<Answer<readonly MeetingCopy[]>>;
  readMeetings(mailbox: string, refs: readonly MeetingRef[], signal?: AbortSignal): Promise<Answers<ReadMeeting>>;
  /** A guest's own fields, or new words of an item that was written, and our marker, telling nobody. */
  dress(mailbox: string, dress: CopyDress, signal?: AbortSignal): Promise<Answers<null>>;
  /** Ids of all meeting messages in inbox, sent and deleted items. */
  listMessages(mailbox: string, signal?: AbortSignal): Promise<Answer<readonly string[]>>;
  /** What lies in these folders of these meetings. */
  findMessages(mailbox: string, globalObjectIds: readonly string[], signal?: AbortSignal): Promise<Answer<readonly MeetingMessage[]>>;
  /** Soft delete; one that is gone answers `done`. */
  removeMessages(mailbox: string, ids: readonly string[], signal?: AbortSignal): Promise<Answers<null>>;
  /** Requests that sent something, and those the gate kept back. `couldSendOutside`: left without proof; must be 0. */
  sendStatistics(): { readonly sending: number; readonly refused: number; readonly couldSendOutside: number };
}
