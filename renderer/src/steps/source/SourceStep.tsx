import { Button } from '@fluentui/react-components';
import { ArrowDownload20Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { plainDay } from '../../text/time.ts';
import { useWords } from '../../text/useWords.ts';
import { ErrorCard } from '../../ui/ErrorCard.tsx';
import type { StateName } from '../../ui/StateBadge.tsx';
import { ConnectionChecks, countChecks, useChecklist } from '../../wizard/ConnectionChecks.tsx';
import { JobCard } from '../../wizard/JobCard.tsx';
import { PeopleList } from '../../wizard/PeopleList.tsx';
import { objectsOf } from '../../wizard/railLine.ts';
import { isBusy, jobOf } from '../../wizard/store.ts';
import { StepPage } from '../../wizard/StepPage.tsx';
import { useAction, useFrame } from '../../wizard/useWizard.ts';
import { SourceForm } from './SourceForm.tsx';
import './source.css';

function useStatus(): { readonly state: StateName; readonly text: string } {
  const { t } = useWords();
  const frame = useFrame();
  const list = useChecklist('source');
  const { failed } = countChecks(list?.steps ?? []);
  if (isBusy(jobOf(frame, 'snapshot'))) return { state: 'running', text: t('source.status.reading') };
  if (failed > 0) return { state: 'failed', text: t('source.status.failed', { count: failed }) };
  if (frame.facts.snapshot !== null) return { state: 'ready', text: t('source.status.ready', { count: objectsOf(frame) }) };
  return (list?.testedAt ?? null) === null
    ? { state: 'empty', text: t('source.status.untested') }
    : { state: 'confirm', text: t('source.status.unread') };
}

/** The copy of the calendars that everything later works on. */
function Snapshot(): ReactElement {
  const words = useWords();
  const { t } = words;
  const frame = useFrame();
  const action = useAction();
  const { snapshot } = frame.facts;
  const job = jobOf(frame, 'snapshot');
  const list = useChecklist('source');
  const counts = countChecks(list?.steps ?? []);
  const isTested = (list?.testedAt ?? null) !== null && counts.failed === 0 && counts.waiting === 0;
  const start = (): void => void action.run('source.takeSnapshot', {});
  return (
    <div className="stack is-tight">
      {action.error !== null && <ErrorCard error={action.error} />}
      <JobCard job={job} title={t('source.reading')} onRetry={start} />
      {!isBusy(job) && (
        <div className="card snapshot-card">
          <div>
            <p className="section-title">{snapshot === null ? t('source.read') : t('source.haveRead', { count: objectsOf(frame) })}</p>
            <p className="caption">
              {snapshot === null
                ? t('source.readLead')
                : t('source.haveReadLead', {
                    day: plainDay(words, snapshot.takenAt),
                    homes: snapshot.counts['homes'] ?? 0,
                    calendars: snapshot.counts['calendars'] ?? 0,
                    notes: snapshot.notes,
                  })}
            </p>
          </div>
          <Button
            appearance={snapshot === null && isTested ? 'primary' : 'secondary'}
            icon={<ArrowDownload20Regular />}
            onClick={start}
            data-action="take-snapshot"
          >
            {t(snapshot === null ? 'source.takeSnapshot' : 'source.takeAgain')}
          </Button>
        </div>
      )}
      {snapshot !== null && <PeopleList revision={snapshot.fingerprint} />}
    </div>
  );
}

/** Step 2: where the Apple calendars are, live checks, and the one consistent copy. */
export function SourceStep(): ReactElement {
  const { t } = useWords();
  const { facts } = useFrame();
  return (
    <StepPage step="source" title={t('step.source')} lead={t('source.lead')} status={useStatus()} isDone={facts.snapshot !== null}>
      <div className="two-columns">
        <SourceForm />
        <div className="stack comes-first">
          <ConnectionChecks area="source" title={t('source.checks')} />
          <Snapshot />
        </div>
      </div>
    </StepPage>
  );
}
