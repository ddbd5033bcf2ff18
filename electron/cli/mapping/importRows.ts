import { csvTableFile } from '../../adapters/directory-files/CsvTableFile.ts';
import { importMapping } from '../../usecases/importMapping.ts';
import type { ExitCode } from '../command.ts';
import type { Output } from '../output.ts';
import { filePath, type MappingWork } from './MappingWork.ts';
import { showSummary } from './showMapping.ts';
import { counted } from '../words.ts';

const UNKNOWN_SHOWN = 10;

/** Names what a file decides about somebody or something the project does not know: often a slip of the pen. */
export function showUnknown(output: Output, unknown: readonly string[]): void {
  if (unknown.length === 0) return;
  const shown = unknown.slice(0, UNKNOWN_SHOWN).join(', ');
  const more = unknown.length > UNKNOWN_SHOWN ? ` and ${String(unknown.length - UNKNOWN_SHOWN)} more` : '';
  output.warn(`${counted(unknown.length, 'line')} about nobody in the calendar data, kept until they are there: ${shown}${more}.`);
}

/** `mapping import [FILE.csv]`: the operator's decisions. */
export async function importRows(work: MappingWork): Promise<ExitCode> {
  const { context, project } = work;
  const { mappings } = project;
  const path = filePath(work);
  const { version, decisions, unknown } = await importMapping({ mappings, tables: csvTableFile, path, clock: context.clock });
  context.output.say(`${counted(decisions, 'line')} taken over from ${path}.`);
  showUnknown(context.output, unknown);
  return showSummary(work, version);
}
