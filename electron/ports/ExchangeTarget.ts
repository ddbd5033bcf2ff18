import type { EwsCalendarItem, EwsModifiedOccurrence, LegacyFreeBusyStatus, ResponseType } from '../../shared/ews/item.ts';

/** An item's identity in Exchange. The change key moves with every save; the id survives it. */
export interface TargetItemId {
  readonly id: string;
  readonly changeKey: string;
}

/**
 * Why a whole request brought no per-item answers.
 * - not-executed: the server did nothing (refused, throttled, not reached); it may be sent again.
 * - in-doubt: the request left us and no complete answer came back; the server may have done all, some or none of it, or may still be at it.
 */
export interface RequestFailure {
  readonly outcome: 'not-executed' | 'in-doubt';
  /** Whose trouble it is: back-off and parking follow it. */
  readonly scope: 'mailbox' | 'server' | 'login';
  /** EWS ResponseCode, HTTP status (`HTTP_503`) or Node's error code, verbatim. */
  readonly responseCode: string;
  readonly message: string;
  /** What the server asked us to wait (BackOffMilliseconds, Retry-After); null when it did not say. */
  readonly backOffMs: number | null;
}

/** One item's answer inside a batch. `not-executed`: the server stopped before it (ErrorBatchProcessingStopped). */
export type ItemAnswer<T> =
  | { readonly outcome: 'done'; readonly value: T }
  | {
      readonly outcome: 'refused' | 'not-executed';
      readonly responseCode: string;
      readonly message: string;
      readonly backOffMs: number | null;
    };

export type Answers<T> =
  { readonly ok: true; readonly answers: readonly ItemAnswer<T>[] } | { readonly ok: false; readonly failure: RequestFailure };

export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: RequestFailure };

/** What we leave on every item: our own property set, so that nobody else's property is ever mistaken for ours. */
export interface ItemMarker {
  readonly key: string;
  readonly runId: string;
  /** The planned item's hash, so that a listing shows what was written. */
  readonly hash: string;
}

/** How a silent meeting, organizer's or guest's, says what it is (MS-OXOCAL): state flags, response, organizer, GlobalObjectId, sequence. */
export interface SilentCopy {
  /** Hexadecimal; with its date where it is one instance of a series its owner never had. The clean one is the same without the date. */
  readonly globalObjectId: string;
  readonly sequence: number;
  /**
   * When the organizer last changed what guests must know: ISO UTC, the same in all copies and not later than they are written, so that
   * no later change of the organizer's is out of date (MS-OXOCAL 3.1.5.2).
   */
  readonly criticalChange: string;
  /** By MAPI properties alone, or by an event in MIME besides them. */
  readonly route: 'properties' | 'mime';
  /** Whether attendees' answers are written with their list. */
  readonly writesResponses: boolean;
}

export interface CreateRequest {
  readonly marker: ItemMarker;
  readonly item: EwsCalendarItem;
  readonly kind: 'meeting' | 'guest-copy' | 'appointment' | 'travel';
  /** Null where nothing silent is to look like a meeting that was sent. */
  readonly silentCopy: SilentCopy | null;
}

/** An occurrence by its place in the pattern: 1-based, deleted ones counted (ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange). */
export interface OccurrenceRef {
  readonly masterId: string;
  readonly instanceIndex: number;
}

export interface OccurrenceUpdate extends OccurrenceRef {
  readonly change: EwsModifiedOccurrence;
  /** The master as written: zones and all-day come from it where the change does not say. */
  readonly master: EwsCalendarItem;
  /** Whether attendees' answers are written with their list; absent = not. */
  readonly writesResponses?: boolean;
}

/** One marked single or series master, as a listing shows it. */
export interface MarkedItem extends TargetItemId {
  readonly marker: ItemMarker;
  readonly folderId: string;
  readonly type: 'Single' | 'RecurringMaster' | 'Occurrence' | 'Exception';
}

/** One instance of CalendarView. Times are ISO UTC, plain dates when all-day (`end` exclusive). */
export interface TargetInstance {
  readonly id: string;
  readonly uid: string;
  readonly subject: string;
  readonly start: string;
  readonly end: string;
  readonly isAllDayEvent: boolean;
  readonly legacyFreeBusyStatus: LegacyFreeBusyStatus;
  readonly type: MarkedItem['type'];
  readonly myResponse: ResponseType;
  /** Null where Exchange does not pass the property on to occurrences. */
  readonly key: string | null;
}

/** An item as read back: what it holds, and who answered what. */
export interface ReadItem extends TargetItemId {
  readonly marker: ItemMarker | null;
  readonly item: EwsCalendarItem;
  readonly meetingRequestWasSent: boolean;
}

export interface TargetFolder {
  readonly id: string;
  readonly name: string;
  readonly created: boolean;
}

/** A folder below Calendar that a run of ours made, and what is in it: everything, not ours alone. */
export interface OwnFolder {
  readonly id: string;
  readonly name: string;
  readonly runId: string;
  readonly items: number;
  readonly folders: number;
}

