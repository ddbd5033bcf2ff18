import { ProgressBar } from '@fluentui/react-components';
import type { ReactElement } from 'react';

export interface ProgressLineProps {
  readonly label: string;
  /** 0 to 1; null while nobody can know. */
  readonly value: number | null;
  readonly tone?: 'brand' | 'success' | 'quiet';
  readonly thickness?: 'medium' | 'large';
}

/** A bar with a name. Nothing else moves. */
export function ProgressLine({ label, value, tone = 'brand', thickness = 'large' }: ProgressLineProps): ReactElement {
  return (
    <ProgressBar
      aria-label={label}
      className={tone === 'quiet' ? 'progress-quiet' : ''}
      color={tone === 'success' ? 'success' : 'brand'}
      thickness={thickness}
      {...(value === null ? {} : { value: Math.min(1, Math.max(0, value)), max: 1 })}
    />
  );
}
