import { compareItems, type FieldDifference } from '../../../shared/run/compareItems.ts';
import { isUnmoved } from '../../../shared/run/living/guestless.ts';
import type { EwsCalendarItem } from '../../../shared/ews/item.ts';

/**
 * An answer to one occurrence, or a field of one person's own, makes an exception of it that stands where it stood; what such an exception
 * says is compared one by one, and its mere being there is no difference.
 */
function withMovedOnly(item: EwsCalendarItem): EwsCalendarItem {
  return { ...item, modifiedOccurrences: item.modifiedOccurrences.filter((change) => !isUnmoved(change, item)) };
}

/** A single or a series, planned against read back. */
export function compareContent(planned: EwsCalendarItem, found: EwsCalendarItem, kind: string): readonly FieldDifference[] {
  return compareItems(withMovedOnly(planned), withMovedOnly(found), kind);
}
