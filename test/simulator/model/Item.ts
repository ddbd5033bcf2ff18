import type { DayNumber, Instant } from '../calendar/civil.ts';
import type { Pattern } from '../calendar/pattern.ts';

export type ResponseType = 'Unknown' | 'Organizer' | 'Tentative' | 'Accept' | 'Decline' | 'NoResponseReceived';

export interface Recipient {
  readonly name: string;
  readonly address: string;
  readonly routing: string;
}

export interface Attendee extends Recipient {
  readonly response: ResponseType;
  readonly respondedAt: Instant | null;
}

export interface Body {
  readonly kind: 'HTML' | 'Text';
  readonly text: string;
}

/** What a client may write, and what an exception may say differently from its series. */
export interface Content {
  readonly subject: string;
  readonly body: Body;
  readonly sensitivity: string;
  readonly importance: string;
  readonly categories: readonly string[];
  readonly reminderIsSet: boolean;
  readonly reminderMinutes: number;
  readonly start: Instant;
  readonly end: Instant;
  readonly isAllDay: boolean;
  readonly freeBusy: string;
  readonly location: string;
  readonly isResponseRequested: boolean;
  readonly allowNewTimeProposal: boolean;
  readonly required: readonly Attendee[];
  readonly optional: readonly Attendee[];
  readonly resources: readonly Attendee[];
  /** Windows ids. */
  readonly startTimeZone: string;
  readonly endTimeZone: string;
  readonly meetingWorkspaceUrl: string;
  readonly netShowUrl: string;
  readonly culture: string;
}

export type RecurrenceEnd =
  | { readonly kind: 'NoEnd' }
  | { readonly kind: 'EndDate'; readonly day: DayNumber }
  | { readonly kind: 'Numbered'; readonly count: number };

export interface Recurrence {
  readonly pattern: Pattern;
  readonly start: DayNumber;
  readonly end: RecurrenceEnd;
}

/** Values of extended properties by their key; arrays for the multi-valued types. All as text, in canonical form. */
export type ExtendedValues = Readonly<Record<string, string | readonly string[]>>;

export interface Exception {
  /** The local date the pattern gave it. */
  readonly day: DayNumber;
  readonly content: Partial<Content>;
  readonly extended: ExtendedValues;
  /** An answer given to this occurrence alone. */
  readonly meeting: Partial<Meeting>;
}

/** What Exchange keeps about a meeting besides its content. */
export interface Meeting {
  readonly isOrganizer: boolean;
  readonly organizer: Recipient;
  readonly myResponse: ResponseType;
  readonly repliedAt: Instant | null;
  readonly wasSent: boolean;
  readonly isCancelled: boolean;
  readonly sequence: number;
  /** When the organizer last changed what guests must know ([MS-OXOCAL] PidLidOwnerCriticalChange). */
  readonly ownerCriticalChange: Instant | null;
  /** The local day of the one occurrence this entry is, where its owner was invited to no other. */
  readonly orphanDay?: DayNumber;
  /** A client made this entry somebody's copy; no invitation ever came. */
  readonly isClientMade?: true;
}

/** A file at an item; its bytes lie in a table of their own. */
export interface Attachment {
  readonly id: number;
  readonly name: string;
  readonly contentType: string;
  readonly contentId: string;
  readonly isInline: boolean;
  readonly size: number;
  readonly modifiedAt: Instant;
}

/** A mail in a mailbox: invitation, answer or cancellation. */
export interface Mail {
  readonly from: Recipient;
  readonly to: readonly Recipient[];
  readonly sentAt: Instant;
  readonly receivedAt: Instant;
  readonly isRead: boolean;
  readonly response: ResponseType | null;
  /** The local day of the one occurrence it is about; null = the whole item. */
  readonly occurrenceDay: DayNumber | null;
}

export interface Item {
  readonly id: number;
  readonly mailbox: number;
  readonly folder: number;
  readonly itemClass: string;
  /** Grows with every save; the ChangeKey. */
  readonly version: number;
  readonly createdAt: Instant;
  readonly modifiedAt: Instant;
  /** Bytes of PidLidCleanGlobalObjectId in upper-case hex; empty on plain messages. */
  readonly globalObjectId: string;
  readonly content: Content;
  readonly extended: ExtendedValues;
  readonly recurrence: Recurrence | null;
  /** By day. */
  readonly exceptions: readonly Exception[];
  readonly deleted: readonly DayNumber[];
  readonly meeting: Meeting;
  readonly attachments: readonly Attachment[];
  readonly mail: Mail | null;
}

export function attendeesOf(content: Content): readonly Attendee[] {
  return [...content.required, ...content.optional, ...content.resources];
}

export function isCalendarItem(item: Pick<Item, 'itemClass'>): boolean {
  return /^IPM\.Appointment(\.|$)/i.test(item.itemClass);
}
