import { note } from '../../domain/note.ts';
import type { Note } from '../../domain/note.ts';
import { TRAVEL_NOTES } from '../../domain/notes/travel.ts';
import type { LegacyFreeBusyStatus } from '../../ews/item.ts';
import { parseDuration } from '../../ical/duration.ts';
import type { ICalEvent } from '../../ical/model.ts';
import { firstProperty, textValue } from '../../ical/properties.ts';
import { placeText } from '../properties/location.ts';

/** Before the event, or after it. */
export type Direction = 'to' | 'from';

/** One way: how long, and where it begins (or leads back to). */
export interface TravelLeg {
  readonly milliseconds: number;
  readonly place: string;
}

interface LegProperties {
  readonly duration: string;
  readonly place: string;
}

const PROPERTIES: Readonly<Record<Direction, LegProperties>> = {
  to: { duration: 'X-APPLE-TRAVEL-DURATION', place: 'X-APPLE-TRAVEL-START' },
  from: { duration: 'X-APPLE-TRAVEL-RETURN-DURATION', place: 'X-APPLE-TRAVEL-RETURN' },
};

const DAY_MS = 86_400_000;

/** Whether an event says anything of the way to it, or back. */
export function travels({ properties }: ICalEvent): boolean {
  return properties.some(({ name }) => name === PROPERTIES.to.duration || name === PROPERTIES.from.duration);
}

/** What decides whether an instance's travel takes place. */
export interface TravelInstance {
  readonly own: ICalEvent;
  readonly isAllDay: boolean;
  readonly busy: LegacyFreeBusyStatus;
}

/** The leg of an instance, null where there is none; a leg that is left out says why. */
export function travelLeg(
  direction: Direction,
  { own, isAllDay, busy }: TravelInstance,
  isEnabled: boolean,
  notes: Note[],
): TravelLeg | null {
  const { duration: property, place } = PROPERTIES[direction];
  const text = textValue(own, property);
  if (text === '') return null;
  const leaveOut = (code: keyof typeof TRAVEL_NOTES): null => {
    notes.push(note(TRAVEL_NOTES, code, property, text));
    return null;
  };
  const duration = parseDuration(text);
  const milliseconds = duration === null ? -1 : duration.days * DAY_MS + duration.milliseconds;
  if (milliseconds === 0) return null;
  if (milliseconds < 0) return leaveOut('travel-unreadable');
  if (!isEnabled) return leaveOut('travel-disabled');
  if (isAllDay) return leaveOut('travel-all-day');
  if (busy === 'Free') return leaveOut('travel-free');
  const placeProperty = firstProperty(own, place);
  return { milliseconds, place: placeProperty === undefined ? '' : placeText(placeProperty) };
}

/** The property a direction is read from, for notes. */
export function legProperty(direction: Direction): string {
  return PROPERTIES[direction].duration;
}
