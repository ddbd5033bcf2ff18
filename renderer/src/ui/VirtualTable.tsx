import type { KeyboardEvent, ReactElement, ReactNode } from 'react';
import { useWindowing } from './useWindowing.ts';

export interface VirtualColumn<Row> {
  readonly id: string;
  readonly head: ReactNode;
  readonly isNumber?: boolean;
  readonly cell: (row: Row, index: number) => ReactNode;
}

export interface VirtualTableProps<Row> {
  readonly label: string;
  readonly columns: readonly VirtualColumn<Row>[];
  /** The true count, however many rows are here. */
  readonly total: number;
  readonly rowHeight: number;
  readonly loadingLabel: string;
  /** Class that sets the widths of the columns. */
  readonly className: string;
  readonly rowAt: (index: number) => Row | null;
  readonly rowKey: (index: number) => string;
  readonly onShow: (first: number, last: number) => void;
  readonly rowClass?: (row: Row) => string;
  /** Drawn below a row, in the same grid. */
  readonly below?: (row: Row, index: number) => ReactNode;
  readonly active?: number;
  readonly onActive?: (index: number) => void;
  readonly onRowKey?: (event: KeyboardEvent, index: number) => void;
  readonly isSelected?: (row: Row) => boolean;
}

const OVERSCAN = 6;
const rowSelector = (index: number): string => `[data-index="${String(index)}"]`;

/** A table of any length: one tab stop, arrows move, only rows near the window exist. */
export function VirtualTable<Row>(props: VirtualTableProps<Row>): ReactElement {
  const { columns, total, rowHeight, active = 0, onActive, rowKey, onShow } = props;
  const { frame, virtualizer, moveByKey } = useWindowing({
    total,
    rowHeight,
    overscan: OVERSCAN,
    rowKey,
    onShow,
    active,
    onActive,
    rowSelector,
  });

  function onKeyDown(event: KeyboardEvent, index: number): void {
    if (event.target === event.currentTarget && moveByKey(event, index)) return;
    props.onRowKey?.(event, index);
  }

  return (
    <div
      className={`virtual-table ${props.className}`}
      role="grid"
      aria-label={props.label}
      aria-rowcount={total + 1}
      aria-colcount={columns.length}
    >
      <div role="rowgroup" className="virtual-head">
        <div className="virtual-row is-head" role="row" aria-rowindex={1}>
          {columns.map((column) => (
            <div key={column.id} role="columnheader" className={`cell cell-${column.id} ${column.isNumber === true ? 'is-number' : ''}`}>
              {column.head}
            </div>
          ))}
        </div>
      </div>
      <div ref={frame} className="virtual-body" role="rowgroup">
        <div className="virtual-space" role="presentation" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((item) => {
            const row = props.rowAt(item.index);
            const isSelected = row !== null && props.isSelected?.(row) === true;
            return (
              <div
                key={item.key}
                ref={virtualizer.measureElement}
                data-index={item.index}
                role="row"
                aria-rowindex={item.index + 2}
                {...(props.isSelected === undefined ? {} : { 'aria-selected': isSelected })}
                tabIndex={item.index === active ? 0 : -1}
                className={`virtual-row ${isSelected ? 'is-selected' : ''} ${row === null ? 'is-loading' : (props.rowClass?.(row) ?? '')}`}
                style={{ transform: `translateY(${String(item.start)}px)`, minHeight: rowHeight }}
                onKeyDown={(event) => onKeyDown(event, item.index)}
                onFocus={() => onActive?.(item.index)}
              >
                {row === null ? (
                  <div role="gridcell" className="cell row-skeleton">
                    <span className="visually-hidden">{props.loadingLabel}</span>
                  </div>
                ) : (
                  <>
                    {columns.map((column) => (
                      <div
                        key={column.id}
                        role="gridcell"
                        className={`cell cell-${column.id} ${column.isNumber === true ? 'is-number' : ''}`}
                      >
                        {column.cell(row, item.index)}
                      </div>
                    ))}
                    {props.below?.(row, item.index)}
                  </>
                )}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
