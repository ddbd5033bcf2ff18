import { Button } from '@fluentui/react-components';
import {
  Add20Regular,
  ArrowUndo20Regular,
  Beaker20Regular,
  DocumentDatabase20Regular,
  FolderOpen20Regular,
  MailOff20Regular,
} from '@fluentui/react-icons';
import type { ReactElement, ReactNode } from 'react';
import { useWords } from '../../text/useWords.ts';
import { ErrorCard } from '../../ui/ErrorCard.tsx';
import { Mark } from '../../ui/Mark.tsx';
import { useAnswer } from '../../wizard/useAnswer.ts';
import { usePaths } from '../../wizard/usePaths.tsx';
import { useAction, useView } from '../../wizard/useWizard.ts';
import { RecentProjects } from './RecentProjects.tsx';
import { ResumeCard } from './ResumeCard.tsx';
import { isStopped } from './recentWords.ts';
import './project.css';

function Promise({ icon, title, text }: { readonly icon: ReactNode; readonly title: string; readonly text: string }): ReactElement {
  return (
    <div className="promise">
      {icon}
      <div>
        <p className="strong">{title}</p>
        <p className="quiet">{text}</p>
      </div>
    </div>
  );
}

/** Before a project is open: a stopped run outranks everything. */
export function Home(): ReactElement {
  const { t } = useWords();
  const host = useView((view) => view.host);
  const recent = useAnswer('project.recent', {});
  const action = useAction();
  const paths = usePaths();
  const projects = recent.value?.projects ?? [];
  const stopped = projects.find((project) => isStopped(project)) ?? null;

  async function create(): Promise<void> {
    const path = await paths.save('new-project', t('home.suggestedName'));
    if (path !== null) await action.run('project.create', { path, title: '' });
  }
  async function open(): Promise<void> {
    const path = await paths.open('project');
    if (path !== null) await action.run('project.open', { path });
  }

  return (
    <main className="home" id="content">
      <div className="home-start">
        <Mark size={56} />
        <h1>{t('home.title')}</h1>
        <p className="quiet">{t('home.lead')}</p>
        <div className="home-actions">
          <Button
            size="large"
            appearance={stopped === null ? 'primary' : 'secondary'}
            icon={<Add20Regular />}
            onClick={() => void create()}
          >
            {t('home.new')}
          </Button>
          <Button size="large" icon={<FolderOpen20Regular />} onClick={() => void open()}>
            {t('home.open')}
          </Button>
          {host?.hasSample === true && (
            <Button
              size="large"
              appearance="subtle"
              icon={<Beaker20Regular />}
              disabledFocusable={action.isBusy}
              onClick={() => void action.run('project.createSample', {})}
            >
              {t(action.isBusy ? 'home.sampleBusy' : 'home.sample')}
            </Button>
          )}
        </div>
        {action.error !== null && <ErrorCard error={action.error} />}
        <div className="home-promises">
          <Promise icon={<DocumentDatabase20Regular />} title={t('home.readOnly')} text={t('home.readOnlyText')} />
          <Promise icon={<MailOff20Regular />} title={t('home.noMail')} text={t('home.noMailText')} />
          <Promise icon={<ArrowUndo20Regular />} title={t('home.undo')} text={t('home.undoText')} />
        </div>
      </div>
      <div className="home-projects">
        {stopped !== null && <ResumeCard project={stopped} onOpen={(path) => void action.run('project.open', { path })} />}
        <RecentProjects
          projects={projects.filter((project) => project !== stopped)}
          isLoading={recent.value === null && recent.error === null}
          error={recent.error}
          onOpen={(path) => void action.run('project.open', { path })}
          onForget={(path) => void action.run('project.forgetRecent', { path }).then(recent.reload)}
        />
      </div>
      {paths.dialog}
    </main>
  );
}
