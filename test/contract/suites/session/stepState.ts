import type { WizardState } from '../../../../shared/contract/wizard/state.ts';
import type { TestWizard } from '../../../support/wizardHost.ts';

/** Where the open project stands. */
export async function stateOf(wizard: TestWizard): Promise<WizardState> {
  const { state } = await wizard.call('project.state', {});
  if (state === null) throw new Error('no project is open');
  return state;
}

export function statusOf(state: WizardState, step: string): string {
  return state.steps.find(({ id }) => id === step)?.status ?? '';
}

/** What is open at a step. */
export function codesOf(state: WizardState, step: string): readonly string[] {
  return state.steps.find(({ id }) => id === step)?.issues.map(({ code }) => code) ?? [];
}
