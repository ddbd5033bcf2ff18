import { Button, Checkbox, Switch } from '@fluentui/react-components';
import { useState, type ReactElement } from 'react';
import { useWords } from '../../text/useWords.ts';
import { Card } from '../../ui/Card.tsx';
import { ErrorCard } from '../../ui/ErrorCard.tsx';
import { StateBadge } from '../../ui/StateBadge.tsx';
import { usePaths } from '../../wizard/usePaths.tsx';
import { useAction, useFrame, useView, useWizard } from '../../wizard/useWizard.ts';
import type { WizardError } from '../../../../shared/contract/wizard/common.ts';

const FORMATS = ['html', 'csv', 'json'] as const;

export interface ReportWork {
  readonly saved: readonly string[];
  readonly warnings: readonly string[];
  readonly error: WizardError | null;
  readonly isBusy: boolean;
  readonly dialog: ReactElement | null;
  /** One file for each format that is ticked, beside each other. */
  readonly save: () => Promise<void>;
}

/** «folder/report.html» and its ending replaced. */
function withEnding(path: string, format: string): string {
  return `${path.replace(/\.(html|csv|json)$/i, '')}.${format}`;
}

export function useReport(): ReportWork {
  const frame = useFrame();
  const action = useAction();
  const paths = usePaths();
  const [saved, setSaved] = useState<readonly string[]>([]);
  const [warnings, setWarnings] = useState<readonly string[]>([]);
  const { verify } = frame.settings;
  const formats = FORMATS.filter((format) => verify[format]);
  async function save(): Promise<void> {
    const [first = 'html'] = formats;
    const name = `${frame.project.fileName.replace(/\.godwit$/, '')}-report.${first}`;
    const path = await paths.save(`report-${first}`, name);
    if (path === null) return;
    const written: string[] = [];
    const said: string[] = [];
    for (const format of formats.length === 0 ? ([first] as const) : formats) {
      const answer = await action.run('report.save', { format, path: withEnding(path, format), maskTitles: verify.maskTitles });
      if (answer === null) break;
      written.push(answer.path);
      said.push(...answer.warnings);
    }
    setSaved(written);
    setWarnings([...new Set(said)]);
  }
  return { saved, warnings, error: action.error, isBusy: action.isBusy, dialog: paths.dialog, save };
}

/** What the customer keeps. */
export function Report({ report }: { readonly report: ReportWork }): ReactElement {
  const { t } = useWords();
  const wizard = useWizard();
  const { settings } = useFrame();
  const isDesktop = useView((view) => view.host?.kind === 'desktop');
  const { verify } = settings;
  const change = (part: Partial<typeof verify>): void => wizard.change({ step: 'verify', settings: { ...verify, ...part } });
  return (
    <Card title={t('verify.report')} lead={t('verify.reportLead')}>
      <div className="fields">
        <div className="row">
          {FORMATS.map((format) => (
            <Checkbox
              key={format}
              label={t(`verify.format.${format}`)}
              checked={verify[format]}
              onChange={(_event, data) => change({ [format]: data.checked === true })}
            />
          ))}
          <span className="foot-space" />
          <Switch label={t('verify.mask')} checked={verify.maskTitles} onChange={(_event, data) => change({ maskTitles: data.checked })} />
        </div>
        {report.error !== null && <ErrorCard error={report.error} />}
        {report.saved.length > 0 && (
          <ul className="saved-files" role="status">
            {report.saved.map((path) => (
              <li key={path} className="row">
                <StateBadge state="ready">{t('verify.saved', { path })}</StateBadge>
                {isDesktop && (
                  <Button size="small" onClick={() => void wizard.call('host.showFile', { path })}>
                    {t('verify.showFile')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
        {report.warnings.map((warning) => (
          <StateBadge key={warning} state="warning">
            {warning}
          </StateBadge>
        ))}
      </div>
    </Card>
  );
}
