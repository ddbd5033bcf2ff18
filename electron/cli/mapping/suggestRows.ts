import { ERRORS } from '../../../shared/contract/errors.ts';
import type { ExitCode } from '../command.ts';
import { readDirectory } from '../../compose/directoryOfProject.ts';
import { showDirectoryFailures } from '../directoryWork.ts';
import { workOf } from '../workOf.ts';
import { suggest } from '../../compose/mappingOfProject.ts';
import type { MappingWork } from './MappingWork.ts';
import { rowLine, showSummary } from './showMapping.ts';

/** `mapping suggest`: reads the directory, then says where everybody goes. A source that fails is named and costs what only it knows. */
export async function suggestRows(work: MappingWork): Promise<ExitCode> {
  const { context, loaded, project } = work;
  // Nobody to suggest anything for: say that before a server is asked.
  project.needSnapshot();
  const read = await readDirectory(loaded, project, workOf(context));
  showDirectoryFailures(context.output, read);
  const version = await suggest(loaded, project, workOf(context), read.harvested);
  for (const row of version.rows) context.output.line(rowLine(row));
  const exit = showSummary(work, version);
  const [failure] = read.failures;
  return failure === undefined ? exit : ERRORS[failure.error.code].exit;
}
