import type { EwsCalendarItem, EwsModifiedOccurrence, EwsOccurrenceContent } from '../../ews/item.ts';
import { instanceIndex, isSameInstance } from './instances.ts';

/** What a guest's copy says for its owner alone; Exchange delivers the organizer's or its own defaults. */
export type OwnFields = Partial<
  Pick<EwsOccurrenceContent, 'legacyFreeBusyStatus' | 'reminderMinutesBeforeStart' | 'categories' | 'sensitivity' | 'body'>
>;

/** What makes a delivered copy the guest's own. Nothing of it is sent to anybody. */
export interface Dressing {
  readonly fields: OwnFields;
  readonly occurrences: readonly { readonly instanceIndex: number; readonly fields: OwnFields }[];
  /** Occurrences the guest was never invited to, or whose deletion did not travel. */
  readonly deletions: readonly number[];
}

/** The private comment makes a body the guest's own; else it is the organizer's, as delivered. */
function bodyField(own: EwsCalendarItem['body'] | undefined, organizers: EwsCalendarItem['body'] | undefined): OwnFields {
  return own === undefined || own.text === organizers?.text ? {} : { body: own };
}

function occurrenceFields(change: EwsModifiedOccurrence, copy: EwsCalendarItem, organizer: EwsCalendarItem): OwnFields {
  const { legacyFreeBusyStatus, reminderMinutesBeforeStart, categories } = { ...copy, ...change };
  const theirs = organizer.modifiedOccurrences.find(({ originalStart }) => isSameInstance(originalStart, change.originalStart));
  return {
    // Answering one occurrence makes Exchange write its busy status there: what follows the series must be said again.
    ...{ legacyFreeBusyStatus, reminderMinutesBeforeStart, categories },
    ...(change.sensitivity === undefined ? {} : { sensitivity: change.sensitivity }),
    ...bodyField(change.body, theirs?.body ?? organizer.body),
  };
}

/** The delivered copy: original starts of its occurrences. */
export interface DeliveredOccurrences {
  readonly modified: readonly string[];
  readonly deleted: readonly string[];
}

/**
 * Exceptions of the organizer's that the plan of this copy says nothing about: Exchange delivers each with a busy status and a reminder of
 * its own, so that the series' must be said again.
 */
function unplannedExceptions(
  copy: EwsCalendarItem,
  organizer: EwsCalendarItem,
  { modified, deleted }: DeliveredOccurrences,
): readonly EwsModifiedOccurrence[] {
  const known = [...copy.modifiedOccurrences.map(({ originalStart }) => originalStart), ...copy.deletedOccurrences, ...deleted];
  const isAmong = (instance: string, some: readonly string[]): boolean => some.some((one) => isSameInstance(one, instance));
  return organizer.modifiedOccurrences
    .filter(({ originalStart }) => isAmong(originalStart, modified) && !isAmong(originalStart, known))
    .map(({ originalStart, start, end }) => ({ originalStart, start, end }));
}

/** Compares a planned copy with the organizer's plan and with what Exchange delivered. */
export function dressing(copy: EwsCalendarItem, organizer: EwsCalendarItem, shown: DeliveredOccurrences): Dressing {
  const { legacyFreeBusyStatus, reminderMinutesBeforeStart, categories, sensitivity, recurrence } = copy;
  const isShared = sensitivity === organizer.sensitivity;
  const fields: OwnFields = {
    ...{ legacyFreeBusyStatus, reminderMinutesBeforeStart, categories },
    ...(isShared ? {} : { sensitivity }),
    ...bodyField(copy.body, organizer.body),
  };
  if (recurrence === null) return { fields, occurrences: [], deletions: [] };
  const gone = copy.deletedOccurrences.filter((instance) => !shown.deleted.some((one) => isSameInstance(one, instance)));
  return {
    fields,
    occurrences: [...copy.modifiedOccurrences, ...unplannedExceptions(copy, organizer, shown)].map((change) => ({
      instanceIndex: instanceIndex(recurrence, change.originalStart),
      fields: occurrenceFields(change, copy, organizer),
    })),
    deletions: gone.map((instance) => instanceIndex(recurrence, instance)),
  };
}
