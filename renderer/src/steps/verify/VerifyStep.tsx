import { Button } from '@fluentui/react-components';
import { ArrowSync20Regular, ClipboardCheckmark20Regular, DocumentArrowDown20Regular } from '@fluentui/react-icons';
import { useRef, useState, type ReactElement } from 'react';
import type { ProcedureOutput } from '../../../../shared/contract/procedures.ts';
import { moment, percent } from '../../text/time.ts';
import { useWords } from '../../text/useWords.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorCard } from '../../ui/ErrorCard.tsx';
import { StateBadge, type StateName } from '../../ui/StateBadge.tsx';
import { JobCard } from '../../wizard/JobCard.tsx';
import { isBusy, jobOf } from '../../wizard/store.ts';
import { StepPage } from '../../wizard/StepPage.tsx';
import { useAnswer } from '../../wizard/useAnswer.ts';
import { useAction, useFrame } from '../../wizard/useWizard.ts';
import { CarryOver } from './CarryOver.tsx';
import { Differences } from './Differences.tsx';
import { Report, useReport } from './Report.tsx';
import { TakeBack } from './TakeBack.tsx';
import { Verdicts } from './Verdicts.tsx';
import './verify.css';

type Summary = NonNullable<ProcedureOutput<'verify.summary'>['summary']>;

/** One figure with its fraction, and the table behind it. */
function Parity({ summary }: { readonly summary: Summary }): ReactElement {
  const words = useWords();
  const { t, locale } = words;
  const rows = [
    ['items', summary.itemsPlanned, summary.itemsWritten],
    ['instances', summary.instancesSource, summary.instancesFound],
    ['tracking', summary.trackingSource, summary.trackingFound],
    ['own', summary.ownSource, summary.ownFound],
  ] as const;
  const isWhole = summary.differences === 0;
  return (
    <div className="card parity">
      <div className="parity-figure">
        <p className="figure">{percent(words, summary.instancesFound, summary.instancesSource, 2)}</p>
        <p>{t('verify.parity', { found: summary.instancesFound, count: summary.instancesSource })}</p>
        <StateBadge state={isWhole ? 'ready' : 'warning'}>
          {isWhole ? t('verify.whole') : t('verify.notWhole', { count: summary.differences })}
        </StateBadge>
        {summary.waiting > 0 && <p className="caption">{t('verify.waiting', { count: summary.waiting })}</p>}
      </div>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('verify.column.compared')}</th>
            <th scope="col" className="is-number">
              {t('verify.column.planned')}
            </th>
            <th scope="col" className="is-number">
              {t('verify.column.found')}
            </th>
            <th scope="col">{t('verify.column.result')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([key, planned, found]) => (
            <tr key={key}>
              <td>{t(`verify.row.${key}`)}</td>
              <td className="is-number">{planned.toLocaleString(locale)}</td>
              <td className="is-number">{found.toLocaleString(locale)}</td>
              <td>
                <StateBadge state={found === planned || isWhole ? 'ready' : 'warning'}>
                  {found === planned
                    ? t('verify.equal')
                    : t(isWhole ? 'verify.asPlanned' : found < planned ? 'verify.missing' : 'verify.more', {
                        count: Math.abs(planned - found),
                      })}
                </StateBadge>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function useStatus(summary: Summary | null): { readonly state: StateName; readonly text: string } | null {
  const words = useWords();
  const frame = useFrame();
  if (isBusy(jobOf(frame, 'verify'))) return { state: 'running', text: words.t('verify.status.comparing') };
  if (summary === null) return { state: 'empty', text: words.t('verify.status.none') };
  return {
    state: summary.differences === 0 ? 'ready' : 'warning',
    text: words.t('verify.status.at', { when: moment(words, summary.verifiedAt, new Date()) }),
  };
}

/** Step 9: prove that all arrived, and keep the proof. */
export function VerifyStep(): ReactElement {
  const { t } = useWords();
  const frame = useFrame();
  const action = useAction();
  const report = useReport();
  const [mailbox, setMailbox] = useState<string | null>(null);
  const differences = useRef<HTMLDivElement>(null);
  const job = jobOf(frame, 'verify');
  const answer = useAnswer('verify.summary', {}, frame.facts.verification?.verifiedAt ?? '');
  const summary = answer.value?.summary ?? null;
  const status = useStatus(summary);
  const start = (): void => void action.run('verify.start', {});
  return (
    <StepPage
      step="verify"
      title={t('step.verify')}
      lead={t('verify.lead')}
      status={status}
      actions={
        summary === null ? undefined : (
          <Button icon={<ArrowSync20Regular />} disabledFocusable={isBusy(job)} onClick={start}>
            {t('verify.again')}
          </Button>
        )
      }
      primary={
        summary === null ? (
          <Button
            appearance="primary"
            icon={<ClipboardCheckmark20Regular />}
            disabledFocusable={isBusy(job)}
            onClick={start}
            data-action="verify"
          >
            {t('verify.start')}
          </Button>
        ) : (
          <Button
            appearance="primary"
            icon={<DocumentArrowDown20Regular />}
            disabledFocusable={report.isBusy}
            onClick={() => void report.save()}
            data-action="save-report"
          >
            {t('verify.save')}
          </Button>
        )
      }
    >
      <div className="stack">
        {action.error !== null && <ErrorCard error={action.error} />}
        {answer.error !== null && <ErrorCard error={answer.error} />}
        <JobCard job={job} title={t('verify.comparing')} onRetry={start} />
        {summary === null && !isBusy(job) && (
          <>
            <div className="card">
              <EmptyState icon={<ClipboardCheckmark20Regular />} title={t('verify.none')} reason={t('verify.noneReason')} />
            </div>
            <CarryOver />
            <TakeBack />
          </>
        )}
        {summary !== null && (
          <>
            <Parity summary={summary} />
            <div className="verify-columns">
              <div className="stack">
                <Differences summary={summary} mailbox={mailbox} frame={differences} onClearMailbox={() => setMailbox(null)} />
                <Report report={report} />
                <CarryOver />
                <TakeBack />
              </div>
              <Verdicts
                revision={summary.verifiedAt}
                onShow={(chosen) => {
                  setMailbox(chosen);
                  differences.current?.focus();
                }}
              />
            </div>
          </>
        )}
      </div>
      {report.dialog}
    </StepPage>
  );
}
