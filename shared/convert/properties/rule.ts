import type { CalendarRoute } from '../../domain/mapping.ts';
import type { Note } from '../../domain/note.ts';
import type { ItemKind, ItemSource, WriteMode } from '../../domain/plan.ts';
import type { SourceAccess } from '../../domain/source.ts';
import type { Instant, TimeZone } from '../../domain/timeZone.ts';
import type { ResponseType } from '../../ews/item.ts';
import type { ICalEvent } from '../../ical/model.ts';
import type { EventSpan } from '../model.ts';
import type { People } from '../people/people.ts';

/** What is true for every instance of one planned item. */
export interface ContentFrame {
  readonly kind: Exclude<ItemKind, 'travel' | 'task'>;
  readonly mode: WriteMode;
  /** The copy owner's part in the meeting. */
  readonly role: ItemSource['role'];
  readonly route: CalendarRoute;
  /** The stricter of the copy's own and the organizer's, '' when neither says anything. */
  readonly access: SourceAccess;
  readonly asOf: Instant;
  readonly isSeries: boolean;
  /** The zone an all-day event's midnights lie in. */
  readonly dayZone: TimeZone;
  /** The block «Responses at migration», null when the operator does not want it or the target keeps the answers. */
  readonly responses: string | null;
}

/** Everything a property rule may look at. */
export interface ContentInput {
  /** What all copies of a meeting say: the organizer's event; else the copy's own. */
  readonly shared: ICalEvent;
  /** The copy's own event: alarms, transparency, travel and private comments of its owner. */
  readonly own: ICalEvent;
  /** The owner's event of the whole series; the same as `own` outside of exceptions. */
  readonly series: ICalEvent;
  readonly span: EventSpan;
  readonly people: People;
  /** The owner's answer in this instance; `Organizer` where nobody asks the owner. */
  readonly ownResponse: ResponseType;
  readonly frame: ContentFrame;
}

/** A value of the Exchange item and what was lost or changed on the way. */
export interface Converted<T> {
  readonly value: T;
  readonly notes: readonly Note[];
}

/** One property of the Exchange item: one file in this folder, one line in `convertContent`. */
export type PropertyRule<T> = (input: ContentInput) => Converted<T>;
