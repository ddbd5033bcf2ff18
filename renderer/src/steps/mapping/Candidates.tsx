import { Button, Input } from '@fluentui/react-components';
import { useState, type SyntheticEvent, type KeyboardEvent, type ReactElement } from 'react';
import type { WizardMappingRow } from '../../../../shared/contract/wizard/mapping.ts';
import { useWords } from '../../text/useWords.ts';

export interface Decision {
  readonly decision: 'mapped' | 'external' | 'left-out' | 'unmapped' | 'confirm';
  readonly email: string | null;
}

export interface CandidatesProps {
  readonly row: WizardMappingRow;
  readonly onDecide: (decision: Decision) => void;
  readonly onClose: () => void;
}

/** Opens inside its row, in the columns of the table, so that one compares downwards. */
export function Candidates({ row, onDecide, onClose }: CandidatesProps): ReactElement {
  const { t } = useWords();
  const [isTyping, setTyping] = useState(row.candidates.length === 0);
  const [email, setEmail] = useState('');
  function submit(event: SyntheticEvent): void {
    event.preventDefault();
    if (email.trim() !== '') onDecide({ decision: 'mapped', email: email.trim() });
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape') onClose();
    event.stopPropagation();
  }
  return (
    <div role="gridcell" className="candidates" onKeyDown={onKeyDown}>
      {row.candidates.length > 0 && (
        <div role="group" aria-label={t('mapping.candidates', { name: row.name })}>
          {row.candidates.map((candidate) => (
            <button key={candidate} type="button" className="candidate" onClick={() => onDecide({ decision: 'mapped', email: candidate })}>
              <span className="candidate-mark" aria-hidden="true" />
              <span className="quiet">{t('mapping.useThis')}</span>
              <span className="strong">{candidate}</span>
              <span className="caption">{candidate === row.email ? row.ruleSentence : t('mapping.alsoPossible')}</span>
            </button>
          ))}
        </div>
      )}
      {row.issues.map((issue) => (
        <p key={issue.code} className="caption candidate-issue">
          {issue.sentence}
        </p>
      ))}
      <form className="row candidate-deeds" onSubmit={submit}>
        {isTyping ? (
          <>
            <Input
              size="small"
              aria-label={t('mapping.address')}
              placeholder={t('mapping.addressExample')}
              value={email}
              onChange={(_event, data) => setEmail(data.value)}
            />
            <Button size="small" type="submit">
              {t('mapping.use')}
            </Button>
          </>
        ) : (
          <Button size="small" onClick={() => setTyping(true)}>
            {t('mapping.another')}
          </Button>
        )}
        {row.sourceAddress.includes('@') && (
          <Button size="small" onClick={() => onDecide({ decision: 'external', email: row.sourceAddress })}>
            {t('mapping.outside')}
          </Button>
        )}
        <Button size="small" onClick={() => onDecide({ decision: 'left-out', email: null })}>
          {t('mapping.leaveOut')}
        </Button>
        <span className="caption">{t('mapping.leaveOutCost', { count: row.events })}</span>
      </form>
    </div>
  );
}
