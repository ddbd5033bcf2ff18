import { createContext, useCallback, useContext, useState } from 'react';
import { useStore } from 'zustand';
import type { ProcedureInput, ProcedureName, ProcedureOutput } from '../../../shared/contract/procedures.ts';
import type { WizardError } from '../../../shared/contract/wizard/common.ts';
import type { WizardState } from '../../../shared/contract/wizard/state.ts';
import type { WizardStore, WizardView } from './store.ts';

export const WizardContext = createContext<WizardStore | null>(null);

export function useWizard(): WizardStore {
  const store = useContext(WizardContext);
  if (store === null) throw new Error('useWizard outside the wizard');
  return store;
}

export function useView<T>(select: (view: WizardView) => T): T {
  return useStore(useWizard(), select);
}

/** The frame of the open project; steps are only shown when there is one. */
export function useFrame(): WizardState {
  const state = useView((view) => view.state);
  if (state === null) throw new Error('no project is open');
  return state;
}

export interface Action {
  readonly error: WizardError | null;
  readonly isBusy: boolean;
  /** Null when it failed; the error is then shown where the action was. */
  run<N extends ProcedureName>(name: N, input: ProcedureInput<N>): Promise<ProcedureOutput<N> | null>;
  readonly clear: () => void;
}

/** Something the operator starts, with its own error beside it. What was typed is saved first. */
export function useAction(): Action {
  const store = useWizard();
  const [error, setError] = useState<WizardError | null>(null);
  const [isBusy, setBusy] = useState(false);
  const run = useCallback(
    async <N extends ProcedureName>(name: N, input: ProcedureInput<N>): Promise<ProcedureOutput<N> | null> => {
      setBusy(true);
      setError(null);
      await store.flush();
      const reply = await store.call(name, input);
      setBusy(false);
      if (reply.ok) return reply.value;
      setError(reply.error);
      return null;
    },
    [store],
  );
  const clear = useCallback(() => setError(null), []);
  return { error, isBusy, run, clear };
}
