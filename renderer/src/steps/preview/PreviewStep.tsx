import { Button, Tab, TabList } from '@fluentui/react-components';
import {
  ArrowLeft20Regular,
  CalendarLtr20Regular,
  CalendarWeekNumbers20Regular,
  Search20Regular,
  TextBulletList20Regular,
} from '@fluentui/react-icons';
import { useEffect, useState, type KeyboardEvent, type ReactElement } from 'react';
import { dayOf } from '../../text/time.ts';
import { useWords } from '../../text/useWords.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorCard } from '../../ui/ErrorCard.tsx';
import type { StateName } from '../../ui/StateBadge.tsx';
import { JobCard } from '../../wizard/JobCard.tsx';
import { isBusy, jobOf } from '../../wizard/store.ts';
import { StepPage } from '../../wizard/StepPage.tsx';
import { useMedia } from '../../wizard/useMedia.ts';
import { useAction, useFrame } from '../../wizard/useWizard.ts';
import { PreviewDetail } from './PreviewDetail.tsx';
import { PreviewFilters } from './PreviewFilters.tsx';
import { PreviewList } from './PreviewList.tsx';
import { usePreview, type PreviewWork } from './usePreview.ts';
import { WeekView } from './WeekView.tsx';
import './preview.css';

type Way = 'list' | 'week';

function useStatus(): { readonly state: StateName; readonly text: string } | null {
  const { t } = useWords();
  const frame = useFrame();
  const { plan } = frame.facts;
  if (isBusy(jobOf(frame, 'plan'))) return { state: 'running', text: t('preview.status.planning') };
  if (plan === null) return null;
  if (plan.stale !== null) return { state: 'warning', text: t('preview.status.stale') };
  const number = String(plan.number);
  return plan.decisions > 0
    ? { state: 'decide', text: t('preview.status.decisions', { number, count: plan.decisions }) }
    : { state: 'ready', text: t('preview.status.ready', { number }) };
}

/** No plan yet, or one that no longer fits. */
function MakePlan({ isStale }: { readonly isStale: boolean }): ReactElement {
  const { t } = useWords();
  const frame = useFrame();
  const action = useAction();
  const job = jobOf(frame, 'plan');
  const build = (): void => void action.run('plan.build', {});
  return (
    <div className="stack is-tight make-plan">
      {action.error !== null && <ErrorCard error={action.error} />}
      <JobCard job={job} title={t('preview.making')} onRetry={build} />
      {!isBusy(job) && (
        <div className="card">
          <EmptyState
            icon={<CalendarLtr20Regular />}
            title={t(isStale ? 'preview.stale' : 'preview.noPlan')}
            reason={isStale ? t(`preview.stale.${frame.facts.plan?.stale ?? 'options'}`) : t('preview.noPlanReason')}
            action={
              <Button appearance="primary" onClick={build} data-action="build-plan">
                {t(isStale ? 'preview.makeAgain' : 'preview.make')}
              </Button>
            }
          />
        </div>
      )}
    </div>
  );
}

/** F6 walks between the panes. */
function changePane(event: KeyboardEvent<HTMLDivElement>): void {
  if (event.key !== 'F6') return;
  event.preventDefault();
  const isInList = event.target instanceof HTMLElement && event.target.closest('[data-pane="list"]') !== null;
  const next = isInList ? '[data-pane="detail"]' : '[data-pane="list"] [aria-selected="true"]';
  event.currentTarget.querySelector<HTMLElement>(next)?.focus();
}

function Panes({ work }: { readonly work: PreviewWork }): ReactElement {
  const { t } = useWords();
  const isSmall = useMedia('(max-width: 760px)');
  const [isDetail, showDetail] = useState(false);
  const { pages, selected, select } = work;
  const row = pages.rowAt(selected);
  const isEmpty = pages.total === 0;
  return (
    <div className={`panes ${isSmall ? (isDetail ? 'only-detail' : 'only-list') : ''}`} onKeyDown={changePane}>
      <section
        className="pane-list"
        aria-label={t('preview.list')}
        onClick={(event) =>
          isSmall && event.target instanceof HTMLElement && event.target.closest('[role="option"]') !== null && showDetail(true)
        }
      >
        <PreviewFilters work={work} />
        {pages.error !== null && <ErrorCard error={pages.error} />}
        {isEmpty ? (
          <EmptyState
            icon={<Search20Regular />}
            title={work.filter.text === '' ? t('preview.none') : t('preview.noneFor', { text: work.filter.text })}
            reason={t(work.filter.show === 'skipped' ? 'preview.noneSkipped' : 'preview.noneReason')}
            action={<Button onClick={work.clearFilter}>{t('filters.clear')}</Button>}
          />
        ) : (
          <PreviewList work={work} />
        )}
        <p className="caption pane-foot">{t('preview.rows', { count: pages.total ?? 0 })}</p>
      </section>
      <section className="pane-detail" tabIndex={-1} data-pane="detail" aria-label={t('preview.detail')}>
        {isSmall && (
          <Button icon={<ArrowLeft20Regular />} appearance="subtle" onClick={() => showDetail(false)}>
            {t('preview.backToList')}
          </Button>
        )}
        {!isEmpty && (
          <PreviewDetail
            row={row}
            onReveal={(key) => void work.reveal(key)}
            onStep={(step) => select(Math.min((pages.total ?? 1) - 1, Math.max(0, selected + step)))}
          />
        )}
      </section>
    </div>
  );
}

/** Step 7: what will be written, item by item, with the reason for every difference. */
export function PreviewStep(): ReactElement {
  const { t } = useWords();
  const frame = useFrame();
  const work = usePreview();
  const [way, setWay] = useState<Way>('list');
  const [day, setDay] = useState<string | null>(null);
  const { plan } = frame.facts;
  const isReady = plan !== null && plan.stale === null && !isBusy(jobOf(frame, 'plan'));
  const row = work.pages.rowAt(work.selected);
  const rowDay = row === null || row.start === '' ? (plan?.asOf.slice(0, 10) ?? '') : dayOf(row.start);
  useEffect(() => {
    if (way === 'list') setDay(null);
  }, [way]);
  const count = (kind: string): number => plan?.byKind[kind] ?? 0;

  return (
    <StepPage
      step="preview"
      title={t('step.preview')}
      lead={
        plan === null
          ? t('preview.lead')
          : t('preview.leadPlan', {
              meetings: count('meeting'),
              copies: count('guest-copy'),
              appointments: count('appointment'),
              travel: count('travel'),
            })
      }
      status={useStatus()}
      isDone={isReady}
      isFull={isReady}
      actions={
        isReady && (
          <TabList selectedValue={way} onTabSelect={(_event, { value }) => setWay(value === 'week' ? 'week' : 'list')}>
            <Tab value="list" icon={<TextBulletList20Regular />}>
              {t('preview.asList')}
            </Tab>
            <Tab value="week" icon={<CalendarWeekNumbers20Regular />}>
              {t('preview.asWeek')}
            </Tab>
          </TabList>
        )
      }
    >
      {!isReady && <MakePlan isStale={plan !== null} />}
      {isReady && way === 'list' && <Panes work={work} />}
      {isReady && way === 'week' && (
        <WeekView
          mailbox={work.filter.mailbox ?? row?.mailbox ?? null}
          day={day ?? rowDay}
          onMailbox={(mailbox) => work.setFilter({ mailbox })}
          onDay={setDay}
          onReveal={(key) => {
            setWay('list');
            void work.reveal(key);
          }}
        />
      )}
    </StepPage>
  );
}
