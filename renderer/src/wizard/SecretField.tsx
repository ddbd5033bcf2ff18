import { Checkbox } from '@fluentui/react-components';
import { Key16Regular } from '@fluentui/react-icons';
import { useState, type ReactElement } from 'react';
import type { SecretSlot } from '../../../shared/contract/wizard/state.ts';
import { useWords } from '../text/useWords.ts';
import { TextField } from '../ui/TextField.tsx';
import { useFrame, useView, useWizard } from './useWizard.ts';

export interface SecretFieldProps {
  readonly slot: SecretSlot;
  readonly label: string;
}

/** A password: handed over when the field is left, then forgotten here. It never comes back. */
export function SecretField({ slot, label }: SecretFieldProps): ReactElement {
  const { t } = useWords();
  const wizard = useWizard();
  const { secrets } = useFrame();
  const host = useView((view) => view.host);
  const [value, setValue] = useState('');
  const [remember, setRemember] = useState(host?.canStoreSecrets ?? false);
  const state = secrets[slot];
  const hint =
    state === 'stored'
      ? t('secret.stored', { store: host?.secretStore ?? '' })
      : state === 'memory'
        ? t('secret.memory')
        : t('secret.hint');

  async function hand(keep: boolean): Promise<void> {
    if (value === '') return;
    const reply = await wizard.call('project.setSecret', { slot, value, remember: keep });
    if (reply.ok) setValue('');
  }

  return (
    <div className="secret" onBlur={() => void hand(remember)} onKeyDown={(event) => event.key === 'Enter' && void hand(remember)}>
      <TextField
        id={`${slot}-password`}
        label={label}
        type="password"
        value={value}
        placeholder={state === 'none' ? '' : '••••••••••'}
        onChange={setValue}
        hint={
          <span className="secret-hint">
            <Key16Regular aria-hidden="true" /> {hint}
          </span>
        }
      />
      {host?.canStoreSecrets === true && value !== '' && (
        <Checkbox
          label={t('secret.remember', { store: host.secretStore })}
          checked={remember}
          onChange={(_event, data) => setRemember(data.checked === true)}
        />
      )}
    </div>
  );
}
