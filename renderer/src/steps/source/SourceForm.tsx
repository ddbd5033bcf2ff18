import { DocumentDatabase20Regular, Server20Regular } from '@fluentui/react-icons';
import type { SyntheticEvent, ReactElement } from 'react';
import type { WizardSettings } from '../../../../shared/contract/wizard/settings.ts';
import { megabytes } from '../../text/time.ts';
import { useWords } from '../../text/useWords.ts';
import { ChoiceCards } from '../../ui/ChoiceCards.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { SecretField } from '../../wizard/SecretField.tsx';
import { useAnswer } from '../../wizard/useAnswer.ts';
import { useFieldProblem } from '../../wizard/useFieldProblem.ts';
import { usePaths } from '../../wizard/usePaths.tsx';
import { useAction, useFrame, useWizard } from '../../wizard/useWizard.ts';
import type { OpenPurpose } from '../../../../shared/contract/wizard/host.ts';

type SourceSettings = WizardSettings['source'];

/** Whether the attachments can be read; asked again when the folder changes. */
function AttachmentsHint({ path }: { readonly path: string }): ReactElement {
  const words = useWords();
  const { facts } = useFrame();
  const answer = useAnswer('source.attachments', path === '' ? null : {}, `${path} ${facts.snapshot?.fingerprint ?? ''}`);
  if (path === '' || answer.value === null) return <>{words.t('source.attachmentsHint')}</>;
  const { isReadable, expected, expectedBytes } = answer.value;
  return (
    <>
      {words.t(isReadable ? 'source.attachmentsReadable' : 'source.attachmentsUnreadable', {
        count: expected,
        size: megabytes(words, expectedBytes),
      })}
    </>
  );
}

function DatabaseFields({
  settings,
  onChange,
}: {
  readonly settings: SourceSettings;
  readonly onChange: (change: Partial<SourceSettings>) => void;
}): ReactElement {
  const { t } = useWords();
  const problem = useFieldProblem('source');
  const paths = usePaths();
  const { postgres } = settings;
  const set = (change: Partial<SourceSettings['postgres']>): void => onChange({ postgres: { ...postgres, ...change } });
  const port = (text: string): number | null => (/^\d{1,5}$/.test(text) ? Number(text) : null);
  return (
    <>
      <div className="field-row is-wide-first">
        <TextField
          id="source-postgres.host"
          label={t('source.host')}
          value={postgres.host}
          problem={problem('postgres.host')}
          onChange={(host) => set({ host })}
        />
        <TextField
          id="source-postgres.port"
          label={t('source.port')}
          value={postgres.port === null ? '' : String(postgres.port)}
          problem={problem('postgres.port')}
          onChange={(text) => set({ port: port(text) })}
        />
      </div>
      <TextField
        id="source-postgres.database"
        label={t('source.database')}
        value={postgres.database}
        problem={problem('postgres.database')}
        onChange={(database) => set({ database })}
      />
      <div className="field-row">
        <TextField
          id="source-postgres.user"
          label={t('source.user')}
          value={postgres.user}
          problem={problem('postgres.user')}
          onChange={(user) => set({ user })}
        />
        <SecretField slot="source" label={t('source.password')} />
      </div>
      <SelectField
        id="source-postgres.tls"
        label={t('source.tls')}
        value={postgres.tls}
        options={[
          { value: 'off', label: t('source.tls.off') },
          { value: 'require', label: t('source.tls.require') },
          { value: 'verify-full', label: t('source.tls.verify') },
        ]}
        onChange={(tls) => set({ tls })}
      />
      {postgres.tls === 'verify-full' && (
        <TextField
          id="source-postgres.caFile"
          label={t('source.caFile')}
          value={postgres.caFile}
          onChange={(caFile) => set({ caFile })}
          choose={{
            label: t('paths.choose'),
            onChoose: () => void paths.open('certificate').then((caFile) => caFile !== null && set({ caFile })),
          }}
        />
      )}
      {paths.dialog}
    </>
  );
}

/** What is typed on this step. Enter tests. */
export function SourceForm(): ReactElement {
  const { t } = useWords();
  const { settings } = useFrame();
  const wizard = useWizard();
  const test = useAction();
  const paths = usePaths();
  const problem = useFieldProblem('source');
  const source = settings.source;
  const onChange = (change: Partial<SourceSettings>): void => wizard.change({ step: 'source', settings: { ...source, ...change } });
  const choose = (purpose: OpenPurpose, use: (path: string) => void): { label: string; onChoose: () => void } => ({
    label: t('paths.choose'),
    onChoose: () => void paths.open(purpose).then((path) => path !== null && use(path)),
  });
  function submit(event: SyntheticEvent): void {
    event.preventDefault();
    void test.run('source.test', {});
  }
  return (
    <form className="fields" onSubmit={submit}>
      <ChoiceCards
        label={t('source.kind')}
        value={source.kind}
        onChange={(kind) => onChange({ kind })}
        choices={[
          { value: 'postgres', title: t('source.kind.postgres'), text: t('source.kind.postgresText'), icon: <Server20Regular /> },
          { value: 'dump', title: t('source.kind.dump'), text: t('source.kind.dumpText'), icon: <DocumentDatabase20Regular /> },
        ]}
      />
      {source.kind === 'postgres' ? (
        <DatabaseFields settings={source} onChange={onChange} />
      ) : (
        <TextField
          id="source-dump.path"
          label={t('source.dump')}
          hint={t('source.dumpHint')}
          value={source.dump.path}
          problem={problem('dump.path')}
          onChange={(path) => onChange({ dump: { path } })}
          choose={choose('dump', (path) => onChange({ dump: { path } }))}
        />
      )}
      <TextField
        id="source-attachments"
        label={t('source.attachments')}
        hint={<AttachmentsHint path={source.attachments} />}
        value={source.attachments}
        problem={problem('attachments')}
        onChange={(attachments) => onChange({ attachments })}
        choose={choose('attachments', (attachments) => onChange({ attachments }))}
      />
      <button type="submit" className="visually-hidden" tabIndex={-1} aria-hidden="true">
        {t('check.test')}
      </button>
      {paths.dialog}
    </form>
  );
}
