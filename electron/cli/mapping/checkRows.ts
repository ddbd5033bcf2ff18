import type { ExitCode } from '../command.ts';
import { mappingIssues } from '../../compose/mappingOfProject.ts';
import type { MappingWork } from './MappingWork.ts';
import { showIssues, showSummary } from './showMapping.ts';

/** `mapping check`: everything that keeps the mapping from being used, and what deserves a look. */
export function checkRows(work: MappingWork): ExitCode {
  const version = work.project.needMapping();
  const issues = mappingIssues(work.loaded, work.project, version);
  showIssues(work.context.output, issues);
  return showSummary(work, version, issues);
}
