import { describeFailure } from '../../../shared/contract/errors.ts';
import { Failure } from '../../../shared/domain/failure.ts';

/** One thing that was looked at, in words; of a failure its sentence, code and remedy. */
export interface CheckStep {
  readonly area: 'source' | 'directory' | 'target';
  readonly step: string;
  readonly ok: boolean;
  readonly detail: string;
  readonly code?: string;
  readonly remedy?: string;
}

export function passedStep(area: CheckStep['area'], step: string, detail: string): CheckStep {
  return { area, step, ok: true, detail };
}

export function failedStep(area: CheckStep['area'], step: string, failure: Failure): CheckStep {
  const { code, sentence, remedy, detail } = describeFailure(failure);
  return { area, step, ok: false, detail: detail === undefined || detail === '' ? sentence : `${sentence} (${detail})`, code, remedy };
}

/** Looks at one thing; what it throws as `Failure` is the step's outcome. Interruptions go through. */
export async function stepOf(area: CheckStep['area'], step: string, look: () => string | Promise<string>): Promise<CheckStep> {
  try {
    return passedStep(area, step, await look());
  } catch (error) {
    if (!(error instanceof Failure) || error.code === 'INTERRUPTED') throw error;
    return failedStep(area, step, error);
  }
}
