import { routeCalendars as route } from '../../shared/directory/routeCalendars.ts';
import type { CalendarPolicy } from '../../shared/directory/routeCalendars.ts';
import type { CalendarRouteRow, MappingVersion } from '../../shared/domain/mappingRows.ts';
import type { Clock } from '../ports/Clock.ts';
import type { MappingStore } from '../ports/MappingStore.ts';
import type { SnapshotReader } from '../ports/SnapshotStore.ts';

/** The operator's choice for one calendar. */
export type CalendarChoice = Pick<CalendarRouteRow, 'ownerUid' | 'calendar' | 'route' | 'target'>;

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
  const chosen = choices.map((choice): CalendarRouteRow => ({
    ...choice,
    name: choice.target,
    isTransparent: false,
    chosenBy: 'operator',
  }));
  const routes = route(snapshot.calendars(), policy, [...(current?.calendars ?? []), ...chosen]);
  return mappings.save(current?.rows ?? [], routes, clock.now().toISOString());
}
