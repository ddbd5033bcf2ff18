import { occurrences, occurrencesBetween, seriesOf } from '../calendar/series.ts';
import { DAY } from '../calendar/civil.ts';
import type { Services } from '../context.ts';
import type { Item } from '../model/Item.ts';
import { viewOf, viewOfDay } from '../properties/View.ts';
import { giveAnswer } from './giveAnswer.ts';

const BUSY = new Set(['Busy', 'OOF']);
/** BookingWindowInDays of a room mailbox, by default. */
const BOOKING_WINDOW = 180 * DAY;

/** The Resource Booking Attendant: accepts what does not collide with anything already accepted, declines the rest. */
export function answerAsRoom(entry: Item, occurrenceDay: number | null, services: Services): void {
  const view = occurrenceDay === null ? viewOf(services, entry) : viewOfDay(services, entry, occurrenceDay);
  giveAnswer(view, collides(entry, services) ? 'Decline' : 'Accept', true, false, services);
}

function collides(entry: Item, services: Services): boolean {
  const others = services.store.items.ofFolder(entry.folder).filter((item) => item.id !== entry.id);
  return spansOf(entry).some(({ start, end }) =>
    others.some((other) => {
      const taken = other.recurrence === null ? [other.content] : occurrencesBetween(seriesOf(other, other.recurrence), start, end);
      return BUSY.has(other.content.freeBusy) && taken.some((span) => span.start < end && span.end > start);
    }),
  );
}

function spansOf(entry: Item): readonly { readonly start: number; readonly end: number }[] {
  if (entry.recurrence === null) return [entry.content];
  const found: { readonly start: number; readonly end: number }[] = [];
  for (const { start, end } of occurrences(seriesOf(entry, entry.recurrence))) {
    if (start > entry.content.start + BOOKING_WINDOW) break;
    found.push({ start, end });
  }
  return found;
}
