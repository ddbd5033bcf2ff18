import type { ReactElement, ReactNode } from 'react';

export interface EmptyStateProps {
  readonly icon: ReactNode;
  readonly title: string;
  /** Why it is empty. */
  readonly reason: string;
  /** The one way out. */
  readonly action?: ReactNode;
}

/** Nothing is here, why, and the one way out. */
export function EmptyState({ icon, title, reason, action }: EmptyStateProps): ReactElement {
  return (
    <div className="empty-state">
      <span className="empty-icon" aria-hidden="true">
        {icon}
      </span>
      <div>
        <p className="strong">{title}</p>
        <p className="quiet">{reason}</p>
        {action !== undefined && <div className="empty-action">{action}</div>}
      </div>
    </div>
  );
}
