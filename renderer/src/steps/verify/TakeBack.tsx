import { Button } from '@fluentui/react-components';
import { ArrowUndo20Regular } from '@fluentui/react-icons';
import { useState, type ReactElement } from 'react';
import type { UndoOutcome } from '../../../../shared/contract/wizard/undo.ts';
import { useWords } from '../../text/useWords.ts';
import { ErrorCard } from '../../ui/ErrorCard.tsx';
import { useAnswer } from '../../wizard/useAnswer.ts';
import { useFrame } from '../../wizard/useWizard.ts';
import { FoundItems, LookFirst, useLook } from './LookFirst.tsx';

const SHOWN = 100;

/** Each item that stays, and why. */
function Kept({ revision }: { readonly revision: string }): ReactElement {
  const { t } = useWords();
  const { value, error } = useAnswer('undo.kept', { limit: SHOWN }, revision);
  if (error !== null) return <ErrorCard error={error} />;
  const rows = value?.rows ?? [];
  const total = value?.total ?? 0;
  return (
    <FoundItems
      label={t('undo.list')}
      columns={[t('run.column.mailbox'), t('undo.list'), t('undo.column.reason')]}
      rows={rows}
      keyOf={(row) => `${row.mailbox} ${row.key}`}
      cells={(row) => [row.name, row.subject === '' ? t('row.noTitle') : row.subject, t(`undo.reason.${row.reason}`)]}
      more={total > SHOWN ? t('undo.more', { count: total - SHOWN }) : null}
    />
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
  const { settings } = useFrame();
  const look = useLook('undo');
  const outcome = useAnswer('undo.outcome', {}, look.revision).value?.outcome ?? null;
  const canRemove = outcome?.isCheck === true && outcome.removed > 0;
  return (
    <LookFirst
      look={look}
      doing={t('undo.doing')}
      offer={canRemove ? { icon: <ArrowUndo20Regular />, words: t('undo.do', { count: outcome.removed }) } : null}
      outcome={outcome === null ? null : <Outcome outcome={outcome} />}
    >
      {settings.target.flavour === 'online' && <p className="caption">{t('undo.deadline')}</p>}
    </LookFirst>
  );
}
