import type { ReactElement, ReactNode } from 'react';

export interface CardProps {
  readonly title?: ReactNode;
  readonly lead?: ReactNode;
  readonly action?: ReactNode;
  readonly children?: ReactNode;
  readonly className?: string;
  /** Rows reach the edges; texts get a margin. */
  readonly isFlush?: boolean;
}

/** A quiet frame around what belongs together. */
export function Card({ title, lead, action, children, className = '', isFlush = false }: CardProps): ReactElement {
  const hasHead = title !== undefined || action !== undefined;
  return (
    <section className={`card ${className}`}>
      {hasHead && (
        <header className="card-head">
          <div className="card-words">
            {title !== undefined && <h2 className="section-title">{title}</h2>}
            {lead !== undefined && <p className="caption">{lead}</p>}
          </div>
          {action !== undefined && <div className="card-action">{action}</div>}
        </header>
      )}
      {children !== undefined && children !== null && children !== false && <div className={isFlush ? '' : 'card-body'}>{children}</div>}
    </section>
  );
}
