import { expandPattern } from '../../ews/expandPattern.ts';
import type { EwsRecurrence } from '../../ews/item.ts';
import { dayOfDate } from '../../ews/patternCalendar.ts';

/** The same moment may be written with another offset; a plain date stays one. */
export function isSameInstance(one: string, other: string): boolean {
  return one.length === 10 || other.length === 10 ? one.slice(0, 10) === other.slice(0, 10) : Date.parse(one) === Date.parse(other);
}

/** The place of an occurrence in its pattern, 1-based, deleted ones counted. Its text carries the series' own offset. */
export function instanceIndex(recurrence: EwsRecurrence, originalStart: string): number {
  return expandPattern(recurrence).countUpTo(dayOfDate(originalStart.slice(0, 10)));
}
