import { Button, Link } from '@fluentui/react-components';
import { ArrowClockwise16Regular } from '@fluentui/react-icons';
import { useState, type ReactElement } from 'react';
import type { RunProblem, RunState } from '../../../../shared/contract/wizard/run.ts';
import { shortDay } from '../../text/time.ts';
import { useWords } from '../../text/useWords.ts';
import { ErrorCard } from '../../ui/ErrorCard.tsx';
import { StateIcon } from '../../ui/StateBadge.tsx';
import { useAnswer } from '../../wizard/useAnswer.ts';
import { usePaths } from '../../wizard/usePaths.tsx';
import { useAction } from '../../wizard/useWizard.ts';

const NAMED = 3;
const SHOWN = 20;

/** The items of one cause. */
function Items({ cause, revision }: { readonly cause: string; readonly revision: string }): ReactElement {
  const words = useWords();
  const { t } = words;
  const { value, error } = useAnswer('run.failures', { cause, limit: SHOWN }, revision);
  if (error !== null) return <ErrorCard error={error} />;
  return (
    <ul className="problem-items">
      {(value?.rows ?? []).map((row) => (
        <li key={row.key}>
          <span>{row.subject}</span>
          <span className="caption">{t('run.itemOf', { day: shortDay(words, row.start), mailbox: row.mailbox })}</span>
        </li>
      ))}
      {value !== null && value.total > SHOWN && <li className="caption">{t('run.moreItems', { count: value.total - SHOWN })}</li>}
    </ul>
  );
}

function Problem({
  problem,
  onRetry,
  onSkip,
  revision,
}: {
  readonly problem: RunProblem;
  readonly onRetry: () => void;
  readonly onSkip: () => void;
  readonly revision: string;
}): ReactElement {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const names = problem.mailboxes.slice(0, NAMED).join(', ');
  const more = problem.mailboxes.length - NAMED;
  return (
    <li className="card problem">
      <StateIcon state={problem.isParked ? 'parked' : problem.isSkipped ? 'left-out' : 'failed'} />
      <div className="error-words">
        <div>
          <p className="strong">{problem.title}</p>
          <p className="caption">
            {t('run.problemFact', {
              count: problem.items,
              mailboxes: more > 0 ? t('run.namesMore', { names, count: more }) : names,
              code: problem.cause,
            })}
          </p>
        </div>
        <p>
          {problem.sentence} {problem.remedy}
        </p>
        <div className="row">
          {!problem.isParked && !problem.isSkipped && (
            <Button size="small" icon={<ArrowClockwise16Regular />} onClick={onRetry}>
              {t('run.retry', { count: problem.items })}
            </Button>
          )}
          <Button size="small" appearance="subtle" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {t('run.showItems')}
          </Button>
          {!problem.isParked && (
            <Button size="small" appearance="subtle" onClick={onSkip}>
              {t(problem.isSkipped ? 'run.unskip' : 'run.skip')}
            </Button>
          )}
        </div>
        {isOpen && <Items cause={problem.cause} revision={revision} />}
      </div>
    </li>
  );
}

/** Errors by cause, each with what to do about it. */
export function Problems({ run }: { readonly run: RunState }): ReactElement {
  const { t } = useWords();
  const action = useAction();
  const paths = usePaths();
  const revision = `${String(run.refused)} ${String(run.mailboxes.needsYou)} ${String(run.mailboxes.parked)} ${run.status}`;
  const { value, error, reload } = useAnswer('run.problems', {}, revision);
  const problems = value?.problems ?? [];
  const shownError = error ?? action.error;
  async function exportList(): Promise<void> {
    const path = await paths.save('failures', 'failures.csv');
    if (path !== null) await action.run('run.exportFailures', { path });
  }
  return (
    <section className="problems" aria-labelledby="problems-title">
      <div className="mailboxes-head">
        <h2 className="section-title" id="problems-title">
          {t('run.needsYou')}
        </h2>
        {problems.length > 0 && (
          <Link as="button" onClick={() => void exportList()}>
            {t('run.exportList')}
          </Link>
        )}
      </div>
      {shownError !== null && <ErrorCard error={shownError} />}
      {problems.length === 0 && <p className="card quiet problems-none">{t('run.nothingNeedsYou')}</p>}
      <ul className="stack is-tight" aria-live="polite">
        {problems.map((problem) => (
          <Problem
            key={problem.cause}
            problem={problem}
            revision={revision}
            onRetry={() => void action.run('run.retry', { cause: problem.cause }).then(reload)}
            onSkip={() => void action.run('run.skip', { cause: problem.cause, skip: !problem.isSkipped }).then(reload)}
          />
        ))}
      </ul>
      {paths.dialog}
    </section>
  );
}
