import type { ItemFields } from '../../../shared/contract/lines/item.ts';
import type { PlannedItem } from '../../../shared/domain/plan.ts';
import { expandItem } from '../../../shared/ews/expandItem.ts';

export interface Window {
  readonly from: number;
  readonly to: number;
}

function isoInstances(planned: PlannedItem, window: Window): NonNullable<ItemFields['instances']> {
  const iso = (instant: number): string => {
    const text = new Date(instant).toISOString();
    return planned.item.isAllDayEvent ? text.slice(0, 10) : text.replace('.000Z', 'Z');
  };
  return expandItem(planned.item, window).map(({ start, end, modified }) => {
    const plain = modified?.isAllDayEvent ?? planned.item.isAllDayEvent;
    if (plain === planned.item.isAllDayEvent) return { start: iso(start), end: iso(end) };
    // An exception may be all-day where its series is timed, and the other way round.
    const other = (instant: number): string => {
      const text = new Date(instant).toISOString();
      return plain ? text.slice(0, 10) : text.replace('.000Z', 'Z');
    };
    return { start: other(start), end: other(end) };
  });
}

/** A planned item in the words of the contract: flat, with instances when a window is asked for. */
export function itemFields(planned: PlannedItem, window?: Window): ItemFields {
  const { item, parentKey, source, waitsFor, notes, ...envelope } = planned;
  return {
    ...envelope,
    ...(parentKey === null ? {} : { parentKey }),
    waitsFor: [...waitsFor],
    source: { ...source },
    uid: item.uid,
    subject: item.subject,
    start: item.start,
    end: item.end,
    isAllDayEvent: item.isAllDayEvent,
    startTimeZone: item.startTimeZone,
    endTimeZone: item.endTimeZone,
    legacyFreeBusyStatus: item.legacyFreeBusyStatus,
    sensitivity: item.sensitivity,
    importance: item.importance,
    categories: [...item.categories],
    location: item.location,
    reminderMinutesBeforeStart: item.reminderMinutesBeforeStart,
    body: item.body,
    isOrganizer: item.isOrganizer,
    myResponse: item.myResponse,
    organizer: item.organizer,
    requiredAttendees: [...item.requiredAttendees],
    optionalAttendees: [...item.optionalAttendees],
    resources: [...item.resources],
    recurrence: item.recurrence as ItemFields['recurrence'],
    modifiedOccurrences: [...item.modifiedOccurrences] as ItemFields['modifiedOccurrences'],
    deletedOccurrences: [...item.deletedOccurrences],
    notes: [...notes],
    ...(window === undefined ? {} : { instances: isoInstances(planned, window) }),
  };
}
