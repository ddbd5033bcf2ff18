import type { MeetingState } from '../../../shared/run/living/MeetingState.ts';
import type { Step } from '../../../shared/run/living/Step.ts';
import type { Outcome, Verdict } from '../../../shared/run/living/transition.ts';
import type { Answer } from '../../ports/ExchangeTarget.ts';
import type { MeetingRef } from '../../ports/MeetingTarget.ts';
import { instanceIndex } from '../../../shared/run/living/instances.ts';
import type { LivingContext } from './LivingContext.ts';
import type { MeetingPlan } from './MeetingSource.ts';

/** One meeting while a step of it is being done. */
export interface MeetingAtWork {
  readonly living: LivingContext;
  readonly plan: MeetingPlan;
  /** The organizer's item in Exchange. */
  readonly itemId: string;
  /** As it is now; it moves on while a step is at work. */
  state(): MeetingState;
  /** Requests of this step the server did not execute so far. */
  tries(step: Step): number;
  /**
   * Makes a request that must not be made twice blindly: its intent is on disk before it leaves. `since`: when the item it is about was
   * created, where the request causes mail.
   */
  commit<T>(step: Step, request: () => Promise<Answer<T>>, since?: number): Promise<Answer<T>>;
}

/** How a kind of step is done, and looked at. */
export interface StepWork<S extends Step> {
  readonly act?: (meeting: MeetingAtWork, step: S) => Promise<Outcome>;
  readonly look?: (meeting: MeetingAtWork, step: S) => Promise<Verdict>;
}

/** The organizer's item, or one occurrence of it. */
export function organizerRef({ plan, itemId }: MeetingAtWork, instance: string | null): MeetingRef {
  return occurrenceRef(plan, itemId, instance);
}

/** An item of this meeting in anybody's calendar, or one occurrence of it: all copies have the organizer's pattern. */
export function occurrenceRef({ organizer }: MeetingPlan, masterId: string, instance: string | null): MeetingRef {
  const { recurrence } = organizer.item;
  if (instance === null || recurrence === null) return { itemId: masterId };
  return { masterId, instanceIndex: instanceIndex(recurrence, instance) };
}
