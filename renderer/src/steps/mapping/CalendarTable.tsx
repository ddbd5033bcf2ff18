import { useCallback, useState, type KeyboardEvent, type ReactElement } from 'react';
import type { ProcedureOutput } from '../../../../shared/contract/procedures.ts';
import { useWords } from '../../text/useWords.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorCard } from '../../ui/ErrorCard.tsx';
import { PersonAvatar } from '../../ui/Person.tsx';
import type { VirtualColumn } from '../../ui/VirtualTable.tsx';
import { PagedTable } from '../../wizard/PagedTable.tsx';
import { usePages } from '../../wizard/usePages.ts';
import { useAction, useWizard } from '../../wizard/useWizard.ts';
import { CalendarLtr20Regular } from '@fluentui/react-icons';

export type CalendarRow = ProcedureOutput<'mapping.calendars'>['rows'][number];
export type Choice = Pick<CalendarRow, 'ownerUid' | 'calendar' | 'route' | 'target'>;

const ROUTES = ['default', 'category', 'folder', 'left-out'] as const;

/** Whether a calendar gets a name of its own in Exchange. */
function isNamed(route: CalendarRow['route']): boolean {
  return route === 'category' || route === 'folder';
}

/** The choice another route makes of a row: category and folder are called like the calendar until somebody says otherwise. */
export function choiceOf({ ownerUid, calendar, name, target }: CalendarRow, route: CalendarRow['route']): Choice {
  return { ownerUid, calendar, route, target: isNamed(route) ? target || name || calendar : '' };
}

function keyOf(row: CalendarRow): string {
  return `${row.ownerUid}/${row.calendar}`;
}

/** The name is saved when the field is left, or with Enter. */
function NameField({ row, onChoose }: { readonly row: CalendarRow; readonly onChoose: (choice: Choice) => void }): ReactElement {
  const { t } = useWords();
  const [text, setText] = useState(row.target);
  function save(): void {
    const target = text.trim();
    if (target === '') setText(row.target);
    else if (target !== row.target) onChoose({ ...choiceOf(row, row.route), target });
  }
  return (
    <input
      className="calendar-name"
      tabIndex={-1}
      aria-label={t('calendars.nameOf', { calendar: row.name })}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={save}
      onKeyDown={(event) => event.key === 'Enter' && save()}
    />
  );
}

function useColumns(onChoose: (choice: Choice) => void): readonly VirtualColumn<CalendarRow>[] {
  const { t } = useWords();
  return [
    {
      id: 'owner',
      head: t('calendars.owner'),
      cell: (row) => (
        <span className="with-avatar">
          <PersonAvatar name={row.owner} kind="user" />
          <span className="strong">{row.owner}</span>
        </span>
      ),
    },
    {
      id: 'calendar',
      head: t('calendars.calendar'),
      cell: (row) => (
        <span className="two-lines">
          <span>{row.name}</span>
          {row.isTransparent && <span className="caption">{t('calendars.transparent')}</span>}
        </span>
      ),
    },
    {
      id: 'route',
      head: t('calendars.route'),
      // Native, like the boxes of the mapping: a hundred of Fluent’s would hold up scrolling.
      cell: (row) => (
        <select
          className="calendar-route"
          tabIndex={-1}
          aria-label={t('calendars.routeOf', { calendar: row.name, owner: row.owner })}
          value={row.route}
          onChange={(event) => {
            const route = ROUTES.find((one) => one === event.target.value);
            if (route !== undefined) onChoose(choiceOf(row, route));
          }}
        >
          {ROUTES.map((route) => (
            <option key={route} value={route}>
              {t(`calendars.route.${route}`)}
            </option>
          ))}
        </select>
      ),
    },
    {
      id: 'target',
      head: t('calendars.target'),
      cell: (row) =>
        isNamed(row.route) ? (
          <NameField key={`${keyOf(row)} ${row.target}`} row={row} onChoose={onChoose} />
        ) : (
          <span className="quiet">–</span>
        ),
    },
    { id: 'by', head: t('calendars.by'), cell: (row) => <span className="caption">{t(`calendars.by.${row.chosenBy}`)}</span> },
  ];
}

/** Where each calendar goes: into the Calendar, as a category, as one of its own, or nowhere. Enter changes, Esc goes back to the row. */
export function CalendarTable({ text, revision }: { readonly text: string; readonly revision: string }): ReactElement {
  const { t } = useWords();
  const wizard = useWizard();
  const action = useAction();
  const [active, setActive] = useState(0);
  const ask = useCallback(
    (page: { offset: number; limit: number }) => wizard.client.call('mapping.calendars', { text, ...page }),
    [wizard, text],
  );
  const pages = usePages<CalendarRow>(`${revision} ${text}`, ask);
  const choose = (choice: Choice): void =>
    void action.run('mapping.routeCalendars', { choices: [choice] }).then((done) => done !== null && pages.reload());
  const columns = useColumns(choose);

  function onRowKey(event: KeyboardEvent, index: number): void {
    const row = event.currentTarget;
    if (!(row instanceof HTMLElement)) return;
    if (event.key === 'Enter' && event.target === row) row.querySelector<HTMLElement>('select')?.focus();
    if (event.key === 'Escape') row.focus();
    setActive(index);
  }

  return (
    <div className="card mapping-card">
      {action.error !== null && <ErrorCard error={action.error} />}
      {pages.error !== null && <ErrorCard error={pages.error} />}
      {pages.total === 0 && (
        <EmptyState
          icon={<CalendarLtr20Regular />}
          title={text === '' ? t('calendars.none') : t('mapping.noneFor', { text })}
          reason={t('calendars.noneReason')}
        />
      )}
      {(pages.total ?? 0) > 0 && (
        <PagedTable
          pages={pages}
          label={t('calendars.label')}
          className="calendar-table"
          columns={columns}
          rowHeight={48}
          active={active}
          onActive={setActive}
          onRowKey={onRowKey}
        />
      )}
    </div>
  );
}
