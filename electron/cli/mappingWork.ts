import { existsSync } from 'node:fs';
import { csvTableFile } from '../adapters/directory-files/CsvTableFile.ts';
import type { MappingIssue } from '../../shared/directory/checkMapping.ts';
import type { HarvestedAddress } from '../../shared/directory/harvestedAddress.ts';
import { mailboxTimeZones } from '../../shared/directory/mailboxTimeZones.ts';
import { mergeRecords } from '../../shared/directory/mergeRecords.ts';
import type { MappingVersion } from '../../shared/domain/mappingRows.ts';
import { Failure } from '../../shared/domain/failure.ts';
import { checkMapping } from '../usecases/checkMapping.ts';
import { importMapping } from '../usecases/importMapping.ts';
import { routeCalendars } from '../usecases/routeCalendars.ts';
import { suggestMapping } from '../usecases/suggestMapping.ts';
import type { CommandContext } from './command.ts';
import type { OpenProject } from './compose.ts';
import { harvestProgress, readDirectory } from './directoryWork.ts';
import type { LoadedConfig } from './readConfig.ts';

/** Suggests a new mapping version from what the project knows. */
export function suggest(
  loaded: LoadedConfig,
  project: OpenProject,
  context: CommandContext,
  harvested: readonly HarvestedAddress[] | undefined,
): MappingVersion {
  const { mapping, options } = loaded.config;
  return suggestMapping({
    snapshot: project.needSnapshot(),
    directory: project.directory,
    mappings: project.mappings,
    calendars: options.calendars,
    acceptedDomains: mapping.acceptedDomains,
    rewriteDomains: mapping.rewriteDomains,
    clock: context.clock,
    signal: context.signal,
    onProgress: harvestProgress(context),
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

/** What `directory`, `mapping suggest` and `mapping import` would make of the config. */
async function firstMapping(loaded: LoadedConfig, project: OpenProject, context: CommandContext): Promise<MappingVersion> {
  const { harvested, failures } = await readDirectory(loaded, project, context);
  const [failure] = failures;
  // Later plans use the version made now without reading the directory again: half a directory must not become everybody's mapping.
  if (failure !== undefined) throw new Failure('MAPPING_DIRECTORY_FAILED', { origin: failure.origin, sentence: failure.error.sentence });
  const suggested = suggest(loaded, project, context, harvested);
  const { file } = loaded.config.mapping;
  if (file === undefined || !existsSync(loaded.path(file))) return suggested;
  const { version } = await importMapping({
    mappings: project.mappings,
    tables: csvTableFile,
    path: loaded.path(file),
    clock: context.clock,
  });
  return version;
}

/** The current mapping, made first where there is none yet; calendars go where the config says today. */
export async function mappingForPlan(loaded: LoadedConfig, project: OpenProject, context: CommandContext): Promise<MappingVersion> {
  const { mappings } = project;
  const snapshot = project.needSnapshot();
  if (mappings.current() === null) return firstMapping(loaded, project, context);
  return routeCalendars({ snapshot, mappings, policy: loaded.config.options.calendars, clock: context.clock });
}
