import { Button, Field, Input } from '@fluentui/react-components';
import { FolderOpen20Regular } from '@fluentui/react-icons';
import type { ReactElement, ReactNode } from 'react';

export interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly id?: string;
  readonly hint?: ReactNode;
  readonly problem?: string | undefined;
  readonly type?: 'text' | 'password' | 'number' | 'date' | 'datetime-local' | 'url';
  readonly placeholder?: string;
  readonly className?: string;
  readonly isDisabled?: boolean;
  readonly choose?: { readonly label: string; readonly onChoose: () => void } | undefined;
}

/** A label, a field, and below it either what is wrong or a hint. */
export function TextField(props: TextFieldProps): ReactElement {
  const { label, value, onChange, id, hint, problem, type = 'text', placeholder, className = '', isDisabled = false, choose } = props;
  return (
    <Field
      label={label}
      className={className}
      {...(problem === undefined ? {} : { validationMessage: problem, validationState: 'error' as const })}
      {...(hint === undefined ? {} : { hint: <>{hint}</> })}
    >
      <Input
        {...(id === undefined ? {} : { id })}
        className="wide"
        type={type}
        value={value}
        disabled={isDisabled}
        autoComplete="off"
        spellCheck={false}
        {...(placeholder === undefined ? {} : { placeholder })}
        onChange={(_event, data) => onChange(data.value)}
        {...(choose === undefined
          ? {}
          : {
              contentAfter: (
                <Button appearance="transparent" size="small" icon={<FolderOpen20Regular />} onClick={choose.onChoose}>
                  {choose.label}
                </Button>
              ),
            })}
      />
    </Field>
  );
}
