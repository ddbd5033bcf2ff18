import { VehicleCar20Regular } from '@fluentui/react-icons';
import { useEffect, type KeyboardEvent, type ReactElement } from 'react';
import type { PreviewRow } from '../../../../shared/contract/wizard/preview.ts';
import { clockOf, dayOf, longDay } from '../../text/time.ts';
import { useWords } from '../../text/useWords.ts';
import { DifferenceWord } from '../../ui/DifferenceWord.tsx';
import { useWindowing } from '../../ui/useWindowing.ts';
import { rowChange, rowLine, SEVERITY_WORDS, travelSide } from './rowWords.ts';
import type { PreviewWork } from './usePreview.ts';

const ROW_HEIGHT = 48;
const OVERSCAN = 14;
const rowSelector = (index: number): string => `#preview-${String(index)}`;

interface RowProps {
  readonly row: PreviewRow;
  readonly rowAt: (distance: number) => PreviewRow | null;
  readonly isEveryone: boolean;
}

function Clock({ row }: { readonly row: PreviewRow }): ReactElement {
  const words = useWords();
  if (row.isAllDay) return <span className="row-clock">{words.t('row.allDay')}</span>;
  const [from, to] = [clockOf(row.start), clockOf(row.end)];
  return (
    <span className="row-clock">
      <span className="visually-hidden">{words.t('value.span', { from, to })} </span>
      <span aria-hidden="true">{from}</span>
      <span aria-hidden="true" className="quiet">
        {to}
      </span>
    </span>
  );
}

function ListRow({ row, rowAt, isEveryone }: RowProps): ReactElement {
  const words = useWords();
  const travel = travelSide(row, rowAt);
  const isTravel = row.kind === 'travel';
  const change = rowChange(row, words);
  const nextIsOwnTravel = rowAt(1)?.parentKey === row.key && row.key !== '';
  const beforeIsOwnTravel = rowAt(-1)?.parentKey === row.key && row.key !== '';
  const side = travel === null ? '' : `is-${travel.side}`;
  return (
    <>
      <span className="visually-hidden">{longDay(words, row.start)} </span>
      <Clock row={row} />
      <span
        className={`row-edge ${isTravel ? `is-travel ${side}` : ''} ${row.type === 'skipped' ? 'is-skipped' : ''} ${beforeIsOwnTravel ? 'has-before' : ''} ${nextIsOwnTravel ? 'has-after' : ''}`}
        aria-hidden="true"
      />
      <span className={`row-title ${isTravel ? '' : 'strong'}`}>
        {isTravel && <VehicleCar20Regular aria-hidden="true" />}
        {row.subject === '' ? words.t('row.noTitle') : row.subject}
      </span>
      <span className="row-change">
        {isTravel ? (
          <span className="travel-word">{change}</span>
        ) : row.worst === null || row.type === 'skipped' ? (
          <span className="quiet">{change}</span>
        ) : (
          <DifferenceWord kind={SEVERITY_WORDS[row.worst]} text={change} />
        )}
      </span>
      <span className="row-line">
        {travel === null
          ? rowLine(row, words, isEveryone)
          : words.t(travel.side === 'before' ? 'row.to' : 'row.backFrom', { title: travel.parent.subject })}
      </span>
    </>
  );
}

/** Every planned item by day; up and down change the detail, [ and ] go to the next difference. */
export function PreviewList({ work }: { readonly work: PreviewWork }): ReactElement {
  const words = useWords();
  const { pages, selected, select, scrollTo, filter } = work;
  const total = pages.total ?? 0;
  const { frame, virtualizer, moveTo, moveByKey } = useWindowing({
    total,
    rowHeight: ROW_HEIGHT,
    overscan: OVERSCAN,
    rowKey: String,
    onShow: pages.show,
    active: selected,
    onActive: select,
    rowSelector,
  });
  // The place may be known before the list is long enough to have it.
  const hasPlace = scrollTo !== null && scrollTo.index < total;
  useEffect(() => {
    if (scrollTo !== null && hasPlace) virtualizer.scrollToIndex(scrollTo.index, { align: 'center' });
  }, [scrollTo, hasPlace, virtualizer]);

  function nextDifference(step: 1 | -1): void {
    for (let index = selected + step; index >= 0 && index < total; index += step) {
      const row = pages.rowAt(index);
      if (row === null) return;
      if (row.changes > 0) {
        moveTo(index);
        return;
      }
    }
  }
  function onKeyDown(event: KeyboardEvent): void {
    moveByKey(event, selected);
    if (event.key === '[') nextDifference(-1);
    if (event.key === ']') nextDifference(1);
  }

  return (
    <div
      ref={frame}
      className="preview-list"
      role="listbox"
      aria-label={words.t('preview.list')}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      data-pane="list"
    >
      <div className="virtual-space" role="presentation" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const row = pages.rowAt(item.index);
          const before = pages.rowAt(item.index - 1);
          const isNewDay =
            row !== null && row.start !== '' && (item.index === 0 || (before !== null && dayOf(before.start) !== dayOf(row.start)));
          const near = (distance: number): PreviewRow | null => (item.index + distance < 0 ? null : pages.rowAt(item.index + distance));
          return (
            <div
              key={item.key}
              ref={virtualizer.measureElement}
              data-index={item.index}
              role="presentation"
              className="preview-slot"
              style={{ transform: `translateY(${String(item.start)}px)` }}
            >
              {isNewDay && (
                <div className="row-day" aria-hidden="true">
                  {longDay(words, row.start)}
                </div>
              )}
              <div
                id={`preview-${String(item.index)}`}
                role="option"
                aria-selected={item.index === selected}
                aria-setsize={total}
                aria-posinset={item.index + 1}
                tabIndex={item.index === selected ? 0 : -1}
                className={`preview-row ${item.index === selected ? 'is-current' : ''}`}
                onClick={() => moveTo(item.index)}
              >
                {row === null ? (
                  <span className="row-skeleton">
                    <span className="visually-hidden">{words.t('shell.loading')}</span>
                  </span>
                ) : (
                  <ListRow row={row} rowAt={near} isEveryone={filter.mailbox === null} />
                )}
              </div>
            </div>
          );
        })}
      </div>
    </div>
  );
}
