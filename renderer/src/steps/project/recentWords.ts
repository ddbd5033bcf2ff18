import type { RecentProject } from '../../../../shared/contract/wizard/project.ts';
import type { Words } from '../../text/catalogue.ts';
import { percent } from '../../text/time.ts';
import type { StateName } from '../../ui/StateBadge.tsx';

const HALF_WAY = new Set(['running', 'pausing', 'paused', 'stopping', 'stopped']);

/** A run that stopped before it was done. */
export function isStopped({ isThere, runStatus, items, written }: RecentProject): boolean {
  return isThere && runStatus !== null && HALF_WAY.has(runStatus) && (written ?? 0) < (items ?? 0);
}

/** Where a project stands, in one line. */
export function recentState(project: RecentProject, words: Words): { readonly state: StateName; readonly text: string } {
  const { t } = words;
  if (!project.isThere) return { state: 'failed', text: t('home.state.gone') };
  if (project.parity !== null && (project.differences ?? 0) === 0) {
    return { state: 'ready', text: t('home.state.verified', { parity: percent(words, project.parity, 1, 2) }) };
  }
  if (project.parity !== null) return { state: 'warning', text: t('home.state.differences', { count: project.differences ?? 0 }) };
  if (isStopped(project))
    return { state: 'parked', text: t('home.state.stopped', { share: percent(words, project.written ?? 0, project.items ?? 0) }) };
  if ((project.toDecide ?? 0) > 0) return { state: 'decide', text: t('home.state.decide', { count: project.toDecide ?? 0 }) };
  return { state: 'here', text: t('home.state.at', { step: t(`step.${project.current}`) }) };
}
