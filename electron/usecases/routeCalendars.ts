import { applyChoices } from '../../shared/directory/calendarTable.ts';
import type { CalendarChoice } from '../../shared/directory/calendarTable.ts';
import { routeCalendars as route } from '../../shared/directory/routeCalendars.ts';
import type { CalendarPolicy } from '../../shared/directory/routeCalendars.ts';
import type { MappingVersion } from '../../shared/domain/mappingRows.ts';
import type { Clock } from '../ports/Clock.ts';
import type { MappingStore } from '../ports/MappingStore.ts';
import type { SnapshotReader } from '../ports/SnapshotStore.ts';
import { activeCalendars } from './activeCalendars.ts';

/** Routes every calendar by the policy, keeps and adds the operator's own choices, and saves that as a new version. */
export function routeCalendars(input: {
  readonly snapshot: SnapshotReader;
  readonly mappings: MappingStore;
  readonly policy: CalendarPolicy;
  readonly choices?: readonly CalendarChoice[];
  readonly clock: Clock;
}): MappingVersion {
  const { snapshot, mappings, policy, choices = [], clock } = input;
  const current = mappings.current();
  const routes = route(activeCalendars(snapshot), policy, applyChoices(current?.calendars ?? [], choices));
  return mappings.save(current?.rows ?? [], routes, clock.now().toISOString());
}
