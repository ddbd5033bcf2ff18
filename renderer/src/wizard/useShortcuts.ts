import { useEffect } from 'react';
import { neighbourOf } from './neighbourOf.ts';
import { STEPS } from './steps.ts';
import type { StepId } from '../../../shared/contract/wizard/steps.ts';
import type { WizardStore } from './store.ts';
import { useView, useWizard } from './useWizard.ts';

function goIfOpen(wizard: WizardStore, id: StepId | null | undefined): void {
  const { state } = wizard.getState();
  const step = state?.steps.find((one) => one.id === id);
  if (step !== undefined && step.status !== 'locked' && step.id !== state?.current) void wizard.goTo(step.id);
}

function press(way: 'next' | 'back'): void {
  document.querySelector<HTMLElement>(`[data-way="${way}"]`)?.click();
}

/** Ctrl/Cmd+1…9 jumps to a step, Alt+Left goes back; the application menu says the same. */
export function useShortcuts(): void {
  const wizard = useWizard();
  const command = useView((view) => view.command);

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      const number = Number(event.key);
      if ((event.ctrlKey || event.metaKey) && !event.altKey && number >= 1 && number <= STEPS.length) {
        event.preventDefault();
        goIfOpen(wizard, STEPS[number - 1]?.id);
      }
      const current = wizard.getState().state?.current;
      if (event.altKey && event.key === 'ArrowLeft' && current !== undefined) {
        event.preventDefault();
        goIfOpen(wizard, neighbourOf(current, -1));
      }
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [wizard]);

  useEffect(() => {
    if (command.number === 0) return;
    if (command.name === 'next' || command.name === 'back') press(command.name);
    else if (command.name === 'close-project') void wizard.call('project.close', {});
    else if (command.name === 'find') document.querySelector<HTMLElement>('input[type="search"]')?.focus();
    else if (command.name.startsWith('step-')) goIfOpen(wizard, STEPS[Number(command.name.slice(5)) - 1]?.id);
  }, [wizard, command]);
}
