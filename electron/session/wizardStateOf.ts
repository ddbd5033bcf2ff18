import { basename } from 'node:path';
import type { JobKind } from '../../shared/contract/wizard/jobs.ts';
import type { ProjectFacts, WizardState } from '../../shared/contract/wizard/state.ts';
import { STEP_IDS, type Issue, type StepId, type StepState } from '../../shared/contract/wizard/steps.ts';
import type { Session } from './Session.ts';
import { issuesOf } from './validate/issuesOf.ts';

const JOBS_OF: Readonly<Record<StepId, readonly JobKind[]>> = {
  project: ['sample'],
  source: ['source-test', 'snapshot'],
  directory: ['directory-test', 'directory'],
  target: ['target-test'],
  mapping: ['mapping'],
  options: [],
  preview: ['plan'],
  run: ['run', 'dry-run'],
  verify: ['verify', 'undo-check', 'undo', 'delta-check', 'delta'],
};

/** What a step builds on; null when it can be entered. */
function needs(step: StepId, facts: ProjectFacts): StepId | null {
  switch (step) {
    case 'mapping':
      return facts.snapshot === null ? 'source' : null;
    case 'options':
    case 'preview':
      return facts.snapshot === null ? 'source' : facts.mapping === null ? 'mapping' : null;
    case 'run':
      return facts.plan?.stale === null ? null : 'preview';
    case 'verify':
      return (facts.run?.written ?? 0) === 0 ? 'run' : null;
    default:
      return null;
  }
}

function isBegun(step: StepId, session: Session, facts: ProjectFacts): boolean {
  switch (step) {
    case 'project':
      return true;
    case 'source':
      return facts.snapshot !== null;
    case 'directory':
      return session.settings.contributions !== null || facts.mapping !== null;
    case 'target':
      return facts.target !== null;
    case 'mapping':
      return facts.mapping !== null;
    case 'options':
      return session.settings.visited.has('options') || facts.plan !== null;
    case 'preview':
      return facts.plan !== null;
    case 'run':
      return facts.run !== null;
    case 'verify':
      return facts.verification !== null;
  }
}

function stepState(id: StepId, session: Session, facts: ProjectFacts): StepState {
  const acknowledged = session.settings.acknowledged(id);
  const issues: readonly Issue[] = issuesOf(id, session, facts).map((issue) => ({
    ...issue,
    isAcknowledged: acknowledged.has(issue.code),
  }));
  const missing = needs(id, facts);
  const jobs = session.jobs.all().filter(({ kind }) => JOBS_OF[id].includes(kind));
  const begun = isBegun(id, session, facts);
  const isOpenIssue = ({ level, isAcknowledged }: Issue): boolean => level === 'blocking' || (level === 'warning' && !isAcknowledged);
  const status = ((): StepState['status'] => {
    if (jobs.some((job) => job.status === 'running' || job.status === 'stopping')) return 'running';
    if (missing !== null) return 'locked';
    if (jobs.some((job) => job.status === 'failed')) return 'failed';
    if (!begun) return 'open';
    return issues.some(isOpenIssue) ? 'attention' : 'ready';
  })();
  return { id, status, needs: missing, issues };
}

/** Everything the frame shows, worked out anew from what is known. */
export function wizardStateOf(session: Session): WizardState {
  const facts = session.facts.all();
  const { settings, keeper, secrets, jobs } = session;
  const fileName = basename(keeper.path);
  const all = settings.all();
  return {
    project: { path: keeper.path, fileName, title: all.project.title || fileName.replace(/\.godwit$/, ''), isSample: settings.isSample },
    current: settings.current,
    steps: STEP_IDS.map((id) => stepState(id, session, facts)),
    settings: all,
    secrets: secrets.states(),
    facts,
    jobs: jobs.all(),
    truth: { written: session.project.ledger.counts().written, couldSendOutside: settings.run.couldSendOutside },
  };
}
