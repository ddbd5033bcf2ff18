import { ToggleButton } from '@fluentui/react-components';
import type { ReactElement } from 'react';

export interface ChipProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly onToggle: () => void;
  readonly icon?: ReactElement;
}

/** A filter: pressed narrows the list, none pressed shows all. */
export function Chip({ label, isOn, onToggle, icon }: ChipProps): ReactElement {
  return (
    <ToggleButton
      className="chip"
      shape="circular"
      size="small"
      checked={isOn}
      onClick={onToggle}
      {...(icon === undefined ? {} : { icon })}
    >
      {label}
    </ToggleButton>
  );
}
