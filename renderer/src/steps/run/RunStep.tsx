import { Spinner } from '@fluentui/react-components';
import { useEffect, useState, type ReactElement } from 'react';
import { useWords } from '../../text/useWords.ts';
import { StepPage } from '../../wizard/StepPage.tsx';
import { ChooseRun } from './ChooseRun.tsx';
import { RunView } from './RunView.tsx';
import { isUnderWay } from './runWords.ts';
import { useRunState } from './useRunState.ts';
import './run.css';

/** Step 8: choose how far to go, then watch. */
export function RunStep(): ReactElement {
  const { t } = useWords();
  const run = useRunState();
  const [wantsMore, setWantsMore] = useState(false);
  const isRunning = run !== null && isUnderWay(run) && run.choice !== 'dry-run';
  useEffect(() => {
    if (isRunning) setWantsMore(false);
  }, [isRunning]);
  if (run === null) {
    return (
      <StepPage step="run" title={t('step.run')} lead={t('run.lead')} primary={<span />}>
        <Spinner label={t('shell.loading')} />
      </StepPage>
    );
  }
  const isNew = run.status === 'idle' || run.choice === 'dry-run';
  if (isNew || wantsMore) return <ChooseRun onCancel={isNew ? null : () => setWantsMore(false)} />;
  return <RunView run={run} onMore={() => setWantsMore(true)} />;
}
