import type { ReactElement } from 'react';
import { useWords } from '../text/useWords.ts';
import { Mark } from '../ui/Mark.tsx';
import { HelpDialog } from './HelpDialog.tsx';
import { useView } from './useWizard.ts';

/** Name of the program and of the project, and whether everything is saved. */
export function TitleBar(): ReactElement {
  const { t } = useWords();
  const state = useView((view) => view.state);
  const saving = useView((view) => view.saving);
  const platform = useView((view) => view.host?.platform);
  const isDesktop = useView((view) => view.host?.kind === 'desktop');
  const isRunning = state?.facts.run?.status === 'running';
  return (
    <header className={`title-bar ${isDesktop ? `is-desktop is-${platform ?? ''}` : ''}`}>
      <div className="title-program">
        <Mark size={20} />
        <span className="strong">{t('program.name')}</span>
      </div>
      {state !== null && (
        <div className="title-project">
          <span className="strong title-name">{state.project.title || state.project.fileName}</span>
          <span className="caption" role="status">
            {isRunning ? t('saving.everyItem') : t(`saving.${saving}`)}
          </span>
        </div>
      )}
      <div className="title-end">
        <HelpDialog />
      </div>
    </header>
  );
}
