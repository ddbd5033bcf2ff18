import { existsSync } from 'node:fs';
import { csvTableFile } from '../adapters/directory-files/CsvTableFile.ts';
import { directoryFileReader } from '../adapters/directory-files/readDirectoryFile.ts';
import type { MappingVersion } from '../../shared/domain/mappingRows.ts';
import type { CommandContext } from './command.ts';
import type { OpenProject } from './compose.ts';
import { importDirectory, type ImportedDirectory } from '../usecases/importDirectory.ts';
import { importMapping } from '../usecases/importMapping.ts';
import { suggestMapping } from '../usecases/suggestMapping.ts';
import type { LoadedConfig } from './readConfig.ts';

/** Reads the directory files the config names into the project. */
export function readDirectory(loaded: LoadedConfig, project: OpenProject, context: CommandContext): Promise<ImportedDirectory> {
  return importDirectory({
    files: loaded.config.directory.files.map((file) => loaded.path(file)),
    reader: directoryFileReader,
    store: project.directory,
    clock: context.clock,
    signal: context.signal,
  });
}

/** Suggests a new mapping version from what the project knows. */
export function suggest(loaded: LoadedConfig, project: OpenProject, context: CommandContext): MappingVersion {
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
    onProgress: (objects) => context.output.progress(`looked for people in ${String(objects)} objects`),
  });
}

/** The current mapping; when there is none yet, what `directory`, `mapping suggest` and `mapping import` would make of the config. */
export async function mappingForPlan(loaded: LoadedConfig, project: OpenProject, context: CommandContext): Promise<MappingVersion> {
  const current = project.mappings.current();
  if (current !== null) return current;
  await readDirectory(loaded, project, context);
  const suggested = suggest(loaded, project, context);
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
