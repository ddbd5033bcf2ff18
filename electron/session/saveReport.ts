import { writeFile } from 'node:fs/promises';
import { Failure } from '../../shared/domain/failure.ts';
import { htmlReport } from '../../shared/report/htmlReport.ts';
import { csvTableFile } from '../adapters/directory-files/CsvTableFile.ts';
import { buildReport } from '../usecases/report/buildReport.ts';
import { reportTable } from '../usecases/report/reportTable.ts';
import type { Session } from './Session.ts';

async function write(path: string, content: string): Promise<void> {
  try {
    await writeFile(path, content);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure('REPORT_UNWRITABLE', { path, reason }, { cause: error });
  }
}

/** Writes the report a customer can keep, in one of its three forms. */
export async function saveReport(session: Session, format: 'html' | 'csv' | 'json', path: string, maskTitles: boolean): Promise<void> {
  const { project } = session;
  const input = {
    ...project.needPlan(),
    ledger: project.ledger,
    meetingLedger: project.meetingLedger,
    directory: project.directory,
    verifications: project.verifications,
    title: `Calendar migration ${session.state().project.title}`,
    madeAt: session.services.clock.now().toISOString(),
    maskTitles,
  };
  if (format === 'html') await write(path, htmlReport(buildReport(input)));
  else if (format === 'json') await write(path, `${JSON.stringify(buildReport(input), null, 2)}\n`);
  else await csvTableFile.write(path, [...reportTable(input)]);
}
