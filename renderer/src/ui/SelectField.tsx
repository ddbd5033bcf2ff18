import { Field, Select } from '@fluentui/react-components';
import type { ReactElement, ReactNode } from 'react';

export interface SelectFieldProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
  readonly id?: string;
  readonly hint?: ReactNode;
  readonly className?: string;
}

/** One of a few. The native list: it works with every screen reader, and in German. */
export function SelectField<Value extends string>(props: SelectFieldProps<Value>): ReactElement {
  const { label, value, options, onChange, id, hint, className = '' } = props;
  return (
    <Field label={label} className={className} {...(hint === undefined ? {} : { hint: <>{hint}</> })}>
      <Select
        {...(id === undefined ? {} : { id })}
        value={value}
        onChange={(_event, data) => {
          const chosen = options.find((option) => option.value === data.value);
          if (chosen !== undefined) onChange(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </Select>
    </Field>
  );
}
