import { Button, Link, Spinner } from '@fluentui/react-components';
import { CalendarLtr20Regular, Dismiss20Regular } from '@fluentui/react-icons';
import { useState, type ReactElement } from 'react';
import type { WizardError } from '../../../../shared/contract/wizard/common.ts';
import type { RecentProject } from '../../../../shared/contract/wizard/project.ts';
import { moment } from '../../text/time.ts';
import { useWords } from '../../text/useWords.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorCard } from '../../ui/ErrorCard.tsx';
import { StateBadge } from '../../ui/StateBadge.tsx';
import { recentState } from './recentWords.ts';

const SHOWN = 6;

export interface RecentProjectsProps {
  readonly projects: readonly RecentProject[];
  readonly isLoading: boolean;
  readonly error: WizardError | null;
  readonly onOpen: (path: string) => void;
  readonly onForget: (path: string) => void;
}

function ProjectRow({
  project,
  onOpen,
  onForget,
}: { readonly project: RecentProject } & Pick<RecentProjectsProps, 'onOpen' | 'onForget'>): ReactElement {
  const words = useWords();
  const { state, text } = recentState(project, words);
  return (
    <tr>
      <td className="recent-name">
        {project.isThere ? (
          <Link as="button" appearance="subtle" className="strong" onClick={() => onOpen(project.path)}>
            {project.title}
          </Link>
        ) : (
          <span className="strong">{project.title}</span>
        )}
        <p className="caption">{project.path}</p>
      </td>
      <td>
        <StateBadge state={state}>{text}</StateBadge>
      </td>
      <td className="is-number recent-size">{project.mailboxes === null ? '' : words.t('home.size', { count: project.mailboxes })}</td>
      <td className="is-number">{moment(words, project.openedAt, new Date())}</td>
      <td className="is-number">
        <Button
          appearance="subtle"
          size="small"
          icon={<Dismiss20Regular />}
          aria-label={words.t('home.forget', { title: project.title })}
          onClick={() => onForget(project.path)}
        />
      </td>
    </tr>
  );
}

/** Projects of this workstation, newest first. */
export function RecentProjects(props: RecentProjectsProps): ReactElement {
  const { t } = useWords();
  const [isAll, showAll] = useState(false);
  const { projects, error } = props;
  const shown = isAll ? projects : projects.slice(0, SHOWN);
  return (
    <section aria-labelledby="recent-title" className="stack is-tight">
      <div className="recent-head">
        <h2 className="section-title" id="recent-title">
          {t('home.recent')}
        </h2>
        {projects.length > shown.length && (
          <Link as="button" onClick={() => showAll(true)}>
            {t('home.showAll', { count: projects.length })}
          </Link>
        )}
      </div>
      {error !== null && <ErrorCard error={error} />}
      {props.isLoading && <Spinner size="small" label={t('shell.loading')} />}
      {!props.isLoading && error === null && projects.length === 0 && (
        <div className="card">
          <EmptyState icon={<CalendarLtr20Regular />} title={t('home.none')} reason={t('home.noneReason')} />
        </div>
      )}
      {shown.length > 0 && (
        <div className="card table-scroll">
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{t('home.column.project')}</th>
                <th scope="col">{t('home.column.state')}</th>
                <th scope="col" className="is-number recent-size">
                  {t('home.column.size')}
                </th>
                <th scope="col" className="is-number">
                  {t('home.column.opened')}
                </th>
                <th scope="col">
                  <span className="visually-hidden">{t('home.column.forget')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((project) => (
                <ProjectRow key={project.path} project={project} onOpen={props.onOpen} onForget={props.onForget} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p className="caption">{t('home.oneFile')}</p>
    </section>
  );
}
