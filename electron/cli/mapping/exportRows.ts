import { csvTableFile } from '../../adapters/directory-files/CsvTableFile.ts';
import { exportMapping } from '../../usecases/exportMapping.ts';
import type { ExitCode } from '../command.ts';
import { filePath, type MappingWork } from './MappingWork.ts';
import { showSummary } from './showMapping.ts';

/** `mapping export [FILE.csv]`: people, rooms, groups, addresses and calendars, to look at and correct. */
export async function exportRows(work: MappingWork): Promise<ExitCode> {
  const path = filePath(work);
  const version = await exportMapping({ mappings: work.project.mappings, tables: csvTableFile, path });
  work.context.output.say(`Written to ${path}.`);
  showSummary(work, version);
  return 0;
}
