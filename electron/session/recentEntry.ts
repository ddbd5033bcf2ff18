import type { WizardState } from '../../shared/contract/wizard/state.ts';
import type { RecentEntry } from '../ports/RecentProjects.ts';

/** What the home screen shows of a project while it is closed. */
export function recentEntry({ project, current, facts }: WizardState, now: Date): RecentEntry {
  const { plan, run, verification, mapping } = facts;
  return {
    path: project.path,
    title: project.title,
    openedAt: now.toISOString(),
    current,
    mailboxes: run?.mailboxes ?? null,
    items: plan?.items ?? null,
    written: run?.written ?? null,
    runStatus: run?.status ?? null,
    stoppedAt: run?.endedAt ?? null,
    inDoubt: run?.inDoubt ?? null,
    parity: verification === null || verification.instancesSource === 0 ? null : verification.instancesFound / verification.instancesSource,
    differences: verification?.differences ?? null,
    toDecide: mapping?.toDecide ?? null,
  };
}
