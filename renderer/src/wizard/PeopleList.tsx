import { SearchBox } from '@fluentui/react-components';
import { useCallback, useDeferredValue, useState, type ReactElement } from 'react';
import { useWords } from '../text/useWords.ts';
import { ErrorCard } from '../ui/ErrorCard.tsx';
import { PersonAvatar } from '../ui/Person.tsx';
import type { VirtualColumn } from '../ui/VirtualTable.tsx';
import { PagedTable } from './PagedTable.tsx';
import { usePages } from './usePages.ts';
import { useWizard } from './useWizard.ts';

interface PersonRow {
  readonly owner: string;
  readonly name: string;
  readonly calendars: number;
  readonly events: number;
  readonly others: number;
}

/** How much each person has on the Mac, most first. */
export function PeopleList({ revision }: { readonly revision: string }): ReactElement {
  const { t, locale } = useWords();
  const wizard = useWizard();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const asked = useDeferredValue(text);
  const ask = useCallback(
    (page: { offset: number; limit: number }) => wizard.client.call('source.people', { text: asked, ...page }),
    [wizard, asked],
  );
  const pages = usePages<PersonRow>(`${revision} ${asked}`, ask);
  const columns: readonly VirtualColumn<PersonRow>[] = [
    {
      id: 'person',
      head: t('people.person'),
      cell: (row) => (
        <span className="with-avatar">
          <PersonAvatar name={row.name} kind="user" size={24} />
          <span>{row.name}</span>
        </span>
      ),
    },
    { id: 'calendars', head: t('people.calendars'), isNumber: true, cell: (row) => row.calendars.toLocaleString(locale) },
    { id: 'events', head: t('people.events'), isNumber: true, cell: (row) => row.events.toLocaleString(locale) },
    { id: 'others', head: t('people.others'), isNumber: true, cell: (row) => row.others.toLocaleString(locale) },
  ];
  return (
    <section className="card people-card" aria-labelledby="people-title">
      <header className="card-head">
        <h2 className="section-title" id="people-title">
          {t('people.title', { count: pages.total ?? 0 })}
        </h2>
        <SearchBox
          aria-label={t('people.find')}
          placeholder={t('people.find')}
          value={text}
          onChange={(_event, data) => setText(data.value)}
        />
      </header>
      {pages.error !== null && <ErrorCard error={pages.error} />}
      {pages.total === 0 && <p className="quiet people-none">{t('people.none', { text: asked })}</p>}
      {(pages.total ?? 0) > 0 && (
        <PagedTable
          pages={pages}
          label={t('people.label')}
          className="people-table"
          columns={columns}
          rowHeight={40}
          keyOf={({ owner }) => owner}
          active={active}
          onActive={setActive}
        />
      )}
    </section>
  );
}
