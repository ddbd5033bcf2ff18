import { SearchBox, Select, Tab, TabList } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useWords } from '../../text/useWords.ts';
import { Chip } from '../../ui/Chip.tsx';
import { StateIcon } from '../../ui/StateBadge.tsx';
import { useAnswer } from '../../wizard/useAnswer.ts';
import { countOfTab, STATE_ICONS, STATES, TABS, type KindTab } from './mappingWords.ts';
import type { MappingSort, MappingWork } from './useMapping.ts';

const SORTS: readonly MappingSort[] = ['needs-you-first', 'name', 'email', 'events'];

/** Tabs by kind, chips by state, one list for the rule and one for the order. No chip pressed shows all. */
export function MappingFilters({ work }: { readonly work: MappingWork }): ReactElement {
  const { t } = useWords();
  const { filter, setFilter } = work;
  const summary = work.summary.value;
  const [byKind, byState, byRule] = [summary?.byKind ?? {}, summary?.byState ?? {}, summary?.byRule ?? {}];
  const calendars = useAnswer('mapping.calendars', { limit: 1 }, summary?.fingerprint ?? '').value?.total ?? 0;
  const count = (tab: KindTab): number => (tab === 'calendars' ? calendars : countOfTab(tab, byKind));
  const states = STATES.filter((state) => (byState[state] ?? 0) > 0 || filter.states.includes(state));
  return (
    <>
      <div className="mapping-tabs">
        <TabList
          selectedValue={filter.tab}
          onTabSelect={(_event, { value }) => {
            const tab = TABS.find((one) => one === value);
            if (tab !== undefined) setFilter({ tab });
          }}
        >
          {TABS.filter((tab) => tab === 'all' || count(tab) > 0).map((tab) => (
            <Tab key={tab} value={tab}>
              {t(`mapping.tab.${tab}`, { count: count(tab) })}
            </Tab>
          ))}
        </TabList>
        <SearchBox
          className="mapping-find"
          aria-label={t('mapping.find')}
          placeholder={t('mapping.find')}
          value={filter.text}
          onChange={(_event, data) => setFilter({ text: data.value })}
        />
      </div>
      {filter.tab !== 'calendars' && (
        <div className="row mapping-chips" role="group" aria-label={t('mapping.filters')}>
          {states.map((state) => (
            <Chip
              key={state}
              icon={<StateIcon state={STATE_ICONS[state]} />}
              label={t(`mapping.chip.${state}`, { count: byState[state] ?? 0 })}
              isOn={filter.states.includes(state)}
              onToggle={() =>
                setFilter({
                  states: filter.states.includes(state) ? filter.states.filter((one) => one !== state) : [...filter.states, state],
                })
              }
            />
          ))}
          <span className="chip-line" />
          <Select
            size="small"
            aria-label={t('mapping.rule')}
            value={filter.rule}
            onChange={(_event, data) => setFilter({ rule: data.value })}
          >
            <option value="">{t('mapping.ruleAny')}</option>
            {Object.entries(byRule).map(([rule, count]) => (
              <option key={rule} value={rule}>
                {t('mapping.ruleCount', { rule, count })}
              </option>
            ))}
          </Select>
          <Select
            size="small"
            aria-label={t('mapping.sort')}
            value={filter.sort}
            onChange={(_event, data) => {
              const sort = SORTS.find((one) => one === data.value);
              if (sort !== undefined) setFilter({ sort });
            }}
          >
            {SORTS.map((sort) => (
              <option key={sort} value={sort}>
                {t(`mapping.sort.${sort}`)}
              </option>
            ))}
          </Select>
        </div>
      )}
    </>
  );
}
