import { FluentProvider } from '@fluentui/react-components';
import { act, createElement, type ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import { createClient, type Bridge } from '../../../../shared/contract/bridge.ts';
import { DEFAULT_SETTINGS } from '../../../../shared/contract/wizard/settings.ts';
import type { WizardState } from '../../../../shared/contract/wizard/state.ts';
import { STEP_IDS, type Issue, type StepId } from '../../../../shared/contract/wizard/steps.ts';
import { createWords } from '../../../../renderer/src/text/catalogue.ts';
import { WordsContext } from '../../../../renderer/src/text/useWords.ts';
import { createWizardStore } from '../../../../renderer/src/wizard/store.ts';
import { LIGHT_THEME } from '../../../../renderer/src/wizard/theme.ts';
import { WizardContext } from '../../../../renderer/src/wizard/useWizard.ts';

const HOST = {
  ...{ kind: 'loopback', platform: 'linux', version: '1', hasFileDialogs: false },
  ...{ canStoreSecrets: false, secretStore: '', hasSample: false, pages: [] },
};

/** A frame with these issues at these steps. */
export function frameWith(
  issues: Partial<Readonly<Record<StepId, readonly Issue[]>>> = {},
  change: Partial<WizardState> = {},
): WizardState {
  return {
    project: { path: '/a.godwit', fileName: 'a.godwit', title: 'a', isSample: false },
    current: 'source',
    steps: STEP_IDS.map((id) => ({ id, status: 'open', needs: null, issues: [...(issues[id] ?? [])] })),
    settings: DEFAULT_SETTINGS,
    secrets: { source: 'none', directory: 'none', target: 'none' },
    facts: { snapshot: null, directory: null, target: null, mapping: null, plan: null, run: null, verification: null },
    jobs: [],
    truth: { written: 0, couldSendOutside: 0 },
    ...change,
  };
}

export interface DrawnWizard {
  readonly root: HTMLElement;
  readonly calls: { readonly name: string; readonly input: unknown }[];
  /** What the host answers from now on. */
  readonly answers: Record<string, unknown>;
  /** The host tells how things stand. */
  tell(state: WizardState): Promise<void>;
  /** Types into a field and leaves it. */
  fill(field: HTMLInputElement, text: string): Promise<void>;
  press(text: string): Promise<void>;
  texts(): string;
}

/** Draws a part of the wizard in a page without layout; only the transport is played. */
export async function drawWizard(
  part: ReactElement,
  state: WizardState,
  given: Readonly<Record<string, unknown>> = {},
): Promise<DrawnWizard> {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  const calls: { name: string; input: unknown }[] = [];
  const answers: Record<string, unknown> = { 'host.info': HOST, 'project.state': { state }, ...given };
  let hear: (event: unknown) => void = () => undefined;
  let seq = 0;
  const bridge: Bridge = {
    call: (name, input) => {
      calls.push({ name, input });
      return name in answers ? Promise.resolve({ ok: true, value: answers[name] }) : Promise.reject(new Error(`no ${name}`));
    },
    listen: (_position, onEvent) => {
      hear = onEvent;
      return () => undefined;
    },
  };
  const store = createWizardStore(createClient(bridge));
  const root = document.body.appendChild(document.createElement('div'));
  const words = createElement(WordsContext.Provider, { value: createWords('en') }, part);
  const wizard = createElement(WizardContext.Provider, { value: store }, words);
  const settle = (): Promise<void> => act(() => new Promise<void>((resolve) => setTimeout(resolve, 5)));
  store.start();
  await settle();
  act(() => createRoot(root).render(createElement(FluentProvider, { theme: LIGHT_THEME }, wizard)));
  await settle();
  return {
    root,
    calls,
    answers,
    tell: async (next) => {
      seq += 1;
      act(() => hear({ seq, host: 'h', name: 'state.changed', payload: { state: next } }));
      await settle();
    },
    fill: async (field, text) => {
      act(() => {
        // React hears only what goes through the prototype's own setter.
        Reflect.set(HTMLInputElement.prototype, 'value', text, field);
        field.dispatchEvent(new Event('input', { bubbles: true }));
      });
      await act(() => {
        field.dispatchEvent(new FocusEvent('focusout', { bubbles: true }));
        return settle();
      });
    },
    press: async (text) => {
      const button = [...root.querySelectorAll('button')].find(({ textContent }) => textContent.includes(text));
      if (button === undefined) throw new Error(`no button «${text}» in ${root.textContent}`);
      act(() => button.click());
      await settle();
    },
    texts: () => root.textContent,
  };
}
