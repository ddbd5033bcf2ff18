import { Button, Switch } from '@fluentui/react-components';
import { Add20Regular, Dismiss20Regular, Document20Regular } from '@fluentui/react-icons';
import type { SyntheticEvent, ReactElement } from 'react';
import type { WizardSettings } from '../../../../shared/contract/wizard/settings.ts';
import { useWords } from '../../text/useWords.ts';
import { TextField } from '../../ui/TextField.tsx';
import { SecretField } from '../../wizard/SecretField.tsx';
import { useFieldProblem } from '../../wizard/useFieldProblem.ts';
import { usePaths } from '../../wizard/usePaths.tsx';
import { useAction, useFrame, useWizard } from '../../wizard/useWizard.ts';

type DirectorySettings = WizardSettings['directory'];

function ServerFields({
  server,
  onChange,
}: {
  readonly server: DirectorySettings['server'];
  readonly onChange: (change: Partial<DirectorySettings['server']>) => void;
}): ReactElement {
  const { t } = useWords();
  const problem = useFieldProblem('directory');
  return (
    <>
      <TextField
        id="directory-server.url"
        label={t('directory.url')}
        placeholder="ldaps://od.example.com"
        value={server.url}
        problem={problem('server.url')}
        onChange={(url) => onChange({ url })}
      />
      <TextField
        id="directory-server.baseDn"
        label={t('directory.baseDn')}
        placeholder="dc=od,dc=example,dc=com"
        value={server.baseDn}
        problem={problem('server.baseDn')}
        onChange={(baseDn) => onChange({ baseDn })}
      />
      <div className="field-row">
        <TextField
          id="directory-server.bindDn"
          label={t('directory.bindDn')}
          value={server.bindDn}
          problem={problem('server.bindDn')}
          onChange={(bindDn) => onChange({ bindDn })}
        />
        <SecretField slot="directory" label={t('directory.password')} />
      </div>
      <TextField
        id="directory-server.caFile"
        label={t('source.caFile')}
        value={server.caFile}
        onChange={(caFile) => onChange({ caFile })}
      />
      <Switch label={t('directory.startTls')} checked={server.startTls} onChange={(_event, data) => onChange({ startTls: data.checked })} />
    </>
  );
}

/** Files and the live directory. */
export function DirectoryForm(): ReactElement {
  const { t } = useWords();
  const wizard = useWizard();
  const { settings } = useFrame();
  const paths = usePaths();
  const test = useAction();
  const { directory } = settings;
  const onChange = (change: Partial<DirectorySettings>): void =>
    wizard.change({ step: 'directory', settings: { ...directory, ...change } });
  async function add(): Promise<void> {
    const path = await paths.open('directory');
    if (path !== null && !directory.files.includes(path)) onChange({ files: [...directory.files, path] });
  }
  function submit(event: SyntheticEvent): void {
    event.preventDefault();
    void test.run('directory.test', {});
  }
  return (
    <form className="fields" onSubmit={submit}>
      <div>
        <h2 className="section-title">{t('directory.files')}</h2>
        <p className="caption">{t('directory.filesHint')}</p>
      </div>
      {directory.files.length > 0 && (
        <ul className="card file-list" aria-label={t('directory.files')}>
          {directory.files.map((file) => (
            <li key={file}>
              <Document20Regular aria-hidden="true" />
              <span className="file-path">{file}</span>
              <Button
                appearance="subtle"
                size="small"
                icon={<Dismiss20Regular />}
                aria-label={t('directory.removeFile', { file })}
                onClick={() => onChange({ files: directory.files.filter((one) => one !== file) })}
              />
            </li>
          ))}
        </ul>
      )}
      <div>
        <Button icon={<Add20Regular />} onClick={() => void add()}>
          {t('directory.addFile')}
        </Button>
      </div>
      <h2 className="section-title">{t('directory.server')}</h2>
      <Switch
        label={t('directory.useServer')}
        checked={directory.useServer}
        onChange={(_event, data) => onChange({ useServer: data.checked })}
      />
      {directory.useServer && (
        <ServerFields server={directory.server} onChange={(change) => onChange({ server: { ...directory.server, ...change } })} />
      )}
      {paths.dialog}
    </form>
  );
}
