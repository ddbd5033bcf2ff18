import { Button } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { StateIcon } from './StateBadge.tsx';

export interface ShownError {
  readonly code: string;
  readonly sentence: string;
  readonly remedy: string;
  readonly detail?: string | undefined;
}

export interface ErrorCardProps {
  readonly error: ShownError;
  readonly retryLabel?: string;
  readonly onRetry?: () => void;
}

/** In place, beside its cause: what happened, what to do, the code last. Never a toast. */
export function ErrorCard({ error, retryLabel, onRetry }: ErrorCardProps): ReactElement {
  return (
    <div className="card error-card" role="alert">
      <StateIcon state="failed" />
      <div className="error-words">
        <p className="strong">{error.sentence}</p>
        <p>{error.remedy}</p>
        <p className="error-end">
          {onRetry !== undefined && retryLabel !== undefined && (
            <Button size="small" onClick={onRetry}>
              {retryLabel}
            </Button>
          )}
          <span className="caption error-code">{error.detail === undefined ? error.code : `${error.code}: ${error.detail}`}</span>
        </p>
      </div>
    </div>
  );
}
