/** What a snapshot holds, in Godwit's words. Rows of the source become these once, whichever provider they came from. */

export type ComponentType = 'VEVENT' | 'VTODO' | 'VJOURNAL' | 'VPOLL' | 'VFREEBUSY' | 'OTHER';

/** Why an object of the source is never planned. Every one is still listed. */
export type OutOfCalendarReason = 'inbox' | 'trash' | 'home-not-active' | 'calendar-not-owned' | 'orphan-object';

/** One home: the calendars of one principal. */
export interface SourceHome {
  readonly homeId: string;
  /** Normalised principal UID (upper-case GUID). */
  readonly ownerUid: string;
  /** HOME_STATUS: 0 normal, 1 external, 2 purging, 3 migrating, 4 disabled. */
  readonly status: number;
  readonly hasAvailability: boolean;
}

/** One calendar collection owned by its home (BIND_MODE own). */
export interface SourceCalendar {
  readonly calendarId: string;
  readonly homeId: string;
  readonly ownerUid: string;
  /** Last path segment; with owner and object name it is the item key's stable root. */
  readonly resourceName: string;
  /** `{DAV:}displayname`; falls back to the resource name. */
  readonly name: string;
  /** `#RRGGBB` or null. */
  readonly color: string | null;
  readonly order: number | null;
  /** The home's default calendar for events. */
  readonly isDefault: boolean;
  readonly isInbox: boolean;
  readonly isTrash: boolean;
  /** CALDAV:schedule-calendar-transp: does not count for free/busy. */
  readonly isTransparent: boolean;
  /** TZID of the calendar's own time zone, null when none. */
  readonly timeZone: string | null;
  /** `VEVENT`, `VTODO`, …; empty = all. */
  readonly supportedComponents: readonly string[];
}

/** ACCESS column / X-CALENDARSERVER-ACCESS. */
export type SourceAccess = '' | 'PUBLIC' | 'PRIVATE' | 'CONFIDENTIAL' | 'RESTRICTED';

/** One calendar object resource: one UID in one calendar of one home. */
export interface SourceObject {
  readonly objectId: string;
  readonly ownerUid: string;
  readonly homeId: string;
  readonly calendarId: string;
  /** The calendar's resource name. */
  readonly calendar: string;
  readonly resourceName: string;
  readonly uid: string;
  readonly componentType: ComponentType;
  /** MD5 of the text as stored, computed by us; the text's identity everywhere. */
  readonly md5: string;
  readonly sizeBytes: number;
  /** Raw ORGANIZER, '' when none. */
  readonly organizer: string;
  readonly access: SourceAccess;
  /** ISO UTC, '' when unknown. */
  readonly created: string;
  readonly modified: string;
  /** Null = an object to plan. */
  readonly outOfCalendar: OutOfCalendarReason | null;
}

/** A share of a calendar with another principal; handed off as a list, never written. */
export interface SourceShare {
  readonly calendarId: string;
  readonly ownerUid: string;
  readonly shareeUid: string;
  readonly name: string;
  readonly mode: 'read' | 'write' | 'direct' | 'indirect' | 'group' | 'group-read' | 'group-write';
  readonly status: 'invited' | 'accepted' | 'declined' | 'invalid' | 'deleted';
}

export interface SourceDelegate {
  readonly delegatorUid: string;
  /** A principal, or a group when isGroup. */
  readonly delegateUid: string;
  readonly readWrite: boolean;
  readonly isGroup: boolean;
}

export interface SourceGroup {
  readonly groupUid: string;
  readonly name: string;
  readonly memberUids: readonly string[];
}

/** Metadata of a managed or dropbox attachment; bytes are in the server's Attachments folder. */
export interface SourceAttachment {
  readonly attachmentId: string;
  readonly managedId: string | null;
  readonly objectId: string | null;
  readonly dropboxId: string;
  readonly name: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly md5: string;
}
