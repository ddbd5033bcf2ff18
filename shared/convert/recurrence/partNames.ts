import type { Instant } from '../../domain/timeZone.ts';
import { compactInstant } from '../isoTime.ts';

/** `single:20261120T083000Z`, or `single:20261120` for a date: an instance that stands alone, called by its original start. */
export function singlePart(original: Instant, isAllDay: boolean): string {
  return `single:${compactInstant(original, isAllDay)}`;
}

/** An override whose series its owner never had. */
export function orphanPart(recurrenceId: Instant, isAllDay: boolean): string {
  return `orphan:${compactInstant(recurrenceId, isAllDay)}`;
}
