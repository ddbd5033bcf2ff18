import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import type { MappingState, WizardMappingRow } from '../../../../shared/contract/wizard/mapping.ts';
import { useAnswer, type Answer } from '../../wizard/useAnswer.ts';
import { usePages, type Pages } from '../../wizard/usePages.ts';
import { useAction, useFrame, useWizard, type Action } from '../../wizard/useWizard.ts';
import type { ProcedureOutput } from '../../../../shared/contract/procedures.ts';
import type { Decision } from './Candidates.tsx';
import { TAB_KINDS, type KindTab } from './mappingWords.ts';

export type MappingSort = 'needs-you-first' | 'name' | 'email' | 'events';

export interface MappingFilter {
  readonly tab: KindTab;
  readonly text: string;
  readonly states: readonly MappingState[];
  readonly rule: string;
  readonly sort: MappingSort;
}

const ALL: MappingFilter = { tab: 'all', text: '', states: [], rule: '', sort: 'needs-you-first' };

export interface MappingWork {
  readonly filter: MappingFilter;
  readonly pages: Pages<WizardMappingRow>;
  readonly summary: Answer<ProcedureOutput<'mapping.summary'>>;
  readonly safe: readonly string[];
  readonly selection: ReadonlySet<string>;
  readonly action: Action;
  readonly setFilter: (change: Partial<MappingFilter>) => void;
  readonly clearFilter: () => void;
  readonly setSelection: (selection: ReadonlySet<string>) => void;
  readonly selectAll: () => Promise<void>;
  readonly decide: (sources: readonly string[], decision: Decision) => Promise<void>;
  readonly takeBack: () => Promise<void>;
}

/** Filters, rows, selection and decisions of the mapping. */
export function useMapping(): MappingWork {
  const wizard = useWizard();
  const { facts } = useFrame();
  const [filter, changeFilter] = useState(ALL);
  const [selection, setSelection] = useState<ReadonlySet<string>>(new Set());
  const action = useAction();
  const asked = useDeferredValue(filter);
  const question = useMemo(
    () => ({
      text: asked.text,
      kinds: [...TAB_KINDS[asked.tab]],
      states: [...asked.states],
      rules: asked.rule === '' ? [] : [asked.rule],
    }),
    [asked],
  );
  const ask = useCallback(
    (page: { offset: number; limit: number }) =>
      wizard.client.call('mapping.page', { ...question, sort: asked.sort, descending: asked.sort === 'events', ...page }),
    [wizard, question, asked.sort],
  );
  const revision = facts.mapping?.fingerprint ?? '';
  const pages = usePages<WizardMappingRow>(JSON.stringify([question, asked.sort, revision]), ask);
  const summary = useAnswer('mapping.summary', facts.mapping === null ? null : {}, revision);
  const guesses = useAnswer('mapping.select', facts.mapping === null ? null : { states: ['confirm'] }, revision);

  async function after(isDone: boolean): Promise<void> {
    if (!isDone) return;
    setSelection(new Set());
    // The frame's event brings the new fingerprint as well; asking now keeps the row in step with the press.
    pages.reload();
    summary.reload();
    guesses.reload();
    await Promise.resolve();
  }

  return {
    filter,
    pages,
    summary,
    safe: guesses.value?.safe ?? [],
    selection,
    action,
    setFilter: (change) => {
      changeFilter((before) => ({ ...before, ...change }));
      setSelection(new Set());
    },
    clearFilter: () => changeFilter(ALL),
    setSelection,
    selectAll: async () => {
      if (selection.size > 0 && selection.size >= (pages.total ?? 0)) {
        setSelection(new Set());
        return;
      }
      const answer = await action.run('mapping.select', question);
      if (answer !== null) setSelection(new Set(answer.sources));
    },
    decide: async (sources, { decision, email }) =>
      after((await action.run('mapping.decide', { sources: [...sources], decision, email })) !== null),
    takeBack: async () => after((await action.run('mapping.takeBack', {})) !== null),
  };
}
