import type { ReactElement } from 'react';
import { useWords } from '../text/useWords.ts';
import { VirtualTable, type VirtualTableProps } from '../ui/VirtualTable.tsx';
import type { Pages } from './usePages.ts';

export interface PagedTableProps<Row> extends Omit<VirtualTableProps<Row>, 'total' | 'loadingLabel' | 'rowAt' | 'rowKey' | 'onShow'> {
  readonly pages: Pages<Row>;
  /** What a row is known by; without, its place: while rows are asked for anew their elements stay, and with them the focus. */
  readonly keyOf?: (row: Row) => string;
}

/** The pages of a list as a table. */
export function PagedTable<Row>({ pages, keyOf, ...table }: PagedTableProps<Row>): ReactElement {
  const { t } = useWords();
  function rowKey(index: number): string {
    const row = keyOf === undefined ? null : pages.rowAt(index);
    return row === null || keyOf === undefined ? String(index) : keyOf(row);
  }
  return (
    <VirtualTable
      {...table}
      total={pages.total ?? 0}
      loadingLabel={t('shell.loading')}
      rowAt={pages.rowAt}
      rowKey={keyOf === undefined ? String : rowKey}
      onShow={pages.show}
    />
  );
}
