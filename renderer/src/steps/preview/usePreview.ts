import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
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
  readonly select: (index: number) => void;
  readonly setFilter: (change: Partial<PreviewFilter>) => void;
  readonly clearFilter: () => void;
  /** Shows an item wherever it is in the list. */
  readonly reveal: (key: string) => Promise<void>;
}

/** The list of the plan: filters, pages, and which row is shown at the right. */
export function usePreview(): PreviewWork {
  const wizard = useWizard();
  const { facts } = useFrame();
  const [filter, changeFilter] = useState(ALL);
  const [selected, setSelected] = useState(0);
  const [scrollTo, setScrollTo] = useState<{ readonly index: number } | null>(null);
  const isRevealing = useRef(false);
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

  const day = facts.plan?.asOf.slice(0, 10) ?? null;
  useEffect(() => {
    if (day === null) return;
    if (isRevealing.current) {
      isRevealing.current = false;
      return;
    }
    // What is to come is what the operator looks for; the past is above it.
    void wizard.client.call('preview.position', { ...question, key: null, day }).then((reply) => {
      const position = reply.ok ? (reply.value.position ?? 0) : 0;
      setSelected(position);
      setScrollTo({ index: position });
    });
  }, [wizard, day, question]);

  // The row at the right may be outside the part of the list that is to be seen.
  const { need, total } = pages;
  const isThere = pages.rowAt(selected) !== null;
  useEffect(() => {
    if (!isThere && total !== null && selected < total) need(selected);
  }, [isThere, total, selected, need]);

  return {
    filter,
    isFiltered: JSON.stringify({ ...filter, mailbox: null }) !== JSON.stringify(ALL) || filter.mailbox !== null,
    pages,
    selected,
    scrollTo,
    select: setSelected,
    setFilter: (change) => {
      changeFilter((before) => ({ ...before, ...change }));
    },
    clearFilter: () => {
      changeFilter(ALL);
    },
    reveal: async (key) => {
      const inFilter = await wizard.client.call('preview.position', { ...question, key, day: null });
      let position = inFilter.ok ? inFilter.value.position : null;
      if (position === null) {
        isRevealing.current = true;
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
