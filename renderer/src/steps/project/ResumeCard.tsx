import { Button } from '@fluentui/react-components';
import { Info20Regular, Play20Filled } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import type { RecentProject } from '../../../../shared/contract/wizard/project.ts';
import { moment } from '../../text/time.ts';
import { useWords } from '../../text/useWords.ts';
import { ProgressLine } from '../../ui/ProgressLine.tsx';
import { StateBadge } from '../../ui/StateBadge.tsx';

export interface ResumeCardProps {
  readonly project: RecentProject;
  readonly onOpen: (path: string) => void;
}

/** A run that stopped half-way: why nothing is lost, and the way on. */
export function ResumeCard({ project, onOpen }: ResumeCardProps): ReactElement {
  const words = useWords();
  const { t, locale } = words;
  const [written, items, inDoubt] = [project.written ?? 0, project.items ?? 0, project.inDoubt ?? 0];
  return (
    <section className="card resume-card" aria-labelledby="resume-title">
      <div className="resume-head">
        <h2 className="section-title" id="resume-title">
          {t('home.resume')}
        </h2>
        {project.stoppedAt !== null && (
          <StateBadge state="confirm">{t('home.stoppedAt', { when: moment(words, project.stoppedAt, new Date()) })}</StateBadge>
        )}
      </div>
      <div className="resume-figures">
        <div>
          <p className="object-title">{project.title}</p>
          <p className="quiet">{t('home.mailboxes', { count: project.mailboxes ?? 0 })}</p>
        </div>
        <p>
          <span className="resume-number">{written.toLocaleString(locale)}</span> {t('home.ofItems', { count: items })}
        </p>
      </div>
      <ProgressLine label={t('home.written')} value={items === 0 ? 0 : written / items} />
      <p className="resume-why quiet">
        <Info20Regular aria-hidden="true" />
        <span>{inDoubt > 0 ? t('home.inDoubt', { count: inDoubt }) : t('home.noDoubt')}</span>
      </p>
      <div>
        <Button size="large" appearance="primary" icon={<Play20Filled />} onClick={() => onOpen(project.path)}>
          {t('home.goOn')}
        </Button>
      </div>
    </section>
  );
}
