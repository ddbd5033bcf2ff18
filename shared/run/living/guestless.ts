import type { PlannedItem } from '../../domain/plan.ts';
import type { EwsCalendarItem, EwsModifiedOccurrence } from '../../ews/item.ts';

const PEOPLE = new Set(['requiredAttendees', 'optionalAttendees', 'resources']);

/** An occurrence that stands where the pattern puts it, as long as the others. */
export function isUnmoved({ originalStart, start, end }: EwsModifiedOccurrence, item: Pick<EwsCalendarItem, 'start' | 'end'>): boolean {
  const duration = Date.parse(item.end) - Date.parse(item.start);
  return Date.parse(originalStart) === Date.parse(start) && Date.parse(end) - Date.parse(start) === duration;
}

/** An occurrence without what it says about guests; null when it says nothing else and stands where the pattern puts it. */
function guestlessOccurrence(change: EwsModifiedOccurrence, item: EwsCalendarItem): EwsModifiedOccurrence | null {
  const { originalStart, start, end } = change;
  const rest = Object.entries(change).filter(([field]) => !PEOPLE.has(field));
  const isNothing = rest.length === 3 && isUnmoved(change, item);
  return isNothing ? null : { ...Object.fromEntries(rest), originalStart, start, end };
}

/** The organizer's item as it is created: everything but guests, so that nothing can be sent before all of it is there. */
export function guestless(item: EwsCalendarItem): EwsCalendarItem {
  return {
    ...item,
    requiredAttendees: [],
    optionalAttendees: [],
    resources: [],
    modifiedOccurrences: item.modifiedOccurrences.flatMap((change) => guestlessOccurrence(change, item) ?? []),
  };
}

/** An organizer's item that Exchange itself is to make a meeting of. */
export function isLiving({ mode, kind }: Pick<PlannedItem, 'mode' | 'kind'>): boolean {
  return mode === 'live' && kind === 'meeting';
}

/**
 * A planned item as it is created: a living meeting as an appointment without guests, because the marks of a silent meeting would say that
 * invitations are out. Everything else as it is.
 */
export function asCreated(planned: PlannedItem): PlannedItem {
  return isLiving(planned) ? { ...planned, kind: 'appointment', item: guestless(planned.item) } : planned;
}
