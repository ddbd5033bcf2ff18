import { resolve } from 'node:path';
import { Failure } from '../../../shared/domain/failure.ts';
import type { CommandContext, ExitCode } from '../command.ts';
import type { OpenProject } from '../../compose/openProjectFile.ts';
import type { LoadedConfig } from '../readConfig.ts';

/** What every action of `mapping` works with. */
export interface MappingWork {
  readonly context: CommandContext;
  readonly loaded: LoadedConfig;
  readonly project: OpenProject;
}

export type MappingAction = (work: MappingWork) => ExitCode | Promise<ExitCode>;

/** The file named after the action, else `mapping.file` of the config. */
export function filePath({ context, loaded }: MappingWork): string {
  const given = context.positionals[1];
  if (given !== undefined) return resolve(context.cwd, given);
  const { file } = loaded.config.mapping;
  if (file === undefined) throw new Failure('CONFIG_USAGE', { message: 'Name a CSV file, or set "mapping.file" in the config.' });
  return loaded.path(file);
}
