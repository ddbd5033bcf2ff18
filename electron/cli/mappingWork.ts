import { existsSync } from 'node:fs';
import { csvTableFile } from '../adapters/directory-files/CsvTableFile.ts';
import type { MappingVersion } from '../../shared/domain/mappingRows.ts';
import { Failure } from '../../shared/domain/failure.ts';
import { importMapping } from '../usecases/importMapping.ts';
import { routeCalendars } from '../usecases/routeCalendars.ts';
import type { CommandContext } from './command.ts';
import type { OpenProject } from '../compose/openProjectFile.ts';
import { readDirectory } from '../compose/directoryOfProject.ts';
import { suggest } from '../compose/mappingOfProject.ts';
import { workOf } from './workOf.ts';
import type { LoadedConfig } from './readConfig.ts';

/** What `directory`, `mapping suggest` and `mapping import` would make of the config. */
async function firstMapping(loaded: LoadedConfig, project: OpenProject, context: CommandContext): Promise<MappingVersion> {
  const { harvested, failures } = await readDirectory(loaded, project, workOf(context));
  const [failure] = failures;
  // Later plans use the version made now without reading the directory again: half a directory must not become everybody's mapping.
  if (failure !== undefined) throw new Failure('MAPPING_DIRECTORY_FAILED', { origin: failure.origin, sentence: failure.error.sentence });
  const suggested = await suggest(loaded, project, workOf(context), harvested);
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
