import type { Words } from '../text/catalogue.ts';
import { percent, plainDay } from '../text/time.ts';
import type { StateName } from '../ui/StateBadge.tsx';
import type { Checklist } from '../../../shared/contract/wizard/jobs.ts';
import type { WizardState } from '../../../shared/contract/wizard/state.ts';
import type { StepId, StepState } from '../../../shared/contract/wizard/steps.ts';
import { isBusy, jobOf } from './store.ts';

/** Events and tasks of a snapshot. */
export function objectsOf(state: WizardState): number {
  return state.facts.snapshot?.counts['objects'] ?? 0;
}

type Line = (state: WizardState, words: Words) => string | null;

const sourceLine: Line = (state, { t }) => {
  const job = jobOf(state, 'snapshot');
  if (job !== null && isBusy(job)) return t('rail.reading');
  return state.facts.snapshot === null ? null : t('rail.events', { count: objectsOf(state) });
};

const directoryLine: Line = ({ facts: { directory } }, { t }) =>
  directory === null ? null : t('rail.people', { count: directory.people + directory.rooms + directory.groups + directory.others });

const targetLine: Line = ({ facts: { target }, steps }, { t }) => {
  if (target === null) return null;
  if (target.failed > 0) return t('rail.checksFailed', { count: target.failed });
  const warnings = steps.find(({ id }) => id === 'target')?.issues.filter(({ level }) => level === 'warning').length ?? 0;
  return warnings > 0 ? t('rail.warnings', { count: warnings }) : t('rail.ready');
};

const mappingLine: Line = ({ facts: { mapping } }, { t }) => {
  if (mapping === null) return null;
  const { toDecide, toConfirm, version } = mapping;
  if (toDecide > 0) return t('rail.decisions', { count: toDecide, confirm: toConfirm });
  return toConfirm > 0 ? t('rail.toConfirm', { count: toConfirm }) : t('rail.version', { version: String(version) });
};

const optionsLine: Line = (state, words) => {
  const { from, meetings } = state.settings.options;
  const mode = words.t(meetings === 'live' ? 'rail.live' : 'rail.silent');
  return from === null ? words.t('rail.all', { mode }) : words.t('rail.from', { day: plainDay(words, from), mode });
};

const previewLine: Line = ({ facts: { plan }, ...state }, { t }) => {
  if (isBusy(state.jobs.find(({ kind }) => kind === 'plan') ?? null)) return t('rail.planning');
  if (plan === null) return null;
  return plan.stale === null ? t('rail.planned', { count: plan.items }) : t('rail.stale');
};

const runLine: Line = ({ facts: { run } }, words) => {
  if (run === null || run.status === 'idle') return null;
  const share = percent(words, run.written, run.items);
  if (run.status === 'done')
    return run.refused > 0
      ? words.t('rail.writtenSome', { count: run.written, refused: run.refused })
      : words.t('rail.written', { count: run.written });
  if (run.status === 'running' || run.status === 'pausing') return words.t('rail.running', { share });
  return words.t(run.status === 'paused' ? 'rail.paused' : 'rail.stopped', { share });
};

const verifyLine: Line = ({ facts: { verification }, ...state }, { t }) => {
  if (isBusy(state.jobs.find(({ kind }) => kind === 'verify') ?? null)) return t('rail.comparing');
  if (verification === null) return null;
  return verification.differences === 0 ? t('rail.allThere') : t('rail.differences', { count: verification.differences });
};

const LINES: Readonly<Record<StepId, Line>> = {
  project: ({ project }) => project.fileName,
  source: sourceLine,
  directory: directoryLine,
  target: targetLine,
  mapping: mappingLine,
  options: optionsLine,
  preview: previewLine,
  run: runLine,
  verify: verifyLine,
};

/** What a step's second line says: what it holds, what it waits for, or that nothing was done yet. */
export function railLine(step: StepState, state: WizardState, checklist: Checklist | undefined, words: Words): string {
  if (step.needs !== null && step.status === 'locked') return words.t('rail.needs', { step: words.t(`rail.needs.${step.needs}`) });
  const failed = checklist?.steps.filter(({ status }) => status === 'failed').length ?? 0;
  if (failed > 0 && step.status !== 'ready') return words.t('rail.checksFailed', { count: failed });
  if (step.status === 'open' && step.id === 'options') return words.t('rail.notStarted');
  return LINES[step.id](state, words) ?? words.t('rail.notStarted');
}

/** The icon of a step. */
export function railState({ status, id, issues }: StepState, isCurrent: boolean, hasFailedCheck = false): StateName {
  if (hasFailedCheck && (status === 'open' || status === 'attention')) return 'failed';
  switch (status) {
    case 'ready':
      return 'ready';
    case 'failed':
      return 'failed';
    case 'running':
      return 'running';
    case 'locked':
      return 'empty';
    case 'open':
      return isCurrent ? 'here' : 'empty';
    case 'attention':
      if (isCurrent && id !== 'target') return 'here';
      if (id === 'mapping') return 'decide';
      return issues.some(({ level }) => level !== 'info') ? 'warning' : 'here';
  }
}
