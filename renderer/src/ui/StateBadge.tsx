import {
  ArrowSyncCircle20Regular,
  CheckmarkCircle20Filled,
  CheckmarkCircle20Regular,
  Circle20Regular,
  CircleHalfFill20Filled,
  Clock20Regular,
  DismissCircle20Filled,
  ErrorCircle20Filled,
  Globe20Regular,
  PauseCircle20Filled,
  PlayCircle20Filled,
  QuestionCircle20Filled,
  QuestionCircle20Regular,
  SubtractCircle20Regular,
  Warning20Filled,
  type FluentIcon,
} from '@fluentui/react-icons';
import type { ReactElement, ReactNode } from 'react';

/** Every state there is, once. The shapes differ, so they survive greyscale and forced colours. */
export type StateName =
  | 'ready'
  | 'confirm'
  | 'decide'
  | 'warning'
  | 'failed'
  | 'parked'
  | 'waiting'
  | 'empty'
  | 'here'
  | 'running'
  | 'writing'
  | 'outside'
  | 'left-out'
  | 'tentative'
  | 'declined';

const ICONS: Readonly<Record<StateName, FluentIcon>> = {
  ready: CheckmarkCircle20Filled,
  confirm: CheckmarkCircle20Regular,
  decide: QuestionCircle20Filled,
  warning: Warning20Filled,
  failed: ErrorCircle20Filled,
  parked: PauseCircle20Filled,
  waiting: Clock20Regular,
  empty: Circle20Regular,
  here: CircleHalfFill20Filled,
  running: PlayCircle20Filled,
  writing: ArrowSyncCircle20Regular,
  outside: Globe20Regular,
  'left-out': SubtractCircle20Regular,
  tentative: QuestionCircle20Regular,
  declined: DismissCircle20Filled,
};

/** The icon alone, where the word stands beside it already. */
export function StateIcon({ state }: { readonly state: StateName }): ReactElement {
  const Icon = ICONS[state];
  return <Icon className={`state-icon state-${state}`} aria-hidden="true" />;
}

/** Icon, then word; colour comes third. */
export function StateBadge({ state, children }: { readonly state: StateName; readonly children: ReactNode }): ReactElement {
  return (
    <span className="state-badge">
      <StateIcon state={state} />
      <span>{children}</span>
    </span>
  );
}
