import { useCallback, useEffect, useRef, useState } from 'react';
import type { WizardError } from '../../../shared/contract/wizard/common.ts';
import type { Reply } from '../../../shared/contract/bridge.ts';
import { useView } from './useWizard.ts';

export const PAGE_SIZE = 100;
/** Pages kept beside the visible ones; enough to scroll back without a flicker, little enough for any list. */
const KEPT_PAGES = 30;

interface PageAnswer<Row> {
  readonly total: number;
  readonly offset: number;
  readonly rows: readonly Row[];
}

export interface Pages<Row> {
  /** Exact; null before the first answer. */
  readonly total: number | null;
  readonly error: WizardError | null;
  readonly rowAt: (index: number) => Row | null;
  /** Tells which rows are to be seen, so that their pages are asked for. */
  readonly show: (first: number, last: number) => void;
  /** Asks for a row that is not to be seen in the list but beside it. */
  readonly need: (index: number) => void;
  readonly reload: () => void;
}

export type AskPage<Row> = (page: { readonly offset: number; readonly limit: number }) => Promise<Reply<PageAnswer<Row>>>;

interface Cache<Row> {
  readonly pages: Map<number, readonly Row[]>;
  readonly asked: Set<number>;
}

/** A long list whose rows stay with the host; only pages near the visible rows are here. `question` names the filters. */
export function usePages<Row>(question: string, ask: AskPage<Row>): Pages<Row> {
  const generation = useView((view) => view.generation);
  const [count, setCount] = useState(0);
  const [, redraw] = useState(0);
  const [total, setTotal] = useState<number | null>(null);
  const [error, setError] = useState<WizardError | null>(null);
  const cache = useRef<Cache<Row>>({ pages: new Map(), asked: new Set() });
  const visible = useRef({ first: 0, last: 0 });
  const latest = useRef(ask);
  latest.current = ask;

  const load = useCallback((page: number, into: Cache<Row>) => {
    if (into.asked.has(page)) return;
    into.asked.add(page);
    void latest.current({ offset: page * PAGE_SIZE, limit: PAGE_SIZE }).then((reply) => {
      if (cache.current !== into) return;
      if (!reply.ok) {
        into.asked.delete(page);
        setError(reply.error);
        return;
      }
      into.pages.set(page, reply.value.rows);
      const oldest = [...into.pages.keys()].find((key) => into.pages.size > KEPT_PAGES && key !== page);
      if (oldest !== undefined) {
        into.pages.delete(oldest);
        into.asked.delete(oldest);
      }
      setError(null);
      setTotal(reply.value.total);
      redraw((before) => before + 1);
    });
  }, []);

  useEffect(() => {
    // The rows of the last question stay on screen until the first page of the new one is here.
    const next: Cache<Row> = { pages: new Map(), asked: new Set() };
    cache.current = next;
    const { first, last } = visible.current;
    for (let page = Math.floor(first / PAGE_SIZE); page <= Math.floor(last / PAGE_SIZE); page += 1) load(page, next);
  }, [question, generation, count, load]);

  const rowAt = useCallback(
    (index: number): Row | null => cache.current.pages.get(Math.floor(index / PAGE_SIZE))?.[index % PAGE_SIZE] ?? null,
    [],
  );
  const show = useCallback(
    (first: number, last: number) => {
      visible.current = { first, last };
      for (let page = Math.floor(first / PAGE_SIZE); page <= Math.floor(last / PAGE_SIZE); page += 1) load(page, cache.current);
    },
    [load],
  );
  const need = useCallback((index: number) => load(Math.floor(index / PAGE_SIZE), cache.current), [load]);
  const reload = useCallback(() => setCount((before) => before + 1), []);
  return { total, error, rowAt, show, need, reload };
}
