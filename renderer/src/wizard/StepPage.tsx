import { Button } from '@fluentui/react-components';
import { ArrowLeft20Regular, ArrowRight20Regular } from '@fluentui/react-icons';
import { useEffect, useRef, useState, type ReactElement, type ReactNode } from 'react';
import type { WizardError } from '../../../shared/contract/wizard/common.ts';
import { issueSchema, type Issue, type StepId } from '../../../shared/contract/wizard/steps.ts';
import { useWords } from '../text/useWords.ts';
import { ErrorCard } from '../ui/ErrorCard.tsx';
import { StateBadge, type StateName } from '../ui/StateBadge.tsx';
import { IssueSummary } from './IssueSummary.tsx';
import { neighbourOf } from './neighbourOf.ts';
import { useFrame, useWizard } from './useWizard.ts';

export interface StepPageProps {
  readonly step: StepId;
  readonly title: ReactNode;
  readonly lead: ReactNode;
  /** At the right of the head. */
  readonly actions?: ReactNode;
  /** What the footer says about the step. */
  readonly status?: { readonly state: StateName; readonly text: string } | null;
  /** In place of Next. */
  readonly primary?: ReactNode;
  /** In place of Back. */
  readonly back?: ReactNode;
  /** The step's own layout reaches the edges. */
  readonly isFull?: boolean;
  /** Whether Next is the one primary action. */
  readonly isDone?: boolean;
  readonly children: ReactNode;
}

interface Walking {
  readonly issues: readonly Issue[];
  /** Counts how often Next was pressed in vain; each time the summary gets the focus. */
  readonly attempt: number;
  readonly error: WizardError | null;
  next(): Promise<void>;
  acknowledge(): Promise<void>;
}

function isOpen({ level, isAcknowledged }: Issue): boolean {
  return level === 'blocking' || (level === 'warning' && !isAcknowledged);
}

/** Next validates first; it is never disabled, it says what is missing. */
function useWalking(step: StepId): Walking {
  const wizard = useWizard();
  const [issues, setIssues] = useState<readonly Issue[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [error, setError] = useState<WizardError | null>(null);
  const { steps } = useFrame();
  const standing = JSON.stringify((steps.find(({ id }) => id === step)?.issues ?? []).filter(isOpen));
  // What was said goes as it is put right, and stays while it holds: only a change of the step's own issues changes it.
  useEffect(() => {
    setIssues((said) => (said.length === 0 ? said : issueSchema.array().parse(JSON.parse(standing))));
    setError(null);
  }, [standing]);

  async function goOn(): Promise<void> {
    const to = neighbourOf(step, 1);
    if (to === null) return;
    const reply = await wizard.call('project.goTo', { step: to });
    setError(reply.ok ? null : reply.error);
  }

  async function next(): Promise<void> {
    setError(null);
    if (!(await wizard.flush())) return;
    const reply = await wizard.call('project.validate', { step });
    if (!reply.ok) {
      setError(reply.error);
      return;
    }
    const open = reply.value.issues.filter(isOpen);
    setIssues(open);
    setAttempt((before) => before + 1);
    if (open.length === 0) await goOn();
  }

  async function acknowledge(): Promise<void> {
    const reply = await wizard.call('project.acknowledge', { step, codes: issues.map(({ code }) => code) });
    setIssues([]);
    if (reply.ok) await goOn();
    else setError(reply.error);
  }

  return { issues, attempt, error, next, acknowledge };
}

/** Head, content and footer of a step, with the way back and the way on. */
export function StepPage(props: StepPageProps): ReactElement {
  const { step, title, lead, actions, status = null, primary, back, isFull = false, isDone = true, children } = props;
  const { t } = useWords();
  const wizard = useWizard();
  const frame = useFrame();
  const head = useRef<HTMLHeadingElement>(null);
  const walking = useWalking(step);
  const [before, after] = [neighbourOf(step, -1), neighbourOf(step, 1)];
  useEffect(() => head.current?.focus({ preventScroll: true }), [step]);
  const hasProblem = walking.issues.length > 0 || walking.error !== null;

  return (
    <main className={`page ${isFull ? 'is-full' : ''}`} id="content" data-step={step} data-project={frame.project.fileName}>
      <div className="page-scroll">
        <div className="page-head">
          <div>
            <h1 ref={head} tabIndex={-1}>
              {title}
            </h1>
            <p className="page-lead">{lead}</p>
          </div>
          {actions !== undefined && <div className="page-actions">{actions}</div>}
        </div>
        {hasProblem && (
          <div className="page-problem">
            {walking.issues.length > 0 && (
              <IssueSummary
                step={step}
                issues={walking.issues}
                attempt={walking.attempt}
                onAcknowledge={() => void walking.acknowledge()}
              />
            )}
            {walking.error !== null && <ErrorCard error={walking.error} />}
          </div>
        )}
        <div className="page-content">{children}</div>
      </div>
      <footer className="page-foot">
        {back ??
          (before !== null && (
            <Button icon={<ArrowLeft20Regular />} onClick={() => void wizard.goTo(before)} data-way="back">
              {t('shell.back', { step: t(`step.${before}`) })}
            </Button>
          ))}
        <span className="foot-space" />
        {status !== null && (
          <span className="foot-status">
            <StateBadge state={status.state}>{status.text}</StateBadge>
          </span>
        )}
        {primary ??
          (after !== null && (
            <Button
              appearance={isDone ? 'primary' : 'secondary'}
              icon={<ArrowRight20Regular />}
              iconPosition="after"
              onClick={() => void walking.next()}
              data-way="next"
            >
              {t('shell.next', { step: t(`step.${after}`) })}
            </Button>
          ))}
      </footer>
    </main>
  );
}
