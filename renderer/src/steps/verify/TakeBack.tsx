import { Button } from '@fluentui/react-components';
import { ArrowUndo20Regular, DocumentSearch20Regular } from '@fluentui/react-icons';
import { useState, type ReactElement } from 'react';
import type { UndoOutcome } from '../../../../shared/contract/wizard/undo.ts';
import { useWords } from '../../text/useWords.ts';
import { Card } from '../../ui/Card.tsx';
import { ErrorCard } from '../../ui/ErrorCard.tsx';
import { JobCard } from '../../wizard/JobCard.tsx';
import { isBusy, jobOf } from '../../wizard/store.ts';
import { useAnswer } from '../../wizard/useAnswer.ts';
import { useAction, useFrame } from '../../wizard/useWizard.ts';

const SHOWN = 100;

/** Each item that stays, and why. */
function Kept({ revision }: { readonly revision: string }): ReactElement {
  const { t } = useWords();
  const { value, error } = useAnswer('undo.kept', { limit: SHOWN }, revision);
  if (error !== null) return <ErrorCard error={error} />;
  return (
    <div className="kept-list" tabIndex={0} role="group" aria-label={t('undo.list')}>
      <table className="plain-table" aria-label={t('undo.list')}>
        <thead>
          <tr>
            <th scope="col">{t('run.column.mailbox')}</th>
            <th scope="col">{t('undo.list')}</th>
            <th scope="col">{t('undo.column.reason')}</th>
          </tr>
        </thead>
        <tbody>
          {(value?.rows ?? []).map((row) => (
            <tr key={`${row.mailbox} ${row.key}`}>
              <td>{row.name}</td>
              <td>{row.subject === '' ? t('row.noTitle') : row.subject}</td>
              <td>{t(`undo.reason.${row.reason}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {value !== null && value.total > SHOWN && <p className="caption">{t('undo.more', { count: value.total - SHOWN })}</p>}
    </div>
  );
}

/** What a look found, or an undo did, in words. */
export function undoSentence({ isCheck, removed }: Pick<UndoOutcome, 'isCheck' | 'removed'>): 'undo.would' | 'undo.nothing' | 'undo.done' {
  if (!isCheck) return 'undo.done';
  return removed === 0 ? 'undo.nothing' : 'undo.would';
}

function Outcome({ outcome }: { readonly outcome: UndoOutcome }): ReactElement {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const { isCheck, removed, kept, gone, closed, at } = outcome;
  return (
    <div className="stack is-tight" role="status">
      <p className="strong">{t(undoSentence(outcome), { count: removed })}</p>
      <p>
        {kept > 0 ? t('undo.kept', { count: kept }) : removed > 0 && isCheck ? t('undo.noneKept') : ''}{' '}
        {gone > 0 && t('undo.gone', { count: gone })} {!isCheck && t('undo.doneText')}
      </p>
      {closed.map(({ mailbox, name, error }) => (
        <ErrorCard key={mailbox} error={{ ...error, sentence: `${name}: ${error.sentence}` }} />
      ))}
      {kept > 0 && (
        <div>
          <Button size="small" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)} data-action="undo-kept">
            {t(isOpen ? 'undo.hide' : 'undo.show', { count: kept })}
          </Button>
        </div>
      )}
      {isOpen && <Kept revision={at} />}
    </div>
  );
}

/** Undo: looks first, tells what goes and what stays, and only then offers the named button. */
export function TakeBack(): ReactElement {
  const { t } = useWords();
  const frame = useFrame();
  const action = useAction();
  const jobs = [jobOf(frame, 'undo-check'), jobOf(frame, 'undo')] as const;
  const [check, undo] = jobs;
  const isAtWork = jobs.some(isBusy);
  const revision = `${jobs.map((job) => job?.endedAt ?? '').join(' ')} ${String(frame.truth.written)}`;
  const outcome = useAnswer('undo.outcome', {}, revision).value?.outcome ?? null;
  const look = (): void => void action.run('undo.check', {});
  const remove = (): void => void action.run('undo.start', {});
  return (
    <Card title={t('undo.title')} lead={t('undo.lead')}>
      <div className="stack is-tight">
        {action.error !== null && <ErrorCard error={action.error} />}
        <JobCard job={isBusy(undo) ? null : check} title={t('undo.checking')} onRetry={look} />
        <JobCard job={isBusy(check) ? null : undo} title={t('undo.doing')} onRetry={look} />
        {outcome !== null && !isAtWork && <Outcome outcome={outcome} />}
        {!isAtWork && (
          <div className="row">
            {outcome?.isCheck === true && outcome.removed > 0 && (
              <Button icon={<ArrowUndo20Regular />} disabledFocusable={action.isBusy} onClick={remove} data-action="undo">
                {t('undo.do', { count: outcome.removed })}
              </Button>
            )}
            <Button
              icon={<DocumentSearch20Regular />}
              appearance={outcome === null ? 'secondary' : 'subtle'}
              disabledFocusable={action.isBusy}
              onClick={look}
              data-action="undo-check"
            >
              {t(outcome === null ? 'undo.check' : 'undo.checkAgain')}
            </Button>
          </div>
        )}
        {frame.settings.target.flavour === 'online' && <p className="caption">{t('undo.deadline')}</p>}
      </div>
    </Card>
  );
}
