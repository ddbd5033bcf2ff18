import { Cloud20Regular, Server20Regular } from '@fluentui/react-icons';
import type { SyntheticEvent, ReactElement } from 'react';
import type { WizardSettings } from '../../../../shared/contract/wizard/settings.ts';
import { useWords } from '../../text/useWords.ts';
import { ChoiceCards } from '../../ui/ChoiceCards.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { SecretField } from '../../wizard/SecretField.tsx';
import { useFieldProblem } from '../../wizard/useFieldProblem.ts';
import { usePaths } from '../../wizard/usePaths.tsx';
import { useAction, useFrame, useWizard } from '../../wizard/useWizard.ts';

type TargetSettings = WizardSettings['target'];
interface PartProps {
  readonly target: TargetSettings;
  readonly onChange: (change: Partial<TargetSettings>) => void;
}

const ONLINE_URL = 'https://outlook.office365.com/EWS/Exchange.asmx';
const MOST = 100;

function ApplicationFields({ target, onChange }: PartProps): ReactElement {
  const { t } = useWords();
  const problem = useFieldProblem('target');
  const paths = usePaths();
  return (
    <>
      <TextField
        id="target-tenant"
        label={t('target.tenant')}
        placeholder="contoso.onmicrosoft.com"
        value={target.tenant}
        problem={problem('tenant')}
        onChange={(tenant) => onChange({ tenant })}
      />
      <TextField
        id="target-clientId"
        label={t('target.clientId')}
        value={target.clientId}
        problem={problem('clientId')}
        onChange={(clientId) => onChange({ clientId })}
      />
      <SelectField
        label={t('target.credential')}
        value={target.credential}
        options={[
          { value: 'certificate', label: t('target.credential.certificate') },
          { value: 'secret', label: t('target.credential.secret') },
        ]}
        onChange={(credential) => onChange({ credential })}
      />
      {target.credential === 'secret' ? (
        <SecretField slot="target" label={t('target.secret')} />
      ) : (
        <TextField
          id="target-certificateFile"
          label={t('target.certificateFile')}
          hint={t('target.certificateHint')}
          value={target.certificateFile}
          problem={problem('certificateFile')}
          onChange={(certificateFile) => onChange({ certificateFile })}
          choose={{
            label: t('paths.choose'),
            onChoose: () =>
              void paths.open('certificate').then((certificateFile) => certificateFile !== null && onChange({ certificateFile })),
          }}
        />
      )}
      {paths.dialog}
    </>
  );
}

function AccountFields({ target, onChange }: PartProps): ReactElement {
  const { t } = useWords();
  const problem = useFieldProblem('target');
  return (
    <div className="field-row">
      <TextField
        id="target-user"
        label={t('target.user')}
        placeholder="CONTOSO\svc-godwit"
        value={target.user}
        problem={problem('user')}
        onChange={(user) => onChange({ user })}
      />
      <SecretField slot="target" label={t('target.password')} />
    </div>
  );
}

/** How Exchange is reached and as whom. Enter tests. */
export function TargetForm(): ReactElement {
  const { t } = useWords();
  const wizard = useWizard();
  const test = useAction();
  const { settings } = useFrame();
  const problem = useFieldProblem('target');
  const { target } = settings;
  const onChange = (change: Partial<TargetSettings>): void => wizard.change({ step: 'target', settings: { ...target, ...change } });
  const chooseFlavour = (flavour: TargetSettings['flavour']): void => {
    if (flavour === 'online') onChange({ flavour, auth: 'oauth', url: target.url === '' ? ONLINE_URL : target.url });
    else onChange({ flavour, auth: target.auth === 'oauth' ? 'ntlm' : target.auth, url: target.url === ONLINE_URL ? '' : target.url });
  };
  const lanes = (text: string): void => {
    const concurrency = Number(text);
    if (Number.isInteger(concurrency) && concurrency >= 1 && concurrency <= MOST) onChange({ concurrency });
  };
  function submit(event: SyntheticEvent): void {
    event.preventDefault();
    void test.run('target.test', {});
  }
  return (
    <form className="fields" onSubmit={submit}>
      <ChoiceCards
        label={t('target.flavour')}
        value={target.flavour}
        onChange={chooseFlavour}
        choices={[
          { value: 'online', title: t('target.online'), text: t('target.onlineText'), icon: <Cloud20Regular /> },
          { value: 'on-premises', title: t('target.onPremises'), text: t('target.onPremisesText'), icon: <Server20Regular /> },
        ]}
      />
      <TextField
        id="target-url"
        label={t('target.url')}
        placeholder="https://mail.contoso.com/EWS/Exchange.asmx"
        value={target.url}
        problem={problem('url')}
        onChange={(url) => onChange({ url })}
      />
      {target.flavour === 'on-premises' && (
        <SelectField
          label={t('target.auth')}
          value={target.auth}
          options={[
            { value: 'ntlm', label: t('target.auth.ntlm') },
            { value: 'basic', label: t('target.auth.basic') },
            { value: 'oauth', label: t('target.auth.oauth') },
          ]}
          onChange={(auth) => onChange({ auth })}
        />
      )}
      {target.auth === 'oauth' ? (
        <ApplicationFields target={target} onChange={onChange} />
      ) : (
        <AccountFields target={target} onChange={onChange} />
      )}
      {target.flavour === 'on-premises' && (
        <TextField
          id="target-caFile"
          label={t('source.caFile')}
          value={target.caFile}
          problem={problem('caFile')}
          onChange={(caFile) => onChange({ caFile })}
        />
      )}
      <TextField label={t('target.lanes')} hint={t('target.lanesHint')} type="number" value={String(target.concurrency)} onChange={lanes} />
      <button type="submit" className="visually-hidden" tabIndex={-1} aria-hidden="true">
        {t('check.test')}
      </button>
    </form>
  );
}
