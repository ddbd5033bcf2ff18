import { assertNever } from '../../../shared/domain/failure.ts';
import type { Step } from '../../../shared/run/living/Step.ts';
import type { Outcome, Verdict } from '../../../shared/run/living/transition.ts';
import { ANSWER_STEP } from './answerStep.ts';
import { COMPLETE_STEP } from './completeStep.ts';
import { DRESS_STEP } from './dressStep.ts';
import type { MeetingAtWork, StepWork } from './MeetingAtWork.ts';
import { CLEAN_STEP, LIST_STEP } from './messageSteps.ts';
import { SEE_STEP } from './seeStep.ts';
import { SEND_STEP } from './sendStep.ts';
import { TRACKING_STEP } from './trackingStep.ts';

function at<S extends Step, T>(
  work: StepWork<S>,
  step: S,
  choose: (work: StepWork<S>) => ((meeting: MeetingAtWork, step: S) => Promise<T>) | undefined,
) {
  const chosen = choose(work);
  if (chosen === undefined) throw new Error(`${step.do} cannot be done this way`);
  return (meeting: MeetingAtWork): Promise<T> => chosen(meeting, step);
}

/** One row a kind of step. */
function workOf<T>(
  step: Step,
  choose: <S extends Step>(work: StepWork<S>) => ((meeting: MeetingAtWork, step: S) => Promise<T>) | undefined,
) {
  switch (step.do) {
    case 'list':
      return at(LIST_STEP, step, choose);
    case 'send':
    case 'send-occurrence':
      return at(SEND_STEP, step, choose);
    case 'see-copy':
      return at(SEE_STEP, step, choose);
    case 'answer':
      return at(ANSWER_STEP, step, choose);
    case 'complete':
      return at(COMPLETE_STEP, step, choose);
    case 'see-tracking':
      return at(TRACKING_STEP, step, choose);
    case 'dress':
      return at(DRESS_STEP, step, choose);
    case 'clean':
      return at(CLEAN_STEP, step, choose);
    default:
      return assertNever(step);
  }
}

/** Does a step. */
export function act(meeting: MeetingAtWork, step: Step): Promise<Outcome> {
  return workOf<Outcome>(step, (work) => work.act)(meeting);
}

/** Looks whether a step is done. */
export function look(meeting: MeetingAtWork, step: Step): Promise<Verdict> {
  return workOf<Verdict>(step, (work) => work.look)(meeting);
}
