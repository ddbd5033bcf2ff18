import type { SourceCalendar } from '../../shared/domain/source.ts';
import type { SnapshotReader } from '../ports/SnapshotStore.ts';

/**
 * The calendars that are planned from: those of active homes. A home that is being purged belongs to the same person as the one that took its
 * place, and has a calendar of the same name.
 */
export function activeCalendars(snapshot: SnapshotReader): readonly SourceCalendar[] {
  const active = new Set(snapshot.homes().flatMap(({ homeId, status }) => (status === 0 ? homeId : [])));
  return snapshot.calendars().filter(({ homeId }) => active.has(homeId));
}
