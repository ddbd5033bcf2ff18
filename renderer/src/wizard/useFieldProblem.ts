import type { StepId } from '../../../shared/contract/wizard/steps.ts';
import { useFrame } from './useWizard.ts';

/** What is wrong with a field, once something was typed or tried: an untouched form is not full of red. */
export function useFieldProblem(step: StepId): (field: string) => string | undefined {
  const frame = useFrame();
  const state = frame.steps.find(({ id }) => id === step);
  const isUntouched = state === undefined || state.status === 'open' || state.status === 'locked';
  return (field) => (isUntouched ? undefined : state.issues.find((issue) => issue.field === field && issue.level === 'blocking')?.sentence);
}
