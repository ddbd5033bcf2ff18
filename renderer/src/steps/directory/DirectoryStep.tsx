import { Button } from '@fluentui/react-components';
import { BookContacts20Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { useWords } from '../../text/useWords.ts';
import { Card } from '../../ui/Card.tsx';
import { ErrorCard } from '../../ui/ErrorCard.tsx';
import { StateBadge, type StateName } from '../../ui/StateBadge.tsx';
import { ConnectionChecks } from '../../wizard/ConnectionChecks.tsx';
import { JobCard } from '../../wizard/JobCard.tsx';
import { isBusy, jobOf } from '../../wizard/store.ts';
import { StepPage } from '../../wizard/StepPage.tsx';
import { useAnswer } from '../../wizard/useAnswer.ts';
import { useAction, useFrame } from '../../wizard/useWizard.ts';
import { DirectoryForm } from './DirectoryForm.tsx';

function useStatus(): { readonly state: StateName; readonly text: string } {
  const { t } = useWords();
  const frame = useFrame();
  const { directory } = frame.facts;
  if (isBusy(jobOf(frame, 'directory'))) return { state: 'running', text: t('directory.status.reading') };
  if (directory === null) return { state: 'empty', text: t('directory.status.unread') };
  return {
    state: 'ready',
    text: t('directory.status.ready', { count: directory.people, rooms: directory.rooms, groups: directory.groups }),
  };
}

/** What each file or server gave. */
function Contributions(): ReactElement | null {
  const { t, locale } = useWords();
  const frame = useFrame();
  const { facts } = frame;
  // Read again, the same people may come from other origins.
  const readAt = jobOf(frame, 'directory')?.endedAt ?? '';
  const { value, error } = useAnswer(
    'directory.contributions',
    facts.directory === null ? null : {},
    `${readAt} ${JSON.stringify(facts.directory)}`,
  );
  if (error !== null) return <ErrorCard error={error} />;
  if (value === null) return null;
  return (
    <Card title={t('directory.gave')} lead={t('directory.gaveLead', { count: value.unknownPeople, conflicts: value.conflicts })} isFlush>
      <div className="table-scroll">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('directory.column.origin')}</th>
              <th scope="col">{t('directory.column.state')}</th>
              <th scope="col" className="is-number">
                {t('directory.column.records')}
              </th>
            </tr>
          </thead>
          <tbody>
            {value.contributions.map((one) => (
              <tr key={one.origin}>
                <td>
                  <span className="strong">{one.origin}</span>
                  {one.warnings.map((warning) => (
                    <p key={warning} className="caption">
                      {warning}
                    </p>
                  ))}
                  {one.error !== null && (
                    <p className="caption">
                      {one.error.sentence} {one.error.remedy}
                    </p>
                  )}
                </td>
                <td>
                  <StateBadge state={one.error !== null ? 'failed' : one.warnings.length > 0 ? 'warning' : 'ready'}>
                    {one.error !== null
                      ? t('directory.unreadable')
                      : one.warnings.length > 0
                        ? t('directory.warnings', { count: one.warnings.length })
                        : t('directory.readable')}
                  </StateBadge>
                </td>
                <td className="is-number">{one.records.toLocaleString(locale)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

/** Step 3: who is who. */
export function DirectoryStep(): ReactElement {
  const { t } = useWords();
  const frame = useFrame();
  const action = useAction();
  const job = jobOf(frame, 'directory');
  const isRead = frame.facts.directory !== null;
  const read = (): void => void action.run('directory.read', {});
  return (
    <StepPage step="directory" title={t('step.directory')} lead={t('directory.lead')} status={useStatus()} isDone={isRead}>
      <div className="two-columns">
        <DirectoryForm />
        <div className="stack comes-first">
          {frame.settings.directory.useServer && <ConnectionChecks area="directory" title={t('directory.checks')} />}
          {action.error !== null && <ErrorCard error={action.error} />}
          <JobCard job={job} title={t('directory.reading')} onRetry={read} />
          {!isBusy(job) && (
            <Card
              title={t(isRead ? 'directory.haveRead' : 'directory.read')}
              lead={t('directory.readLead')}
              action={
                <Button
                  appearance={isRead ? 'secondary' : 'primary'}
                  icon={<BookContacts20Regular />}
                  onClick={read}
                  data-action="read-directory"
                >
                  {t(isRead ? 'directory.readAgain' : 'directory.readNow')}
                </Button>
              }
            />
          )}
          <Contributions />
        </div>
      </div>
    </StepPage>
  );
}
