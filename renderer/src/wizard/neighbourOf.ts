import { STEP_IDS, type StepId } from '../../../shared/contract/wizard/steps.ts';

/** The step before or after; null at the ends. */
export function neighbourOf(id: StepId, distance: 1 | -1): StepId | null {
  return STEP_IDS[STEP_IDS.indexOf(id) + distance] ?? null;
}
