import type { MappingIssue } from '../../shared/directory/checkMapping.ts';
import type { HarvestedAddress } from '../../shared/directory/harvestedAddress.ts';
import { mailboxTimeZones } from '../../shared/directory/mailboxTimeZones.ts';
import { mergeRecords } from '../../shared/directory/mergeRecords.ts';
import type { MappingVersion } from '../../shared/domain/mappingRows.ts';
import { checkMapping } from '../usecases/checkMapping.ts';
import { suggestMapping } from '../usecases/suggestMapping.ts';
import type { LoadedConfig } from './LoadedConfig.ts';
import type { OpenProject } from './openProjectFile.ts';
import type { Work } from './Work.ts';

/** Suggests a new mapping version from what the project knows. */
export function suggest(
  loaded: LoadedConfig,
  project: OpenProject,
  work: Work,
  harvested: readonly HarvestedAddress[] | undefined,
): Promise<MappingVersion> {
  const { mapping, options } = loaded.config;
  return suggestMapping({
    snapshot: project.needSnapshot(),
    directory: project.directory,
    mappings: project.mappings,
    calendars: options.calendars,
    acceptedDomains: mapping.acceptedDomains,
    rewriteDomains: mapping.rewriteDomains,
    clock: work.clock,
    signal: work.signal,
    onProgress: work.onPeople,
    ...(harvested === undefined ? {} : { harvested }),
  });
}

/** What keeps a version of the mapping from being used, and what deserves a look. */
export function mappingIssues(loaded: LoadedConfig, project: OpenProject, version: MappingVersion): readonly MappingIssue[] {
  const { acceptedDomains, rewriteDomains } = loaded.config.mapping;
  const { mappings, directory } = project;
  return checkMapping({ mappings, directory, acceptedDomains, rewriteDomains, version: version.id }).issues;
}

/** The time zones of mapped mailboxes, as the target's lists in the directory give them; the config goes before. */
export function mailboxZones(loaded: LoadedConfig, project: OpenProject, version: MappingVersion): Readonly<Record<string, string>> {
  const given = Object.entries(loaded.config.options.mailboxTimeZones).map(([mailbox, zone]) => [mailbox.toLowerCase(), zone] as const);
  return { ...mailboxTimeZones(mergeRecords(project.directory.records()), version.rows), ...Object.fromEntries(given) };
}
