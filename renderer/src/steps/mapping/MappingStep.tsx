import { Button, Spinner } from '@fluentui/react-components';
import { ArrowExport20Regular, ArrowImport20Regular, GlobeSearch20Regular, History20Regular, Search20Regular } from '@fluentui/react-icons';
import { useEffect, useState, type ReactElement } from 'react';
import { useWords } from '../../text/useWords.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorCard } from '../../ui/ErrorCard.tsx';
import type { StateName } from '../../ui/StateBadge.tsx';
import { JobCard } from '../../wizard/JobCard.tsx';
import { isBusy, jobOf } from '../../wizard/store.ts';
import { StepPage } from '../../wizard/StepPage.tsx';
import { usePaths } from '../../wizard/usePaths.tsx';
import { useFrame, useWizard } from '../../wizard/useWizard.ts';
import { BulkBar } from './BulkBar.tsx';
import { CalendarTable } from './CalendarTable.tsx';
import { DomainsDialog } from './DomainsDialog.tsx';
import { MappingFilters } from './MappingFilters.tsx';
import { MappingTable } from './MappingTable.tsx';
import { useMapping, type MappingWork } from './useMapping.ts';
import { VersionDialog } from './VersionDialog.tsx';
import './mapping.css';

function useStatus(): { readonly state: StateName; readonly text: string } | null {
  const { t } = useWords();
  const { mapping } = useFrame().facts;
  if (mapping === null) return null;
  if (mapping.toDecide > 0) return { state: 'decide', text: t('mapping.status.decide', { count: mapping.toDecide }) };
  if (mapping.toConfirm > 0) return { state: 'confirm', text: t('mapping.status.confirm', { count: mapping.toConfirm }) };
  return { state: 'ready', text: t('mapping.status.ready') };
}

/** Ctrl/Cmd+Z takes the last decision back. */
function useTakeBack(work: MappingWork): void {
  const { summary, takeBack } = work;
  const canTakeBack = summary.value?.canTakeBack === true;
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      const isTyping = event.target instanceof HTMLInputElement && event.target.type !== 'checkbox';
      if (event.key !== 'z' || !(event.ctrlKey || event.metaKey) || isTyping || !canTakeBack) return;
      event.preventDefault();
      void takeBack();
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [canTakeBack, takeBack]);
}

/** The bar with the button that was pressed goes; the work goes on at the rows. */
function focusRow(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('.mapping-table [role="row"][tabindex="0"]')?.focus());
}

function Rows({ work, isWaiting }: { readonly work: MappingWork; readonly isWaiting: boolean }): ReactElement {
  const { t } = useWords();
  const { pages, selection, safe, filter } = work;
  const total = pages.total ?? 0;
  const safeSet = new Set(safe);
  return (
    <div className="card mapping-card">
      <BulkBar
        selected={selection.size}
        total={total}
        safe={safe}
        isAllSafe={[...selection].every((source) => safeSet.has(source))}
        onSelectAll={() => void work.selectAll()}
        onSelectSafe={() => {
          work.setFilter({ states: ['confirm'] });
          work.setSelection(safeSet);
        }}
        onConfirmSafe={() => void work.decide(safe, { decision: 'confirm', email: null }).then(focusRow)}
        onDecide={(decision) => void work.decide([...selection], decision).then(focusRow)}
        onClear={() => work.setSelection(new Set())}
        isWaiting={isWaiting}
      />
      {pages.total === null && pages.error === null && <Spinner className="mapping-wait" label={t('shell.loading')} />}
      {pages.total === 0 && (
        <EmptyState
          icon={<Search20Regular />}
          title={filter.text === '' ? t('mapping.none') : t('mapping.noneFor', { text: filter.text })}
          reason={t('mapping.noneReason')}
          action={<Button onClick={work.clearFilter}>{t('filters.clear')}</Button>}
        />
      )}
      {total > 0 && (
        <MappingTable
          pages={pages}
          selection={selection}
          onSelect={work.setSelection}
          onSelectAll={() => void work.selectAll()}
          onDecide={(sources, decision) => void work.decide(sources, decision)}
        />
      )}
    </div>
  );
}

