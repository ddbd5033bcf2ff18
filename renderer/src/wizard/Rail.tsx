import { Tooltip } from '@fluentui/react-components';
import { ShieldCheckmark20Regular } from '@fluentui/react-icons';
import { useId, type MouseEvent, type ReactElement } from 'react';
import type { StepState } from '../../../shared/contract/wizard/steps.ts';
import { useWords } from '../text/useWords.ts';
import { StateIcon } from '../ui/StateBadge.tsx';
import { railLine, railState } from './railLine.ts';
import { useFrame, useView, useWizard } from './useWizard.ts';

function RailStep({ step }: { readonly step: StepState }): ReactElement {
  const words = useWords();
  const wizard = useWizard();
  const frame = useFrame();
  const checklists = useView((view) => view.checklists);
  const lineId = useId();
  const isCurrent = frame.current === step.id;
  const isLocked = step.status === 'locked';
  const area = step.id === 'source' || step.id === 'directory' || step.id === 'target' ? step.id : null;
  const checklist = area === null ? undefined : checklists[area];
  const line = railLine(step, frame, checklist, words);
  const state = railState(
    step,
    isCurrent,
    checklist?.steps.some(({ status }) => status === 'failed'),
  );
  const title = words.t(`step.${step.id}`);

  function go(event: MouseEvent): void {
    event.preventDefault();
    if (!isLocked && !isCurrent) void wizard.goTo(step.id);
  }

  return (
    <li>
      <Tooltip content={`${title}: ${line}`} relationship="inaccessible" positioning="after" showDelay={400}>
        <a
          href={`#${step.id}`}
          className={`rail-step ${isCurrent ? 'is-current' : ''} ${isLocked ? 'is-locked' : ''}`}
          aria-describedby={lineId}
          {...(isCurrent ? { 'aria-current': 'step' as const } : {})}
          {...(isLocked ? { 'aria-disabled': true } : {})}
          onClick={go}
        >
          <StateIcon state={state} />
          <span className="rail-words">
            <span className="rail-title">{title}</span>
            <span className="rail-line" id={lineId}>
              {line}
              <span className="visually-hidden">, {words.t(`state.${state}`)}</span>
            </span>
          </span>
        </a>
      </Tooltip>
    </li>
  );
}

/** A line that is always true. */
function Truth(): ReactElement {
  const { t } = useWords();
  const { truth, steps } = useFrame();
  const isWritten = truth.written > 0;
  const isPlanned = steps.some(({ id, status }) => id === 'run' && status !== 'locked');
  return (
    <div className="truth">
      <ShieldCheckmark20Regular className="state-icon state-ready" aria-hidden="true" />
      <div className="rail-words">
        <span className="strong">{isWritten ? t('truth.mails', { count: truth.couldSendOutside }) : t('truth.nothing')}</span>
        <span className="rail-line">
          {t(isWritten ? 'truth.checked' : isPlanned ? 'truth.plan' : 'truth.readOnly', { count: truth.written })}
        </span>
      </div>
    </div>
  );
}

/** The steps, each with its state in words. */
export function Rail(): ReactElement {
  const { t } = useWords();
  const { steps } = useFrame();
  return (
    <nav className="rail" aria-label={t('rail.label')}>
      <ol>
        {steps.map((step) => (
          <RailStep key={step.id} step={step} />
        ))}
      </ol>
      <Truth />
    </nav>
  );
}
