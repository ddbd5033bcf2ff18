import { ERRORS } from '../../../shared/contract/errors.ts';
import { PROJECT_OPTIONS, type Command, type ExitCode } from '../command.ts';
import { withProject } from '../compose.ts';
import { readDirectory } from '../../compose/directoryOfProject.ts';
import { showDirectory, showDirectoryFailures } from '../directoryWork.ts';
import { workOf } from '../workOf.ts';
import { lineOf } from '../output.ts';
import { readConfig } from '../readConfig.ts';
import { counted } from '../words.ts';

/** `directory`: reads who is who into the project: file by file, and the live directory for everybody the snapshot names. */
export const directoryCommand: Command = {
  name: 'directory',
  usage: '',
  summary: 'Reads who is who into the project: directory files, and the live directory once there is a snapshot.',
  options: PROJECT_OPTIONS,
  run: (context) => {
    const { output } = context;
    const loaded = readConfig(context);
    return withProject(loaded, 'create', async (project): Promise<ExitCode> => {
      const read = await readDirectory(loaded, project, workOf(context));
      showDirectory(output, read);
      showDirectoryFailures(output, read);
      const { readings, failures, principals } = read;
      const conflicts = principals.reduce((sum, principal) => sum + principal.conflicts.length, 0);
      const records = readings.reduce((sum, reading) => sum + reading.records.length, 0);
      output.line(lineOf('directory', { type: 'summary', origins: readings.length, records, principals: principals.length, conflicts }));
      output.say(`${counted(principals.length, 'principal')} known, ${counted(conflicts, 'conflicting fact')}.`);
      const [failure] = failures;
      return failure === undefined ? 0 : ERRORS[failure.error.code].exit;
    });
  },
};