/** Left on the calendar folder of each mailbox a run works on. */
export interface RunMark {
  readonly runId: string;
  readonly projectId: string;
  /** Host and process that hold it, so that a crashed run's mark on the same machine is recognised. */
  readonly holder: string;
  /** ISO UTC. */
  readonly heartbeat: string;
}

/**
 * Exchange as the run sees it. Each method is one request to one mailbox (impersonated), except where it says pages.
 *
 * Contract (test/contract/suites/exchangeTarget.ts):
 * - Answers are index-aligned with the request. Nothing throws but bugs and aborts; nothing is retried here: decorators and the engine decide.
 * - Every send attribute is SendToNone; nothing here can mail anyone.
 * - A request that was sent and got no whole answer is `in-doubt`, whatever broke (time-out, reset, truncated XML).
 * - Times go out with their Windows zone; strings are free of XML-illegal characters.
 */
export interface ExchangeTarget {
  readonly label: string;
  /** Server version as it says itself, e.g. `Exchange2016 15.1.2507.6`; null before the first answer. */
  serverVersion(): string | null;
  /** The default Calendar: proves mailbox, impersonation and EWS switch at once. */
  openCalendar(mailbox: string, signal?: AbortSignal): Promise<Answer<TargetFolder>>;
  /** A calendar folder below Calendar, found by name or made; `created` says whether this run made it, now or in an earlier request. */
  ensureFolder(mailbox: string, name: string, runId: string, signal?: AbortSignal): Promise<Answer<TargetFolder>>;
  /** All folders below Calendar, ours or not. */
  calendarFolders(mailbox: string, signal?: AbortSignal): Promise<Answer<readonly TargetFolder[]>>;
  /** One of them by its exact name. */
  findFolder(mailbox: string, name: string, signal?: AbortSignal): Promise<Answer<{ readonly folder: TargetFolder | null }>>;
  readRunMark(mailbox: string, signal?: AbortSignal): Promise<Answer<RunMark | null>>;
  writeRunMark(mailbox: string, mark: RunMark | null, signal?: AbortSignal): Promise<Answer<null>>;
  createItems(mailbox: string, folderId: string, requests: readonly CreateRequest[], signal?: AbortSignal): Promise<Answers<TargetItemId>>;
  /** Deletions by index; an occurrence already deleted answers `done`. */
  deleteOccurrences(mailbox: string, refs: readonly OccurrenceRef[], signal?: AbortSignal): Promise<Answers<null>>;
  updateOccurrences(mailbox: string, updates: readonly OccurrenceUpdate[], signal?: AbortSignal): Promise<Answers<null>>;
  /** Hard delete, no mail; an item that is gone answers `done`. */
  deleteItems(mailbox: string, ids: readonly string[], signal?: AbortSignal): Promise<Answers<null>>;
  /** Soft delete, no mail: their owner can still recover them. An item that is gone answers `done`. */
  removeItems(mailbox: string, ids: readonly string[], signal?: AbortSignal): Promise<Answers<null>>;
  /** Folders below Calendar that carry a run's id. */
  ownFolders(mailbox: string, signal?: AbortSignal): Promise<Answer<readonly OwnFolder[]>>;
  /** Soft delete of an empty folder; one that is gone answers well. */
  removeFolder(mailbox: string, folderId: string, signal?: AbortSignal): Promise<Answer<null>>;
  /** Takes the run's id off a folder: from now on it is its owner's. */
  releaseFolder(mailbox: string, folderId: string, signal?: AbortSignal): Promise<Answer<null>>;
  /** One page of the marked items of a folder (IndexedPageItemView, Exists(key), 500): never AQS, never per item. */
  listMarked(
    mailbox: string,
    folderId: string,
    offset: number,
    signal?: AbortSignal,
  ): Promise<Answer<{ readonly items: readonly MarkedItem[]; readonly nextOffset: number | null }>>;
  readItems(mailbox: string, ids: readonly string[], signal?: AbortSignal): Promise<Answers<ReadItem>>;
  /** Occurrences as items of their own: an item's own view shows when its changed occurrences are, not what they say. */
  readOccurrences(mailbox: string, refs: readonly OccurrenceRef[], signal?: AbortSignal): Promise<Answers<ReadItem>>;
  /** What overlaps [from, to); at most two years and 1,000 instances a call; `truncated` asks for a narrower window. */
  calendarView(
    mailbox: string,
    folderId: string,
    window: { readonly from: string; readonly to: string },
    signal?: AbortSignal,
  ): Promise<Answer<{ readonly instances: readonly TargetInstance[]; readonly truncated: boolean }>>;
  /** Connections, handshakes and requests so far, for the report and for tests. */
  statistics(): { readonly requests: number; readonly connections: number; readonly handshakes: number };
  close(): Promise<void>;
}
