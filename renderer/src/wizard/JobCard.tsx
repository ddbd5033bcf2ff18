import { Button } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { Job } from '../../../shared/contract/wizard/jobs.ts';
import { isMessageKey } from '../text/catalogue.ts';
import { duration, megabytes } from '../text/time.ts';
import { useWords } from '../text/useWords.ts';
import { ErrorCard } from '../ui/ErrorCard.tsx';
import { ProgressLine } from '../ui/ProgressLine.tsx';
import { isBusy } from './store.ts';
import { useAction } from './useWizard.ts';

export interface JobCardProps {
  readonly job: Job | null;
  readonly title: string;
  readonly onRetry?: () => void;
}

/** How far a job is, in words and as a bar; its error in place when it failed. The step may be left meanwhile. */
export function JobCard({ job, title, onRetry }: JobCardProps): ReactElement | null {
  const words = useWords();
  const { t } = words;
  const stopping = useAction();
  if (job === null) return null;
  if (job.status === 'failed' && job.error !== null) {
    return <ErrorCard error={job.error} {...(onRetry === undefined ? {} : { retryLabel: t('job.retry'), onRetry })} />;
  }
  if (!isBusy(job)) return null;
  const amount = (value: number): string =>
    job.unit === 'bytes' ? megabytes(words, value) : t(`job.unit.${job.unit}`, { count: Math.round(value) });
  const phaseKey = `job.phase.${job.phase}`;
  const so =
    job.total === null ? t('job.soFar', { done: amount(job.done) }) : t('job.of', { done: amount(job.done), total: amount(job.total) });
  const left = job.secondsLeft === null ? '' : t('job.left', { time: duration(words, job.secondsLeft) });
  return (
    <div className="card job-card">
      <div className="job-words">
        <p className="strong" role="status">
          {title}
        </p>
        <p className="caption">{[isMessageKey(phaseKey) ? t(phaseKey) : '', so, left, t('job.mayLeave')].filter(Boolean).join(' · ')}</p>
      </div>
      <Button
        size="small"
        disabledFocusable={job.status === 'stopping' || stopping.isBusy}
        onClick={() => void stopping.run('job.stop', { kind: job.kind })}
      >
        {t(job.status === 'stopping' ? 'job.stopping' : 'job.stop')}
      </Button>
      <ProgressLine label={title} value={job.total === null || job.total === 0 ? null : job.done / job.total} />
    </div>
  );
}
