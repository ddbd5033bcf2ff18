import type { EwsCalendarItem, EwsModifiedOccurrence } from '../ews/item.ts';
import { FIELD_RULES, TRACKED_FIELDS, type FieldRule } from './fieldRules.ts';

/** One field that differs: what was planned, what Exchange holds. */
export interface FieldDifference {
  readonly field: string;
  readonly source: string;
  readonly target: string;
}

const OCCURRENCES = new Set(['modifiedOccurrences', 'deletedOccurrences']);

/** Field by field, planned against read back. What says nothing, and why, is in the rules. */
export function compareItems(planned: EwsCalendarItem, found: EwsCalendarItem, kind: string): readonly FieldDifference[] {
  return Object.entries(FIELD_RULES).flatMap(([field, { text, saysNothing, isSame }]) => {
    if (saysNothing?.[kind] !== undefined) return [];
    const [source, target] = [text(planned), text(found)];
    return source === target || isSame?.(source, target) === true ? [] : [{ field, source, target }];
  });
}

/** One field as it reads when it is compared. */
export function fieldText(field: string, item: EwsCalendarItem): string {
  const rules: Readonly<Record<string, FieldRule>> = FIELD_RULES;
  return rules[field]?.text(item) ?? '';
}

/** Fields of this kind of item that are not compared, each with its reason. */
export function uncompared(kind: string): readonly (readonly [field: string, reason: string])[] {
  return Object.entries(FIELD_RULES).flatMap(([field, { saysNothing }]) => {
    const reason = saysNothing?.[kind];
    return reason === undefined ? [] : [[field, reason] as const];
  });
}

function isSubset(some: string, all: string): boolean {
  const known = new Set(all.split(' '));
  return some === '' || some.split(' ').every((one) => known.has(one));
}

/**
 * Whether an item found beside another with its key is just what was written. A copy whose occurrences were not written yet, or only some of
 * them, is untouched too: they are written to one copy only. What Exchange keeps for itself, answers and who organizes, is nobody's touch.
 */
export function isUntouched(planned: EwsCalendarItem, found: EwsCalendarItem, kind: string): boolean {
  return compareItems(planned, found, kind)
    .filter(({ field }) => !TRACKED_FIELDS.has(field))
    .every(({ field, source, target }) => OCCURRENCES.has(field) && isSubset(target, source));
}

/** A modified occurrence as it should be read back by itself. */
export function occurrenceItem(series: EwsCalendarItem, change: EwsModifiedOccurrence): EwsCalendarItem {
  const { originalStart: _, ...content } = change;
  return { ...series, ...content, recurrence: null, modifiedOccurrences: [], deletedOccurrences: [] };
}
