import { Button, Link } from '@fluentui/react-components';
import { useEffect, useRef, type ReactElement } from 'react';
import type { Issue } from '../../../shared/contract/wizard/steps.ts';
import { useWords } from '../text/useWords.ts';
import { StateIcon } from '../ui/StateBadge.tsx';

export interface IssueSummaryProps {
  readonly step: string;
  readonly issues: readonly Issue[];
  /** Each try to go on brings the focus here; a field that is put right keeps it. */
  readonly attempt: number;
  readonly onAcknowledge: () => void;
}

function focusField(step: string, field: string): void {
  document.getElementById(`${step}-${field}`)?.focus();
}

/** Why Next did not go on; warnings alone can be taken note of. */
export function IssueSummary({ step, issues, attempt, onAcknowledge }: IssueSummaryProps): ReactElement {
  const { t } = useWords();
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => frame.current?.focus(), [attempt]);
  const blocking = issues.filter(({ level }) => level === 'blocking');
  const shown = blocking.length > 0 ? blocking : issues;
  return (
    <div ref={frame} className={`card issue-summary ${blocking.length > 0 ? 'is-blocking' : ''}`} role="alert" tabIndex={-1}>
      <StateIcon state={blocking.length > 0 ? 'failed' : 'warning'} />
      <div className="error-words">
        <p className="strong">
          {blocking.length > 0 ? t('issues.blocking', { count: blocking.length }) : t('issues.warnings', { count: shown.length })}
        </p>
        <ul>
          {shown.map((issue) => (
            <li key={`${issue.code} ${issue.field}`}>
              {issue.field === '' ? (
                issue.sentence
              ) : (
                <Link as="button" onClick={() => focusField(step, issue.field)}>
                  {issue.sentence}
                </Link>
              )}{' '}
              <span className="quiet">{issue.remedy}</span>
            </li>
          ))}
        </ul>
        {blocking.length === 0 && (
          <Button size="small" onClick={onAcknowledge}>
            {t('issues.acknowledge', { count: shown.length })}
          </Button>
        )}
      </div>
    </div>
  );
}
