import { PROJECT_OPTIONS, type Command, type ExitCode } from '../command.ts';
import { withProject } from '../compose.ts';
import { readDirectory } from '../mappingWork.ts';
import { lineOf } from '../output.ts';
import { readConfig } from '../readConfig.ts';

/** `directory`: reads who is who into the project, file by file. */
export const directoryCommand: Command = {
  name: 'directory',
  usage: '',
  summary: 'Reads the directory files of the config into the project: who is who.',
  options: PROJECT_OPTIONS,
  run: (context) => {
    const { output } = context;
    const loaded = readConfig(context);
    return withProject(loaded, 'create', async (project): Promise<ExitCode> => {
      const { readings, failures, principals } = await readDirectory(loaded, project, context);
      for (const { origin, source, records, warnings } of readings) {
        const words = warnings.map(({ where, reason }) => `${where}: ${reason}`);
        output.line(
          lineOf('directory', { type: 'origin', origin, source: source ?? 'settings', records: records.length, warnings: words }),
        );
        output.say(`${origin}: ${String(records.length)} records (${source ?? 'settings'})`);
        for (const word of words) output.say(`  ${word}`);
      }
      for (const { origin, error } of failures) {
        output.line({ type: 'error', ...error });
        output.warn(`${origin}: ${error.sentence}\n${error.remedy}\n[${error.code}]`);
      }
      const conflicts = principals.reduce((sum, principal) => sum + principal.conflicts.length, 0);
      const records = readings.reduce((sum, reading) => sum + reading.records.length, 0);
      output.line(lineOf('directory', { type: 'summary', origins: readings.length, records, principals: principals.length, conflicts }));
      output.say(`${String(principals.length)} principals known, ${String(conflicts)} conflicting facts.`);
      return failures.length > 0 ? 5 : 0;
    });
  },
};
