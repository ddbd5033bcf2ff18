import { Checkbox } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { Issue } from '../../../../shared/contract/wizard/steps.ts';
import { useWords } from '../../text/useWords.ts';
import { StateIcon } from '../../ui/StateBadge.tsx';
import { useWizard } from '../../wizard/useWizard.ts';

/** Warnings are confirmed here, and the confirmation is kept with the project. */
export function Warnings({ issues }: { readonly issues: readonly Issue[] }): ReactElement {
  const { t } = useWords();
  const wizard = useWizard();
  return (
    <>
      {issues.map((issue) => (
        <div key={issue.code} className="card run-warning">
          <StateIcon state="warning" />
          <div>
            <p className="strong">{issue.sentence}</p>
            <p className="quiet">{issue.remedy}</p>
            <Checkbox
              data-warning={issue.isAcknowledged ? 'confirmed' : 'open'}
              label={t('run.confirmWarning')}
              checked={issue.isAcknowledged}
              disabled={issue.isAcknowledged}
              onChange={() => void wizard.call('project.acknowledge', { step: 'run', codes: [issue.code] })}
            />
          </div>
        </div>
      ))}
    </>
  );
}
