import { Button, Checkbox } from '@fluentui/react-components';
import { Checkmark20Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { useWords } from '../../text/useWords.ts';
import type { Decision } from './Candidates.tsx';

export interface BulkBarProps {
  readonly selected: number;
  readonly total: number;
  /** Guesses with one candidate at most. */
  readonly safe: readonly string[];
  readonly isAllSafe: boolean;
  readonly onSelectAll: () => void;
  readonly onSelectSafe: () => void;
  readonly onConfirmSafe: () => void;
  readonly onDecide: (decision: Decision) => void;
  readonly onClear: () => void;
  /** While a mapping is suggested nothing can be decided. */
  readonly isWaiting: boolean;
}

/** What can be done with many rows at once, and why it is safe. */
export function BulkBar(props: BulkBarProps): ReactElement | null {
  const { t } = useWords();
  const { selected, safe } = props;
  if (selected === 0 && safe.length === 0) return null;
  if (selected === 0) {
    return (
      <div className="bulk-bar">
        <span className="strong">{t('mapping.bulk.safe', { count: safe.length })}</span>
        <span className="bulk-text quiet">{t('mapping.bulk.safeWhy')}</span>
        <Button
          size="small"
          appearance="primary"
          icon={<Checkmark20Regular />}
          disabledFocusable={props.isWaiting}
          onClick={props.onConfirmSafe}
          data-action="confirm-safe"
        >
          {t('mapping.confirm', { count: safe.length })}
        </Button>
        <Button size="small" onClick={props.onSelectSafe}>
          {t('mapping.bulk.look')}
        </Button>
      </div>
    );
  }
  return (
    <div className="bulk-bar" role="status">
      <Checkbox
        checked={selected >= props.total ? true : 'mixed'}
        aria-label={t('mapping.selectAll', { count: props.total })}
        onChange={props.onSelectAll}
      />
      <span className="strong">{t('mapping.bulk.selected', { count: selected })}</span>
      <span className="bulk-text quiet">{props.isAllSafe ? t('mapping.bulk.allSafe') : t('mapping.bulk.notAllSafe')}</span>
      <Button
        size="small"
        appearance="primary"
        icon={<Checkmark20Regular />}
        disabledFocusable={props.isWaiting}
        onClick={() => props.onDecide({ decision: 'confirm', email: null })}
      >
        {t('mapping.confirm', { count: selected })}
      </Button>
      <Button size="small" disabledFocusable={props.isWaiting} onClick={() => props.onDecide({ decision: 'left-out', email: null })}>
        {t('mapping.leaveOutMany', { count: selected })}
      </Button>
      <Button size="small" appearance="subtle" onClick={props.onClear}>
        {t('mapping.clear')}
      </Button>
    </div>
  );
}
