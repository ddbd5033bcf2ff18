import type { EwsCalendarItem } from '../ews/item.ts';
import type { Note } from './note.ts';
import type { TargetCapabilities } from './targetCapabilities.ts';

export type ItemKind = 'meeting' | 'guest-copy' | 'appointment' | 'travel' | 'task';
export type WriteMode = 'live' | 'silent';

/** The object an item comes from. `role` is the owner's part in the meeting. */
export interface ItemSource {
  readonly owner: string;
  readonly calendar: string;
  readonly resourceName: string;
  readonly uid: string;
  readonly role: 'organizer' | 'guest' | 'none';
  readonly md5: string;
}

/** What will exist in Exchange: one master or single, with everything about it. */
export interface PlannedItem {
  readonly key: string;
  /** `master`, `orphan:…`, `split:…`, `single:…`, `travel-to:<part>`, `travel-from:<part>` (design «Exactly once»). */
  readonly part: string;
  /** The event a travel block or detached part belongs to. */
  readonly parentKey: string | null;
  readonly kind: ItemKind;
  readonly mode: WriteMode;
  /** `exchange`: a guest's copy that Exchange itself makes when the organizer's item is sent. */
  readonly deliveredBy: 'create' | 'exchange';
  readonly mailbox: string;
  /** `Calendar`, or `Calendar/<name>`. */
  readonly folder: string;
  /** Keys of items that must exist first. */
  readonly waitsFor: readonly string[];
  readonly source: ItemSource;
  readonly item: EwsCalendarItem;
  readonly notes: readonly Note[];
}

/** An object that becomes nothing, with the reason in one stable word and its notes. */
export interface SkippedObject {
  readonly source: ItemSource;
  readonly reason: string;
  readonly notes: readonly Note[];
}

/** Everything the conversion depends on besides text and mapping. Sealed with the plan; times are ISO UTC. */
export interface SealedContext {
  /** The plan's own clock. */
  readonly asOf: string;
  /** Meetings with an instance after it are written live where `meetings` allows. */
  readonly cutOver: string;
  /** Until when endless things are expanded and compared. */
  readonly horizon: string;
  readonly meetings: WriteMode;
  /** Scope by date: an object is kept when any instance overlaps [from, to). Null = open. */
  readonly from: string | null;
  readonly to: string | null;
  readonly travelTime: { readonly enabled: boolean; readonly title: string; readonly showAs: 'OOF' | 'Busy' };
  /** IANA zone for floating times where neither mailbox nor calendar has one. */
  readonly defaultTimeZone: string;
  /** IANA zone by mailbox address, where known. */
  readonly mailboxTimeZones: Readonly<Record<string, string>>;
  readonly responsesInBody: boolean;
  /** As probed, or as assumed of a target nobody has probed. */
  readonly target: TargetCapabilities;
}
