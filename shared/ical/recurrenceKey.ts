import { ianaTimeZone } from '../domain/ianaTimeZone.ts';
import { firstProperty } from './properties.ts';
import { parseDateTime } from './dateTime.ts';
import type { ICalComponent, ICalDateTime } from './model.ts';

/** RECURRENCE-ID of a component: null when it has none, `'unreadable'` when it has but nobody can tell which. */
export function recurrenceIdOf(component: ICalComponent): ICalDateTime | 'unreadable' | null {
  const property = firstProperty(component, 'RECURRENCE-ID');
  if (property === undefined) return null;
  return parseDateTime(property.values[0] ?? '', property.parameters['TZID'] ?? null, property.type)?.value ?? 'unreadable';
}

/**
 * Equal for two RECURRENCE-IDs of the same occurrence, also when one is written in UTC and the other with a TZID. Floating times,
 * dates and zones the tz database does not know are compared by their digits.
 */
export function recurrenceKey({ wall, isDate, tzid }: ICalDateTime): string {
  if (isDate) return `date ${wall}`;
  if (tzid === null) return `floating ${wall}`;
  const zone = ianaTimeZone(tzid);
  return zone === null ? `${tzid} ${wall}` : `at ${zone.toInstant(wall)}`;
}
