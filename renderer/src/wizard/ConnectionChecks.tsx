import { Button } from '@fluentui/react-components';
import { ArrowSync20Regular } from '@fluentui/react-icons';
import type { ReactElement, ReactNode } from 'react';
import type { Checklist as ChecklistAnswer, CheckStep } from '../../../shared/contract/wizard/jobs.ts';
import { isMessageKey } from '../text/catalogue.ts';
import type { Words } from '../text/catalogue.ts';
import { moment } from '../text/time.ts';
import { useWords } from '../text/useWords.ts';
import { Card } from '../ui/Card.tsx';
import { Checklist, type ChecklistLine } from '../ui/Checklist.tsx';
import { CopyButton } from '../ui/CopyButton.tsx';
import { ErrorCard } from '../ui/ErrorCard.tsx';
import { Script } from '../ui/Script.tsx';
import { isBusy, jobOf } from './store.ts';
import { useAnswer } from './useAnswer.ts';
import { useCopy } from './useCopy.ts';
import { useAction, useFrame, useView } from './useWizard.ts';

type Area = ChecklistAnswer['area'];

export interface CheckCounts {
  readonly passed: number;
  readonly failed: number;
  readonly waiting: number;
}

/** How many lines of a checklist are in which state. */
export function countChecks(steps: readonly CheckStep[]): CheckCounts {
  const count = (status: CheckStep['status']): number => steps.filter((step) => step.status === status).length;
  return { passed: count('passed'), failed: count('failed'), waiting: count('waiting') + count('running') };
}

/** The list as it stands: live while it fills, as the host remembers it after a reload. */
export function useChecklist(area: Area): ChecklistAnswer | null {
  const live = useView((view) => view.checklists[area]);
  const remembered = useAnswer(`${area}.checklist`, {});
  return live ?? remembered.value;
}

function lineTitle({ step, subject, status }: CheckStep, { t }: Words): string {
  const keys = status === 'failed' ? [`check.not.${step}`, `check.${step}`] : [`check.${step}`];
  const key = keys.find(isMessageKey);
  const title = key === undefined ? step : t(key);
  return subject === '' ? title : t('check.about', { title, subject });
}

/** Hundreds of mailboxes that passed are one line each check; one that failed keeps its own. */
export function foldPassed(steps: readonly CheckStep[], mailboxes: (count: number) => string): readonly CheckStep[] {
  const folded: CheckStep[] = [];
  const counted = new Map<string, number>();
  for (const step of steps) {
    if (step.subject === '' || step.status !== 'passed') folded.push(step);
    else if (counted.has(step.step)) counted.set(step.step, (counted.get(step.step) ?? 0) + 1);
    else {
      counted.set(step.step, 1);
      folded.push({ ...step, subject: '' });
    }
  }
  return folded.map((step) => {
    const count = counted.get(step.step);
    const isFolded = step.status === 'passed' && step.subject === '' && count !== undefined;
    return isFolded ? { ...step, detail: mailboxes(count), milliseconds: null } : step;
  });
}

/** What a support person needs: no passwords, no titles of events. */
function diagnostics(list: ChecklistAnswer, words: Words): string {
  const lines = list.steps.map((step) =>
    [step.status, lineTitle(step, words), step.detail, step.error?.code ?? '', step.error?.detail ?? ''].filter(Boolean).join(' | '),
  );
  return [`Godwit, ${list.area}, ${list.testedAt ?? ''}`, ...lines].join('\n');
}

export interface ConnectionChecksProps {
  readonly area: Area;
  readonly title: string;
  readonly children?: ReactNode;
}

/** The live checklist of a connection, with its test and its diagnostics. */
export function ConnectionChecks({ area, title, children }: ConnectionChecksProps): ReactElement {
  const words = useWords();
  const { t } = words;
  const action = useAction();
  const copy = useCopy();
  const frame = useFrame();
  const list = useChecklist(area);
  const isTesting = isBusy(jobOf(frame, `${area}-test`));
  const steps = list?.steps ?? [];
  const counts = countChecks(steps);
  const testedAt = list?.testedAt ?? null;
  const isUntested = testedAt === null && !isTesting;
  const isAllPassed = steps.length > 0 && counts.failed === 0 && counts.waiting === 0;
  const isStepReady = frame.steps.some(({ id, status }) => id === area && status === 'ready') && counts.failed === 0;
  const summary = t('check.summary', { passed: counts.passed, failed: counts.failed, waiting: counts.waiting });
  const tested = testedAt === null ? '' : t('check.testedAt', { when: moment(words, testedAt, new Date()) });

  const lines: ChecklistLine[] = foldPassed(steps, (count) => t('check.mailboxes', { count })).map((step) => ({
    id: `${step.step} ${step.subject}`,
    status: step.status,
    title: lineTitle(step, words),
    detail: step.status === 'waiting' && step.detail === '' ? t(isUntested ? 'check.notTested' : 'check.waits') : step.detail,
    time: step.milliseconds === null ? '' : t('time.milliseconds', { count: Math.round(step.milliseconds) }),
    error: step.error,
    script:
      step.script === '' ? null : (
        <Script
          text={step.script}
          label={t('check.script')}
          action={<CopyButton label={t('copy.copy')} doneLabel={t('copy.copied')} onCopy={() => copy(step.script)} />}
        />
      ),
  }));

  return (
    <Card
      className="comes-first"
      title={title}
      lead={
        isTesting
          ? t('check.testing', { passed: counts.passed, count: steps.length })
          : isUntested
            ? t('check.notTestedLead')
            : `${summary} ${tested}`
      }
      action={
        <Button
          appearance={isAllPassed || isStepReady ? 'secondary' : 'primary'}
          icon={<ArrowSync20Regular />}
          disabledFocusable={isTesting}
          onClick={() => void action.run(`${area}.test`, {})}
          data-action={`test-${area}`}
        >
          {t(isTesting ? 'check.isTesting' : isUntested ? 'check.test' : 'check.testAgain')}
        </Button>
      }
      isFlush
    >
      {action.error !== null && (
        <div className="card-body">
          <ErrorCard error={action.error} />
        </div>
      )}
      <Checklist
        lines={lines}
        whatToDo={t('check.whatToDo')}
        announcement={isUntested ? '' : summary}
        words={{ passed: t('check.passed'), failed: t('check.failed'), waiting: t('check.waiting'), running: t('check.running') }}
      />
      {list !== null && !isUntested && (
        <div className="card-body check-foot">
          <CopyButton
            appearance="subtle"
            label={t('check.diagnostics')}
            doneLabel={t('copy.copied')}
            onCopy={() => copy(diagnostics(list, words))}
          />
          <span className="caption">{t('check.diagnosticsHint')}</span>
        </div>
      )}
      {children}
    </Card>
  );
}
