import { Tab, TabList } from '@fluentui/react-components';
import { useCallback, useState, type ReactElement } from 'react';
import type { RunMailbox, RunState } from '../../../../shared/contract/wizard/run.ts';
import { useWords } from '../../text/useWords.ts';
import { ErrorCard } from '../../ui/ErrorCard.tsx';
import { PersonAvatar } from '../../ui/Person.tsx';
import { ProgressLine } from '../../ui/ProgressLine.tsx';
import { StateBadge } from '../../ui/StateBadge.tsx';
import { VirtualTable, type VirtualColumn } from '../../ui/VirtualTable.tsx';
import { usePages } from '../../wizard/usePages.ts';
import { useView, useWizard } from '../../wizard/useWizard.ts';
import { MAILBOX_ICONS, mailboxState, mailboxTime } from './runWords.ts';
import { useNow } from './useRunState.ts';

type Show = 'all' | 'needs-you' | 'done';

function useColumns(now: number): readonly VirtualColumn<RunMailbox>[] {
  const words = useWords();
  const { t } = words;
  return [
    {
      id: 'mailbox',
      head: t('run.column.mailbox'),
      cell: (row) => (
        <span className="with-avatar">
          <PersonAvatar name={row.name} kind={row.kind} size={24} />
          <span>{row.name}</span>
        </span>
      ),
    },
    {
      id: 'state',
      head: t('run.column.state'),
      cell: (row) => <StateBadge state={MAILBOX_ICONS[row.state]}>{mailboxState(row, words)}</StateBadge>,
    },
    {
      id: 'items',
      head: t('run.column.items'),
      cell: (row) => (
        <span className="mailbox-items">
          <span className="mailbox-count">{t('run.ofItems', { written: row.written, count: row.items })}</span>
          <ProgressLine
            label={t('run.mailboxProgress', { name: row.name })}
            value={row.items === 0 ? 1 : row.written / row.items}
            tone={row.state === 'done' ? 'success' : row.state === 'parked' ? 'quiet' : 'brand'}
          />
        </span>
      ),
    },
    {
      id: 'time',
      head: t('run.column.time'),
      isNumber: true,
      cell: (row) => <span className={row.state === 'parked' ? 'strong' : 'quiet'}>{mailboxTime(row, words, now)}</span>,
    },
  ];
}

/** A row a mailbox: what it does, how far it is, what is left. */
export function MailboxTable({ run }: { readonly run: RunState }): ReactElement {
  const { t } = useWords();
  const wizard = useWizard();
  const fresh = useView((view) => view.freshMailboxes);
  const [show, setShow] = useState<Show>('all');
  const [active, setActive] = useState(0);
  const columns = useColumns(useNow(run.mailboxes.parked > 0));
  const ask = useCallback(
    (page: { offset: number; limit: number }) => wizard.client.call('run.mailboxes', { show, ...page }),
    [wizard, show],
  );
  const { waiting, writing, parked, needsYou, done } = run.mailboxes;
  const pages = usePages<RunMailbox>(JSON.stringify([show, run.status, waiting, writing, parked, needsYou, done]), ask);
  const { rowAt } = pages;
  const freshRow = useCallback(
    (index: number): RunMailbox | null => {
      const row = rowAt(index);
      return row === null ? null : (fresh[row.mailbox] ?? row);
    },
    [rowAt, fresh],
  );
  return (
    <section className="mailboxes" aria-labelledby="mailboxes-title">
      <div className="mailboxes-head">
        <h2 className="section-title" id="mailboxes-title">
          {t('run.mailboxes')}
        </h2>
        <TabList
          size="small"
          selectedValue={show}
          onTabSelect={(_event, { value }) => setShow(value === 'done' ? 'done' : value === 'needs-you' ? 'needs-you' : 'all')}
        >
          <Tab value="all">{t('run.show.all')}</Tab>
          <Tab value="needs-you">{t('run.show.needsYou', { count: needsYou })}</Tab>
          <Tab value="done">{t('run.show.done', { count: done })}</Tab>
        </TabList>
      </div>
      {pages.error !== null && <ErrorCard error={pages.error} />}
      <div className="card mailboxes-card">
        {(pages.total ?? 0) > 0 ? (
          <VirtualTable
            label={t('run.mailboxes')}
            className="mailbox-table"
            columns={columns}
            total={pages.total ?? 0}
            rowHeight={46}
            loadingLabel={t('shell.loading')}
            rowAt={freshRow}
            rowKey={(index) => rowAt(index)?.mailbox ?? String(index)}
            onShow={pages.show}
            active={active}
            onActive={setActive}
            rowClass={(row) => (row.state === 'parked' ? 'is-parked' : '')}
          />
        ) : (
          <p className="quiet mailboxes-none">{t(show === 'needs-you' ? 'run.nobodyNeedsYou' : 'run.nobodyHere')}</p>
        )}
        <p className="caption mailboxes-foot">{t('run.rows', { count: pages.total ?? 0 })}</p>
      </div>
    </section>
  );
}
