import { Switch } from '@fluentui/react-components';
import { useCallback, useState, type ReactElement } from 'react';
import type { ProcedureOutput } from '../../../../shared/contract/procedures.ts';
import { percent } from '../../text/time.ts';
import { useWords } from '../../text/useWords.ts';
import { StateBadge } from '../../ui/StateBadge.tsx';
import type { VirtualColumn } from '../../ui/VirtualTable.tsx';
import { PagedTable } from '../../wizard/PagedTable.tsx';
import { usePages } from '../../wizard/usePages.ts';
import { useWizard } from '../../wizard/useWizard.ts';

type Verdict = ProcedureOutput<'verify.verdicts'>['rows'][number];

/** Each mailbox with its own parity; Enter shows its differences. */
export function Verdicts({ revision, onShow }: { readonly revision: string; readonly onShow: (mailbox: string) => void }): ReactElement {
  const words = useWords();
  const { t } = words;
  const wizard = useWizard();
  const [onlyDifferent, setOnly] = useState(false);
  const [active, setActive] = useState(0);
  const ask = useCallback(
    (page: { offset: number; limit: number }) => wizard.client.call('verify.verdicts', { onlyDifferent, ...page }),
    [wizard, onlyDifferent],
  );
  const pages = usePages<Verdict>(`${revision} ${String(onlyDifferent)}`, ask);
  const columns: readonly VirtualColumn<Verdict>[] = [
    {
      id: 'mailbox',
      head: t('run.column.mailbox'),
      cell: (row) => (
        <span className="two-lines">
          <span>{row.name}</span>
          <span className="caption">{row.mailbox}</span>
        </span>
      ),
    },
    {
      id: 'parity',
      head: t('verify.column.parity'),
      isNumber: true,
      cell: (row) => percent(words, row.instancesFound, row.instancesSource, 1),
    },
    {
      id: 'result',
      head: t('verify.column.result'),
      cell: (row) => (
        <StateBadge state={row.differences === 0 ? 'ready' : 'warning'}>
          {row.differences === 0 ? t('verify.equal') : t('verify.differ', { count: row.differences })}
        </StateBadge>
      ),
    },
  ];
  return (
    <section className="card verdicts" aria-labelledby="verdicts-title">
      <header className="card-head">
        <h2 className="section-title" id="verdicts-title">
          {t('verify.mailboxes')}
        </h2>
        <Switch
          label={t('verify.onlyDifferent')}
          labelPosition="before"
          checked={onlyDifferent}
          onChange={(_event, data) => setOnly(data.checked)}
        />
      </header>
      {pages.total === 0 && <p className="quiet verdicts-none">{t('verify.noneDiffer')}</p>}
      {(pages.total ?? 0) > 0 && (
        <PagedTable
          pages={pages}
          label={t('verify.mailboxes')}
          className="verdict-table"
          columns={columns}
          rowHeight={48}
          keyOf={({ mailbox }) => mailbox}
          active={active}
          onActive={setActive}
          onRowKey={(event, index) => {
            const row = pages.rowAt(index);
            if (event.key === 'Enter' && row !== null) onShow(row.mailbox);
          }}
        />
      )}
    </section>
  );
}
