import type { ExitCode } from '../command.ts';
import { mappingIssues } from '../../compose/mappingOfProject.ts';
import { checkMailboxRows } from './checkMailboxRows.ts';
import type { MappingWork } from './MappingWork.ts';
import { showIssues, showSummary } from './showMapping.ts';

/**
 * `mapping check [--target]`: everything that keeps the mapping from being used, and what deserves a look; with `--target` every mapped
 * mailbox is looked at, too.
 */
export async function checkRows(work: MappingWork): Promise<ExitCode> {
  const { context, loaded } = work;
  const version = work.project.needMapping();
  const issues = mappingIssues(loaded, work.project, version);
  showIssues(context.output, issues);
  const asksTarget = context.options['target'] === true;
  const failed = asksTarget ? await checkMailboxRows(work, version) : 0;
  const exit = showSummary(work, version, issues);
  if (!asksTarget && loaded.config.target !== undefined) context.output.say('mapping check --target asks Exchange for each mailbox, too.');
  if (failed === null) return 1;
  return failed > 0 ? 2 : exit;
}
