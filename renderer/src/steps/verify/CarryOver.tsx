import { Button } from '@fluentui/react-components';
import { ArrowSyncCheckmark20Regular } from '@fluentui/react-icons';
import { useState, type ReactElement } from 'react';
import { deltaAction, type DeltaOutcome } from '../../../../shared/contract/wizard/delta.ts';
import { useWords } from '../../text/useWords.ts';
import { ErrorCard } from '../../ui/ErrorCard.tsx';
import { useAnswer } from '../../wizard/useAnswer.ts';
import { useFrame } from '../../wizard/useWizard.ts';
import { FoundItems, LookFirst, useLook } from './LookFirst.tsx';

const SHOWN = 100;
/** What was kept has a sentence of its own. */
const COUNTED = deltaAction.exclude(['kept']).options;

/** Each item that changed on the Mac, and what becomes of it. */
function Items({ revision }: { readonly revision: string }): ReactElement {
  const { t } = useWords();
  const { value, error } = useAnswer('delta.items', { limit: SHOWN }, revision);
  if (error !== null) return <ErrorCard error={error} />;
  const rows = value?.rows ?? [];
  const total = value?.total ?? 0;
  return (
    <FoundItems
      label={t('delta.list')}
      columns={[t('run.column.mailbox'), t('delta.column.title'), t('delta.column.action')]}
      rows={rows}
      keyOf={(row) => `${row.mailbox} ${row.key} ${row.action}`}
      cells={(row) => [
        row.name,
        row.subject === '' ? t('row.noTitle') : row.subject,
        <>
          {t(`delta.action.${row.action}`)}
          {row.reason !== null && <span className="caption"> {t(`undo.reason.${row.reason}`)}</span>}
        </>,
      ]}
      more={total > SHOWN ? t('delta.more', { count: total - SHOWN }) : null}
    />
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
export function CarryOver(): ReactElement {
  const { t } = useWords();
  const { facts } = useFrame();
  const look = useLook('delta');
  const outcome = useAnswer('delta.outcome', {}, `${look.revision} ${facts.plan?.hash ?? ''}`).value?.outcome ?? null;
  const canCarry = outcome?.isCheck === true && outcome.carried > 0;
  return (
    <LookFirst
      look={look}
      doing={t('delta.carrying')}
      offer={canCarry ? { icon: <ArrowSyncCheckmark20Regular />, words: t('delta.do', { count: outcome.carried }) } : null}
      outcome={outcome === null ? null : <Outcome outcome={outcome} />}
    />
  );
}
