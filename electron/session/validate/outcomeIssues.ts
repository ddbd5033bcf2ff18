import { issue } from '../../../shared/contract/wizard/issues.ts';
import type { ProjectFacts } from '../../../shared/contract/wizard/state.ts';
import type { Issue } from '../../../shared/contract/wizard/steps.ts';

const CHANGED = { snapshot: 'snapshot', mapping: 'mapping', options: 'scope or options' } as const;

export function previewIssues(plan: ProjectFacts['plan'], losses: number): Issue[] {
  if (plan === null) return [issue('PLAN_NOT_MADE')];
  if (plan.stale !== null) return [issue('PLAN_OUTDATED', '', { what: CHANGED[plan.stale] })];
  return [
    ...(plan.decisions > 0 ? [issue('PLAN_DECISIONS', '', { count: plan.decisions })] : []),
    ...(losses > 0 ? [issue('PLAN_LOSSES', '', { count: losses })] : []),
  ];
}

export function runIssues(run: ProjectFacts['run']): Issue[] {
  if (run === null || run.written + run.refused === 0) return [issue('RUN_NOT_STARTED')];
  const open = run.items - run.written - run.refused;
  return [
    ...(run.refused > 0 ? [issue('RUN_REFUSED', '', { count: run.refused })] : []),
    ...(open > 0 && run.status !== 'running' ? [issue('RUN_UNFINISHED', '', { count: open })] : []),
  ];
}

export function verifyIssues(verification: ProjectFacts['verification']): Issue[] {
  if (verification === null) return [issue('VERIFY_NOT_DONE')];
  return verification.differences === 0 ? [] : [issue('VERIFY_DIFFERENCES', '', { count: verification.differences })];
}
