import { Failure } from '../../../shared/domain/failure.ts';
import type { MappingVersion } from '../../../shared/domain/mappingRows.ts';
import { windowsIdOfIana } from '../../../shared/ews/windowsZones.ts';
import { withProject } from '../compose.ts';
import { mailboxZones } from '../../compose/mappingOfProject.ts';
import type { LoadedConfig } from '../readConfig.ts';

/** What a project already knows that helps to check the rest; nothing before it exists. */
export interface ProjectFacts {
  readonly hasSnapshot: boolean;
  /** UIDs of those who own calendars. */
  readonly owners: readonly string[];
  /** Mailboxes to be written to, those with the most events first. */
  readonly mailboxes: readonly string[];
  /** Windows ids of time zones the project is known to use. */
  readonly timeZones: readonly string[];
}

const NOTHING: ProjectFacts = { hasSnapshot: false, owners: [], mailboxes: [], timeZones: [] };

/** Mailboxes a run would write to by this mapping: of those who own events, in scope, the fullest first. */
export function mailboxesWritten(version: MappingVersion, scope: readonly string[] | 'all'): string[] {
  const inScope = scope === 'all' ? null : new Set(scope.map((mailbox) => mailbox.toLowerCase()));
  const owners = version.rows.filter(({ decision, ownsHome, events }) => decision === 'mapped' && ownsHome && events > 0);
  const fullestFirst = [...owners].sort((one, other) => other.events - one.events || (one.email < other.email ? -1 : 1));
  return [...new Set(fullestFirst.map(({ email }) => email.toLowerCase()))].filter((email) => inScope === null || inScope.has(email));
}

function windowsIds(zones: readonly (string | null)[]): string[] {
  return [...new Set(zones.flatMap((zone) => (zone === null ? [] : (windowsIdOfIana(zone) ?? []))))].sort();
}

/** Looks into the project without changing it. A project that cannot be opened is that project's own failure. */
export async function projectFacts(loaded: LoadedConfig): Promise<ProjectFacts> {
  const { scope, timeZone } = loaded.config.options;
  try {
    return await withProject(loaded, 'read', (project) => {
      const snapshot = project.snapshots.newest();
      if (snapshot === null) return NOTHING;
      const version = project.mappings.current();
      const zones = version === null ? [] : Object.values(mailboxZones(loaded, project, version));
      const calendars = snapshot.calendars().map((calendar) => calendar.timeZone);
      const owners = snapshot.homes().filter(({ status }) => status === 0);
      return {
        hasSnapshot: true,
        owners: owners.map(({ ownerUid }) => ownerUid),
        mailboxes: version === null ? [] : mailboxesWritten(version, scope),
        timeZones: windowsIds([timeZone, ...zones, ...calendars]),
      };
    });
  } catch (error) {
    if (error instanceof Failure && error.code === 'PROJECT_NOT_FOUND') return NOTHING;
    throw error;
  }
}
