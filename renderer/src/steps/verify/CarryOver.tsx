import { Button } from '@fluentui/react-components';
import { ArrowSyncCheckmark20Regular, DocumentSearch20Regular } from '@fluentui/react-icons';
import { useState, type ReactElement } from 'react';
import { deltaAction, type DeltaOutcome } from '../../../../shared/contract/wizard/delta.ts';
import { useWords } from '../../text/useWords.ts';
import { Card } from '../../ui/Card.tsx';
import { ErrorCard } from '../../ui/ErrorCard.tsx';
import { JobCard } from '../../wizard/JobCard.tsx';
import { isBusy, jobOf } from '../../wizard/store.ts';
import { useAnswer } from '../../wizard/useAnswer.ts';
import { useAction, useFrame } from '../../wizard/useWizard.ts';

const SHOWN = 100;
/** What was kept has a sentence of its own. */
const COUNTED = deltaAction.exclude(['kept']).options;

/** Each item that changed on the Mac, and what becomes of it. */
function Items({ revision }: { readonly revision: string }): ReactElement {
  const { t } = useWords();
  const { value, error } = useAnswer('delta.items', { limit: SHOWN }, revision);
  if (error !== null) return <ErrorCard error={error} />;
  return (
    <div className="kept-list" tabIndex={0} role="group" aria-label={t('delta.list')}>
      <table className="plain-table" aria-label={t('delta.list')}>
        <thead>
          <tr>
            <th scope="col">{t('run.column.mailbox')}</th>
            <th scope="col">{t('delta.column.title')}</th>
            <th scope="col">{t('delta.column.action')}</th>
          </tr>
        </thead>
        <tbody>
          {(value?.rows ?? []).map((row) => (
            <tr key={`${row.mailbox} ${row.key} ${row.action}`}>
              <td>{row.name}</td>
              <td>{row.subject === '' ? t('row.noTitle') : row.subject}</td>
              <td>
                {t(`delta.action.${row.action}`)}
                {row.reason !== null && <span className="caption"> {t(`undo.reason.${row.reason}`)}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {value !== null && value.total > SHOWN && <p className="caption">{t('delta.more', { count: value.total - SHOWN })}</p>}
    </div>
  );
}

function Outcome({ outcome }: { readonly outcome: DeltaOutcome }): ReactElement {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const { isCheck, changes, carried, kept, open, at } = outcome;
  const found = COUNTED.filter((action) => (changes[action] ?? 0) > 0);
  const sentence = !isCheck ? 'delta.done' : carried > 0 ? 'delta.would' : 'delta.nothing';
  return (
    <div className="stack is-tight" role="status">
      <p className="strong">{t(sentence, { count: carried })}</p>
      {found.length > 0 && (
        <ul className="delta-counts">
          {found.map((action) => (
            <li key={action}>{t(`delta.count.${action}`, { count: changes[action] ?? 0 })}</li>
          ))}
        </ul>
      )}
      {kept > 0 && <p>{t('delta.kept', { count: kept })}</p>}
      {open > 0 && <p>{t('delta.open', { count: open })}</p>}
      {found.length + kept > 0 && (
        <div>
          <Button size="small" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {t(isOpen ? 'undo.hide' : 'delta.show')}
          </Button>
        </div>
      )}
      {isOpen && <Items revision={at} />}
    </div>
  );
}

/** Delta: reads the source again, tells what differs, and only then offers the named button. */
export function CarryOver(): ReactElement | null {
  const { t } = useWords();
  const frame = useFrame();
  const action = useAction();
  const jobs = [jobOf(frame, 'delta-check'), jobOf(frame, 'delta')] as const;
  const [check, carry] = jobs;
  const isAtWork = jobs.some(isBusy);
  const revision = `${jobs.map((job) => job?.endedAt ?? '').join(' ')} ${String(frame.truth.written)} ${frame.facts.plan?.hash ?? ''}`;
  const outcome = useAnswer('delta.outcome', {}, revision).value?.outcome ?? null;
  const look = (): void => void action.run('delta.check', {});
  return (
    <Card title={t('delta.title')} lead={t('delta.lead')}>
      <div className="stack is-tight">
        {action.error !== null && <ErrorCard error={action.error} />}
        <JobCard job={isBusy(carry) ? null : check} title={t('delta.checking')} onRetry={look} />
        <JobCard job={isBusy(check) ? null : carry} title={t('delta.carrying')} onRetry={look} />
        {outcome !== null && !isAtWork && <Outcome outcome={outcome} />}
        {!isAtWork && (
          <div className="row">
            {outcome?.isCheck === true && outcome.carried > 0 && (
              <Button
                icon={<ArrowSyncCheckmark20Regular />}
                disabledFocusable={action.isBusy}
                onClick={() => void action.run('delta.start', {})}
                data-action="delta"
              >
                {t('delta.do', { count: outcome.carried })}
              </Button>
            )}
            <Button
              icon={<DocumentSearch20Regular />}
              appearance={outcome === null ? 'secondary' : 'subtle'}
              disabledFocusable={action.isBusy}
              onClick={look}
              data-action="delta-check"
            >
              {t(outcome === null ? 'delta.check' : 'undo.checkAgain')}
            </Button>
          </div>
        )}
      </div>
    </Card>
  );
}