/** Step 5: who on the Mac is whom in Exchange. */
export function MappingStep(): ReactElement {
  const { t } = useWords();
  const frame = useFrame();
  const wizard = useWizard();
  const work = useMapping();
  const paths = usePaths();
  const [dialog, setDialog] = useState<'domains' | 'version' | null>(null);
  const { mapping } = frame.facts;
  const domains = frame.settings.mapping.acceptedDomains;
  const job = jobOf(frame, 'mapping');
  useTakeBack(work);

  async function importCsv(): Promise<void> {
    const path = await paths.open('mapping');
    if (path === null || (await work.action.run('mapping.import', { path })) === null) return;
    work.pages.reload();
    setDialog('version');
  }
  async function exportCsv(): Promise<void> {
    const path = await paths.save('mapping', 'mapping.csv');
    if (path !== null) await work.action.run('mapping.export', { path });
  }
  function suggest(): void {
    void work.action.run('mapping.suggest', {});
  }

  return (
    <StepPage
      step="mapping"
      title={t('step.mapping')}
      lead={t('mapping.lead')}
      status={useStatus()}
      isDone={mapping !== null && mapping.toDecide === 0}
      isFull
      actions={
        <>
          <Button icon={<GlobeSearch20Regular />} onClick={() => setDialog('domains')}>
            {t(domains.length === 0 ? 'mapping.domains' : domains.length === 1 ? 'mapping.oneDomain' : 'mapping.domainsOf', {
              domain: domains[0] ?? '',
              count: domains.length - 1,
            })}
          </Button>
          <Button icon={<ArrowImport20Regular />} onClick={() => void importCsv()}>
            {t('mapping.import')}
          </Button>
          <Button icon={<ArrowExport20Regular />} onClick={() => void exportCsv()}>
            {t('mapping.export')}
          </Button>
        </>
      }
    >
      {work.action.error !== null && <ErrorCard error={work.action.error} />}
      {(isBusy(job) || job?.status === 'failed') && <JobCard job={job} title={t('mapping.suggesting')} onRetry={suggest} />}
      {mapping === null ? (
        <div className="card">
          <EmptyState
            icon={<Search20Regular />}
            title={t('mapping.notMade')}
            reason={t('mapping.notMadeReason')}
            action={
              <Button appearance="primary" onClick={suggest}>
                {t('mapping.suggest')}
              </Button>
            }
          />
        </div>
      ) : (
        <>
          <MappingFilters work={work} />
          {work.filter.tab === 'calendars' ? (
            <CalendarTable text={work.filter.text} revision={mapping.fingerprint} />
          ) : (
            <Rows work={work} isWaiting={isBusy(job)} />
          )}
          <div className="mapping-foot caption">
            <Button size="small" appearance="transparent" icon={<History20Regular />} onClick={() => setDialog('version')}>
              {t('mapping.version', { version: String(mapping.version), fingerprint: mapping.fingerprint.slice(0, 8) })}
            </Button>
            {work.filter.tab !== 'calendars' && <span>{t('mapping.rows', { count: work.pages.total ?? 0, all: mapping.rows })}</span>}
          </div>
        </>
      )}
      {dialog === 'domains' && (
        <DomainsDialog
          settings={frame.settings.mapping}
          onClose={() => setDialog(null)}
          onSave={(settings) => {
            wizard.change({ step: 'mapping', settings });
            setDialog(null);
            suggest();
          }}
        />
      )}
      {dialog === 'version' && (
        <VersionDialog
          onClose={() => setDialog(null)}
          onTakeBack={
            work.summary.value?.canTakeBack === true
              ? () => {
                  setDialog(null);
                  void work.takeBack();
                }
              : null
          }
        />
      )}
      {paths.dialog}
    </StepPage>
  );
}
