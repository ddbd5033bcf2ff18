import type { DomainOptions } from '../../shared/directory/domains.ts';
import type { HarvestedAddress } from '../../shared/directory/harvestedAddress.ts';
import { mergeRecords } from '../../shared/directory/mergeRecords.ts';
import { routeCalendars } from '../../shared/directory/routeCalendars.ts';
import type { CalendarPolicy } from '../../shared/directory/routeCalendars.ts';
import { suggestMapping as suggestRows } from '../../shared/directory/suggestMapping.ts';
import type { MappingVersion } from '../../shared/domain/mappingRows.ts';
import type { Clock } from '../ports/Clock.ts';
import type { DirectoryStore, MappingStore } from '../ports/MappingStore.ts';
import type { SnapshotReader } from '../ports/SnapshotStore.ts';
import { activeCalendars } from './activeCalendars.ts';
import { harvestAddresses } from './harvestAddresses.ts';

interface SuggestMappingInput extends DomainOptions {
  readonly snapshot: SnapshotReader;
  readonly directory: DirectoryStore;
  readonly mappings: MappingStore;
  readonly calendars: CalendarPolicy;
  readonly clock: Clock;
  /** Already harvested, to read the texts only once. */
  readonly harvested?: readonly HarvestedAddress[];
  readonly signal?: AbortSignal;
  readonly onProgress?: (objects: number) => void;
}

/**
 * Suggests where everybody and every calendar goes, and saves it as a new version. What the operator decided before stays. The same input
 * twice is the same version.
 */
export async function suggestMapping(input: SuggestMappingInput): Promise<MappingVersion> {
  const { snapshot, directory, mappings, calendars, clock } = input;
  const previous = mappings.current();
  const rows = suggestRows({
    ...input,
    principals: mergeRecords(directory.records()),
    harvested: input.harvested ?? (await harvestAddresses(snapshot, input)),
    previous: previous?.rows ?? [],
  });
  const routes = routeCalendars(activeCalendars(snapshot), calendars, previous?.calendars ?? []);
  return mappings.save(rows, routes, clock.now().toISOString());
}
