import { Button } from '@fluentui/react-components';
import { Dismiss20Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { plainDay } from '../../text/time.ts';
import { useWords } from '../../text/useWords.ts';
import { Card } from '../../ui/Card.tsx';
import { ErrorCard } from '../../ui/ErrorCard.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { StepPage } from '../../wizard/StepPage.tsx';
import { objectsOf } from '../../wizard/railLine.ts';
import { useAction, useFrame, useWizard } from '../../wizard/useWizard.ts';
import './project.css';

/** What the project file holds by now, row by row. */
function Contents(): ReactElement {
  const words = useWords();
  const { t } = words;
  const frame = useFrame();
  const { snapshot, directory, mapping, plan, run, verification } = frame.facts;
  const rows = [
    ['snapshot', snapshot === null ? null : t('project.snapshot', { count: objectsOf(frame), day: plainDay(words, snapshot.takenAt) })],
    [
      'directory',
      directory === null ? null : t('project.directory', { people: directory.people, rooms: directory.rooms, groups: directory.groups }),
    ],
    ['mapping', mapping === null ? null : t('project.mapping', { version: String(mapping.version), count: mapping.rows })],
    ['plan', plan === null ? null : t('project.plan', { number: String(plan.number), count: plan.items })],
    ['run', run === null ? null : t('project.run', { written: run.written, count: run.items })],
    [
      'verification',
      verification === null ? null : t('project.verification', { found: verification.instancesFound, count: verification.instancesSource }),
    ],
  ] as const;
  return (
    <dl className="contents">
      {rows.map(([key, text]) => (
        <div key={key}>
          <dt>{t(`project.holds.${key}`)}</dt>
          <dd className={text === null ? 'caption' : ''}>{text ?? t('project.notYet')}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Step 1: the name of the project and what its file holds. */
export function ProjectStep(): ReactElement {
  const { t } = useWords();
  const { project, settings } = useFrame();
  const wizard = useWizard();
  const action = useAction();
  return (
    <StepPage
      step="project"
      title={t('step.project')}
      lead={t(project.isSample ? 'project.leadSample' : 'project.lead')}
      status={{ state: 'ready', text: t('project.status', { file: project.fileName }) }}
      back={
        <Button icon={<Dismiss20Regular />} onClick={() => void action.run('project.close', {})}>
          {t('project.close')}
        </Button>
      }
    >
      <div className="two-columns">
        <div className="fields">
          <TextField
            id="project-title"
            label={t('project.title')}
            hint={t('project.titleHint')}
            value={settings.project.title}
            onChange={(title) => wizard.change({ step: 'project', settings: { title } })}
          />
          <div>
            <p>{t('project.file')}</p>
            <p className="quiet project-path">{project.path}</p>
            <p className="caption">{t('project.fileHint')}</p>
          </div>
          {action.error !== null && <ErrorCard error={action.error} />}
        </div>
        <Card title={t('project.holds')} lead={t('project.holdsLead')} isFlush>
          <Contents />
        </Card>
      </div>
    </StepPage>
  );
}
