import { Checkbox } from '@fluentui/react-components';
import { ChevronDown16Regular, ChevronUp16Regular } from '@fluentui/react-icons';
import { useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import type { WizardMappingRow } from '../../../../shared/contract/wizard/mapping.ts';
import { useWords } from '../../text/useWords.ts';
import { Confidence } from '../../ui/Confidence.tsx';
import { PersonAvatar } from '../../ui/Person.tsx';
import { StateBadge } from '../../ui/StateBadge.tsx';
import type { VirtualColumn } from '../../ui/VirtualTable.tsx';
import { PagedTable } from '../../wizard/PagedTable.tsx';
import type { Pages } from '../../wizard/usePages.ts';
import { Candidates, type Decision } from './Candidates.tsx';
import { confidenceOf, nameOf, ruleSentence, STATE_ICONS, targetOf, toggled } from './mappingWords.ts';

export interface MappingTableProps {
  readonly pages: Pages<WizardMappingRow>;
  readonly selection: ReadonlySet<string>;
  readonly onSelect: (selection: ReadonlySet<string>) => void;
  readonly onSelectAll: () => void;
  readonly onDecide: (sources: readonly string[], decision: Decision) => void;
}

/** The rows between two, as far as they are here. */
function between(pages: Pages<WizardMappingRow>, one: number, other: number): readonly string[] {
  const [first, last] = one < other ? [one, other] : [other, one];
  const sources: string[] = [];
  for (let index = first; index <= last; index += 1) {
    const row = pages.rowAt(index);
    if (row !== null) sources.push(row.source);
  }
  return sources;
}

function useColumns(
  props: MappingTableProps,
  open: string | null,
  setOpen: (source: string | null) => void,
): readonly VirtualColumn<WizardMappingRow>[] {
  const words = useWords();
  const { t, locale } = words;
  const { selection, onSelect, onSelectAll, pages } = props;
  return [
    {
      id: 'select',
      head: (
        <Checkbox
          aria-label={t('mapping.selectAll', { count: pages.total ?? 0 })}
          checked={selection.size === 0 ? false : selection.size >= (pages.total ?? 0) ? true : 'mixed'}
          onChange={onSelectAll}
        />
      ),
      // Native: a hundred of Fluent’s would hold up scrolling.
      cell: (row) => (
        <input
          type="checkbox"
          className="row-check"
          tabIndex={-1}
          aria-label={t('mapping.select', { name: nameOf(row) })}
          checked={selection.has(row.source)}
          onChange={() => onSelect(toggled(selection, [row.source]))}
        />
      ),
    },
    {
      id: 'mac',
      head: t('mapping.column.mac'),
      cell: (row) => (
        <span className="with-avatar">
          <PersonAvatar name={nameOf(row)} kind={row.kind} />
          <span className="two-lines">
            <span className="strong">{nameOf(row)}</span>
            <span className="caption">{row.sourceAddress === '' ? t('mapping.noAddress') : row.sourceAddress}</span>
          </span>
        </span>
      ),
    },
    {
      id: 'exchange',
      head: t('mapping.column.exchange'),
      cell: (row) => <span className={row.state === 'decide' || row.state === 'left-out' ? 'quiet' : ''}>{targetOf(row, words)}</span>,
    },
    { id: 'rule', head: t('mapping.column.rule'), cell: (row) => <span className="rule-text">{ruleSentence(row, words)}</span> },
    { id: 'confidence', head: t('mapping.column.confidence'), cell: (row) => <Confidence {...confidenceOf(row, words)} /> },
    { id: 'events', head: t('mapping.column.events'), isNumber: true, cell: (row) => row.events.toLocaleString(locale) },
    {
      id: 'state',
      head: t('mapping.column.state'),
      cell: (row) => (
        <button
          type="button"
          tabIndex={-1}
          className="state-button"
          aria-expanded={open === row.source}
          onClick={() => setOpen(open === row.source ? null : row.source)}
        >
          <StateBadge state={STATE_ICONS[row.state]}>{t(`mapping.state.${row.state}`)}</StateBadge>
          {open === row.source ? <ChevronUp16Regular aria-hidden="true" /> : <ChevronDown16Regular aria-hidden="true" />}
        </button>
      ),
    },
  ];
}

/** Who on the Mac is whom in Exchange: Space selects, Shift+Space a range, Enter opens the candidates, Esc closes them. */
export function MappingTable(props: MappingTableProps): ReactElement {
  const { t } = useWords();
  const { pages, selection, onSelect, onDecide } = props;
  const [active, setActive] = useState(0);
  const [open, setOpen] = useState<string | null>(null);
  const anchor = useRef(0);
  const columns = useColumns(props, open, setOpen);

  function focusRow(index: number): void {
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`.mapping-table [data-index="${String(index)}"]`)?.focus());
  }

  function onRowKey(event: KeyboardEvent, index: number): void {
    const row = pages.rowAt(index);
    if (row === null || event.target !== event.currentTarget) return;
    if (event.key === ' ') {
      event.preventDefault();
      onSelect(event.shiftKey ? new Set([...selection, ...between(pages, anchor.current, index)]) : toggled(selection, [row.source]));
      anchor.current = index;
    }
    if (event.key === 'Enter') {
      setOpen(row.source);
      requestAnimationFrame(() => document.querySelector<HTMLElement>('.candidates button, .candidates input')?.focus());
    }
    if (event.key === 'Escape') setOpen(null);
  }

  return (
    <PagedTable
      pages={pages}
      label={t('mapping.label')}
      className="mapping-table"
      columns={columns}
      rowHeight={48}
      active={active}
      onActive={setActive}
      onRowKey={onRowKey}
      isSelected={(row) => selection.has(row.source)}
      rowClass={(row) => (open === row.source ? 'is-open' : '')}
      below={(row, index) =>
        open === row.source ? (
          <Candidates
            row={row}
            onClose={() => {
              setOpen(null);
              focusRow(index);
            }}
            onDecide={(decision) => {
              setOpen(null);
              onDecide([row.source], decision);
              focusRow(index);
            }}
          />
        ) : null
      }
    />
  );
}
