import {
  ArrowSwap16Regular,
  Checkmark16Regular,
  DismissCircle16Filled,
  Edit16Filled,
  SubtractCircle16Filled,
  type FluentIcon,
} from '@fluentui/react-icons';
import type { ReactElement } from 'react';

export type DifferenceKind = 'same' | 'mapped' | 'changed' | 'in-part' | 'not-carried';

const ICONS: Readonly<Record<DifferenceKind, FluentIcon>> = {
  same: Checkmark16Regular,
  mapped: ArrowSwap16Regular,
  changed: Edit16Filled,
  'in-part': SubtractCircle16Filled,
  'not-carried': DismissCircle16Filled,
};

/** One of the five words of a difference, with its icon. */
export function DifferenceWord({ kind, text }: { readonly kind: DifferenceKind; readonly text: string }): ReactElement {
  const Icon = ICONS[kind];
  return (
    <span className={`difference difference-${kind}`}>
      <Icon aria-hidden="true" />
      <span>{text}</span>
    </span>
  );
}
