import type { MappingIssue } from '../../../shared/directory/checkMapping.ts';
import { issue } from '../../../shared/contract/wizard/issues.ts';
import type { ProjectFacts } from '../../../shared/contract/wizard/state.ts';
import type { Issue } from '../../../shared/contract/wizard/steps.ts';

/** Counts rows, not findings: a row may have several. */
function rowsOf(issues: readonly MappingIssue[]): number {
  return new Set(issues.flatMap(({ sources }) => sources)).size;
}

export function mappingStepIssues(mapping: ProjectFacts['mapping'], found: readonly MappingIssue[]): Issue[] {
  if (mapping === null) return [issue('MAPPING_NOT_MADE')];
  const blocking = rowsOf(found.filter((one) => one.blocking));
  const others = rowsOf(found.filter((one) => !one.blocking && one.code !== 'guess' && one.code !== 'unmapped-guest'));
  return [
    ...(blocking > 0 ? [issue('MAPPING_DECIDE', '', { count: blocking })] : []),
    ...(mapping.toConfirm > 0 ? [issue('MAPPING_CONFIRM', '', { count: mapping.toConfirm })] : []),
    ...(others > 0 ? [issue('MAPPING_LOOK', '', { count: others })] : []),
  ];
}
