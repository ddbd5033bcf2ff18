import { writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { Failure } from '../../../shared/domain/failure.ts';
import { htmlReport } from '../../../shared/report/htmlReport.ts';
import { csvTableFile } from '../../adapters/directory-files/CsvTableFile.ts';
import { buildReport } from '../../usecases/report/buildReport.ts';
import { reportTable } from '../../usecases/report/reportTable.ts';
import { PROJECT_OPTIONS, text, type Command, type ExitCode } from '../command.ts';
import { withProject } from '../compose.ts';
import { lineOf } from '../output.ts';
import { readConfig } from '../readConfig.ts';

function write(path: string, content: string): void {
  try {
    writeFileSync(path, content);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure('REPORT_UNWRITABLE', { path, reason }, { cause: error });
  }
}

/** `report`: what arrived, what changed and why, what did not; as a page, a table, or JSON. */
export const reportCommand: Command = {
  name: 'report',
  usage: '[--html F] [--csv F] [--mask-titles]',
  summary: 'Writes a report a customer can keep.',
  options: { ...PROJECT_OPTIONS, html: { type: 'string' }, csv: { type: 'string' }, 'mask-titles': { type: 'boolean' } },
  run: (context) => {
    const { output, clock, cwd } = context;
    const loaded = readConfig(context);
    return withProject(loaded, 'read', async (project): Promise<ExitCode> => {
      const input = {
        ...project.needPlan(),
        ledger: project.ledger,
        meetingLedger: project.meetingLedger,
        directory: project.directory,
        verifications: project.verifications,
        title: `Calendar migration ${basename(loaded.projectPath).replace(/\.godwit$/, '')}`,
        madeAt: clock.now().toISOString(),
        maskTitles: context.options['mask-titles'] === true,
      };
      const report = buildReport(input);
      const [html, csv] = [text(context, 'html'), text(context, 'csv')];
      if (html !== undefined) {
        write(resolve(cwd, html), htmlReport(report));
        output.say(`Written to ${resolve(cwd, html)}.`);
      }
      if (csv !== undefined) {
        await csvTableFile.write(resolve(cwd, csv), [...reportTable(input)]);
        output.say(`Written to ${resolve(cwd, csv)}.`);
      }
      output.line(lineOf('report', { type: 'report', report: { ...report } }));
      const { counts, verification } = report;
      output.say(
        `${String(counts.written)} of ${String(counts.items)} items are in Exchange, ${String(counts.refused)} were refused, ${String(counts.losses)} objects may be missed.`,
      );
      if (verification === null) output.say('Not verified yet: run godwit verify.');
      return 0;
    });
  },
};
