import { useCallback, useEffect, useState } from 'react';
import type { ProcedureInput, ProcedureName, ProcedureOutput } from '../../../shared/contract/procedures.ts';
import type { WizardError } from '../../../shared/contract/wizard/common.ts';
import { useView, useWizard } from './useWizard.ts';

export interface Answer<T> {
  /** The last good one stays while a new one is on its way. */
  readonly value: T | null;
  readonly error: WizardError | null;
  readonly isLoading: boolean;
  readonly reload: () => void;
}

/** Asks, and asks again when the question, `revision` or the generation of the host's events changes. `null` asks nothing. */
export function useAnswer<N extends ProcedureName>(
  name: N,
  input: ProcedureInput<N> | null,
  revision: string | number = '',
): Answer<ProcedureOutput<N>> {
  const store = useWizard();
  const generation = useView((view) => view.generation);
  const [count, setCount] = useState(0);
  const [answer, setAnswer] = useState<Omit<Answer<ProcedureOutput<N>>, 'reload'>>({ value: null, error: null, isLoading: input !== null });
  const question = JSON.stringify(input);

  useEffect(() => {
    if (input === null) {
      setAnswer({ value: null, error: null, isLoading: false });
      return undefined;
    }
    let isCurrent = true;
    setAnswer((before) => ({ ...before, isLoading: true }));
    void store.client.call(name, input).then((reply) => {
      if (!isCurrent) return;
      setAnswer((before) =>
        reply.ok ? { value: reply.value, error: null, isLoading: false } : { value: before.value, error: reply.error, isLoading: false },
      );
    });
    return () => {
      isCurrent = false;
    };
    // `question` stands for `input`, whose identity changes with each drawing.
  }, [store, name, question, revision, generation, count]);

  const reload = useCallback(() => setCount((before) => before + 1), []);
  return { ...answer, reload };
}
