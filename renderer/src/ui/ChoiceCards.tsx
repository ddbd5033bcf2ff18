import { useId, type KeyboardEvent, type ReactElement, type ReactNode } from 'react';

export interface ChoiceCard<Value extends string> {
  readonly value: Value;
  readonly title: string;
  readonly text: string;
  readonly fact?: string;
  readonly icon: ReactNode;
}

export interface ChoiceCardsProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly ChoiceCard<Value>[];
  readonly onChange: (value: Value) => void;
}

/** Radio buttons with room for a sentence. Native inputs, so arrows and screen readers work as everywhere. */
export function ChoiceCards<Value extends string>({ label, value, choices, onChange }: ChoiceCardsProps<Value>): ReactElement {
  const name = useId();
  return (
    <div className="choice-cards" role="radiogroup" aria-label={label}>
      {choices.map((choice) => (
        <label key={choice.value} className={choice.value === value ? 'choice-card is-chosen' : 'choice-card'}>
          <span className="choice-icon" aria-hidden="true">
            {choice.icon}
          </span>
          <span className="choice-words">
            <span className="strong">{choice.title}</span>
            <span className="choice-text">{choice.text}</span>
            {choice.fact !== undefined && <span className="caption">{choice.fact}</span>}
          </span>
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
            onKeyDown={(event: KeyboardEvent) => {
              if (event.key === 'Enter') event.preventDefault();
            }}
          />
        </label>
      ))}
    </div>
  );
}
