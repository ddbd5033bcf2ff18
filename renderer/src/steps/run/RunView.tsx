import { Button, Switch } from '@fluentui/react-components';
import { Pause20Filled, Play20Filled, Stop20Filled } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import type { RunState } from '../../../../shared/contract/wizard/run.ts';
import { moment } from '../../text/time.ts';
import { useWords } from '../../text/useWords.ts';
import { ErrorCard } from '../../ui/ErrorCard.tsx';
import { StepPage } from '../../wizard/StepPage.tsx';
import { useAnswer } from '../../wizard/useAnswer.ts';
import { useAction, useFrame, useView, useWizard, type Action } from '../../wizard/useWizard.ts';
import { MailboxTable } from './MailboxTable.tsx';
import { Problems } from './Problems.tsx';
import { RunFigures } from './RunFigures.tsx';
import { isUnderWay } from './runWords.ts';

/** Stop is far from Pause, and says that it goes on later. */
function useControls(run: RunState, action: Action): { readonly back?: ReactElement; readonly primary?: ReactElement } {
  const { t } = useWords();
  const stop = (
    <Button
      icon={<Stop20Filled />}
      disabledFocusable={run.status === 'stopping' || action.isBusy}
      onClick={() => void action.run('run.stop', {})}
    >
      {t(run.status === 'stopping' ? 'run.stopping' : 'run.stop')}
    </Button>
  );
  const pause = (
    <Button
      appearance="primary"
      size="large"
      icon={<Pause20Filled />}
      disabledFocusable={run.status !== 'running' || action.isBusy}
      onClick={() => void action.run('run.pause', {})}
    >
      {t(run.status === 'pausing' ? 'run.pausing' : 'run.pause')}
    </Button>
  );
  const goOn = (
    <Button
      appearance="primary"
      size="large"
      icon={<Play20Filled />}
      disabledFocusable={action.isBusy}
      onClick={() => void action.run('run.resume', {})}
      data-action="go-on"
    >
      {t('run.goOn')}
    </Button>
  );
  if (isUnderWay(run)) return { back: stop, primary: pause };
  if (run.status === 'paused') return { back: stop, primary: goOn };
  return run.status === 'stopped' ? { primary: goOn } : {};
}

/** Step 8, during and after: figures, mailboxes, and what needs the operator. */
export function RunView({ run, onMore }: { readonly run: RunState; readonly onMore: () => void }): ReactElement {
  const words = useWords();
  const { t } = words;
  const wizard = useWizard();
  const { settings } = useFrame();
  const isDesktop = useView((view) => view.host?.kind === 'desktop');
  const action = useAction();
  const controls = useControls(run, action);
  const destination = useAnswer('run.estimate', { choice: 'everyone' }).value?.destination ?? '';
  const mailboxes = Object.values(run.mailboxes).reduce((sum, count) => sum + count, 0);
  const isDone = run.status === 'done';
  const title = t(isDone ? 'run.titleDone' : isUnderWay(run) ? 'run.titleRunning' : 'run.titleStopped', {
    count: isDone ? run.written : run.items,
    destination: destination === '' ? 'Exchange' : destination,
  });
  const started = run.startedAt === null ? '' : moment(words, run.startedAt, new Date());
  return (
    <StepPage
      step="run"
      title={title}
      lead={t(isDone ? 'run.leadDone' : run.status === 'stopped' || run.status === 'paused' ? 'run.leadStopped' : 'run.leadRunning', {
        count: mailboxes,
        when: started,
        inDoubt: run.inDoubt,
      })}
      status={
        isDone
          ? { state: run.refused > 0 ? 'warning' : 'ready', text: t('run.status.done', { count: run.written, refused: run.refused }) }
          : isUnderWay(run)
            ? { state: 'running', text: t('run.status.pauseHint') }
            : { state: 'parked', text: t('run.status.stopped') }
      }
      actions={
        isDone || run.status === 'stopped' ? (
          <Button onClick={onMore}>{t('run.more')}</Button>
        ) : isDesktop ? (
          <Switch
            label={t('run.keepAwake')}
            labelPosition="before"
            checked={settings.run.keepAwake}
            onChange={(_event, data) => wizard.change({ step: 'run', settings: { ...settings.run, keepAwake: data.checked } })}
          />
        ) : undefined
      }
      {...controls}
    >
      <div className="run-view">
        {run.error !== null && <ErrorCard error={run.error} />}
        {action.error !== null && <ErrorCard error={action.error} />}
        <RunFigures run={run} />
        <div className="run-lists">
          <MailboxTable run={run} />
          <Problems run={run} />
        </div>
      </div>
    </StepPage>
  );
}
