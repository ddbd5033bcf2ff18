import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import type { PreviewRow } from '../../../../shared/contract/wizard/preview.ts';
import { usePages, type Pages } from '../../wizard/usePages.ts';
import { useFrame, useWizard } from '../../wizard/useWizard.ts';

export type Severity = 'adjusted' | 'dropped' | 'unsupported';
export type ItemKind = NonNullable<PreviewRow['kind']>;

export interface PreviewFilter {
  readonly mailbox: string | null;
  readonly text: string;
  readonly severities: readonly Severity[];
  readonly kinds: readonly ItemKind[];
  readonly note: string;
  readonly show: 'items' | 'skipped';
}

const ALL: PreviewFilter = { mailbox: null, text: '', severities: [], kinds: [], note: '', show: 'items' };

export interface PreviewWork {
  readonly filter: PreviewFilter;
  readonly isFiltered: boolean;
  readonly pages: Pages<PreviewRow>;
  readonly selected: number;
  readonly scrollTo: { readonly index: number } | null;
  select(index: number): void;
  setFilter(change: Partial<PreviewFilter>): void;
  clearFilter(): void;
  /** Shows an item wherever it is in the list. */
  reveal(key: string): Promise<void>;
}

/** The list of the plan: filters, pages, and which row is shown at the right. */
export function usePreview(): PreviewWork {
  const wizard = useWizard();
  const { facts } = useFrame();
  const [filter, changeFilter] = useState(ALL);
  const [selected, setSelected] = useState(0);
  const [scrollTo, setScrollTo] = useState<{ readonly index: number } | null>(null);
  const asked = useDeferredValue(filter);
  const question = useMemo(
    () => ({
      mailbox: asked.mailbox,
      text: asked.text,
      severities: [...asked.severities],
      kinds: [...asked.kinds],
      notes: asked.note === '' ? [] : [asked.note],
      show: asked.show,
    }),
    [asked],
  );
  const ask = useCallback(
    (page: { offset: number; limit: number }) => wizard.client.call('preview.page', { ...question, ...page }),
    [wizard, question],
  );
  const pages = usePages<PreviewRow>(JSON.stringify([question, facts.plan?.hash ?? '']), ask);

  return {
    filter,
    isFiltered: JSON.stringify({ ...filter, mailbox: null }) !== JSON.stringify(ALL) || filter.mailbox !== null,
    pages,
    selected,
    scrollTo,
    select: setSelected,
    setFilter: (change) => {
      changeFilter((before) => ({ ...before, ...change }));
      setSelected(0);
      setScrollTo({ index: 0 });
    },
    clearFilter: () => {
      changeFilter(ALL);
      setSelected(0);
    },
    reveal: async (key) => {
      const inFilter = await wizard.client.call('preview.position', { ...question, key, day: null });
      let position = inFilter.ok ? inFilter.value.position : null;
      if (position === null) {
        changeFilter(ALL);
        const anywhere = await wizard.client.call('preview.position', { key, day: null });
        position = anywhere.ok ? anywhere.value.position : null;
      }
      if (position === null) return;
      setSelected(position);
      setScrollTo({ index: position });
    },
  };
}
