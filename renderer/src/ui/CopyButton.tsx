import { Button } from '@fluentui/react-components';
import { Checkmark16Regular, Copy16Regular } from '@fluentui/react-icons';
import { useEffect, useState, type ReactElement } from 'react';

export interface CopyButtonProps {
  readonly label: string;
  readonly doneLabel: string;
  readonly onCopy: () => Promise<boolean>;
  readonly appearance?: 'secondary' | 'subtle';
}

const SHOWN_MS = 2000;

/** Copies, and says so where it was pressed. */
export function CopyButton({ label, doneLabel, onCopy, appearance = 'secondary' }: CopyButtonProps): ReactElement {
  const [isDone, setDone] = useState(false);
  useEffect(() => {
    if (!isDone) return undefined;
    const timer = setTimeout(() => setDone(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isDone]);
  return (
    <Button
      size="small"
      appearance={appearance}
      icon={isDone ? <Checkmark16Regular /> : <Copy16Regular />}
      onClick={() => void onCopy().then(setDone)}
    >
      <span aria-live="polite">{isDone ? doneLabel : label}</span>
    </Button>
  );
}
