import type { ReactElement, ReactNode } from 'react';

/** Lines to copy into another window. Reachable by keyboard where it must scroll. */
export function Script({
  text,
  label,
  action,
}: {
  readonly text: string;
  readonly label: string;
  readonly action: ReactNode;
}): ReactElement {
  return (
    <div className="script">
      <pre tabIndex={0} aria-label={label}>
        {text}
      </pre>
      {action}
    </div>
  );
}
