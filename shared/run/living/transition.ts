import { assertNever } from '../../domain/failure.ts';
import type { ResponseType } from '../../ews/item.ts';
import { COPY_NOT_THERE, isCopyGone } from './goneCopy.ts';
import type { MeetingLimits } from './limits.ts';
import { PHASES, copyName, type MeetingState, type Phase, type StepState } from './MeetingState.ts';
import { stagesOf } from './stages.ts';
import { STEP_RULES, ruleOf, stepId, type Step } from './Step.ts';
import { peopleOf } from './stepPeople.ts';

/** How a request ended. `stuck`: nothing more can be done about it in this run. */
export type Outcome =
  | { readonly is: 'done'; readonly mails: number; readonly left?: number }
  | { readonly is: 'refused'; readonly code: string }
  | { readonly is: 'not-executed'; readonly waitMs: number }
  | { readonly is: 'lost' }
  | { readonly is: 'stuck'; readonly code: string };

/** What a look shows: the goal is reached, it is surely not (`wasThere`: any more), or nobody can tell yet. */
export type Verdict =
  | { readonly is: 'reached'; readonly mails: number; readonly copy?: SeenNow }
  | { readonly is: 'absent'; readonly wasThere?: boolean }
  | { readonly is: 'unclear' }
  | { readonly is: 'stuck'; readonly code: string };

interface SeenNow {
  readonly itemId: string;
  readonly response: ResponseType;
  readonly isRequest?: true;
  /** Changed occurrences the copy does not show. */
  readonly missing: readonly string[];
}

export type MeetingEvent =
  /** After a restart: whoever was at it is gone. */
  | { readonly type: 'resumed'; readonly now: number }
  /** What is due? `busyUntil`: mailboxes that have sent as much as they may for now. */
  | { readonly type: 'advance'; readonly now: number; readonly busyUntil: ReadonlyMap<string, number> }
  /** Must be on disk before the request leaves. */
  | { readonly type: 'intended'; readonly step: Step; readonly at: number; readonly since?: number | undefined }
  | { readonly type: 'answered'; readonly step: Step; readonly now: number; readonly outcome: Outcome }
  | { readonly type: 'looked'; readonly step: Step; readonly now: number; readonly verdict: Verdict };

export type MeetingEffect =
  | { readonly type: 'act'; readonly step: Step }
  | { readonly type: 'look'; readonly step: Step }
  /** Park the meeting until then; the lane goes on. */
  | { readonly type: 'wake'; readonly at: number }
  /** Nothing more in this run. */
  | { readonly type: 'parked' }
  | { readonly type: 'ended' };

export interface Transition {
  readonly state: MeetingState;
  readonly effects: readonly MeetingEffect[];
}

const OPEN: StepState = { is: 'open', tries: 0, looks: 0, since: 0, notBefore: 0, isBusy: false, code: null };

function isOver({ is }: StepState): boolean {
  return is === 'done' || is === 'failed';
}

function stepState(state: MeetingState, step: Step): StepState {
  return state.steps[stepId(step)] ?? OPEN;
}

function withStep(state: MeetingState, step: Step, change: Partial<StepState>): MeetingState {
  return { ...state, steps: { ...state.steps, [stepId(step)]: { ...stepState(state, step), ...change } } };
}

/** Milliseconds until look number `looks`: 2 s, 4 s … 30 s. */
function pollMs(looks: number, { firstPollMs, longestPollMs }: MeetingLimits): number {
  return Math.min(firstPollMs * 2 ** Math.min(looks, 10), longestPollMs);
}

/** Where nothing is left to do in a stage, the next one begins. A meeting that could not be sent fails as a whole. */
function settle(state: MeetingState): MeetingState {
  const stages = stagesOf(state, state.phase);
  const stage = stages[state.stage];
  if (stage === undefined) {
    const next = PHASES[PHASES.findIndex((phase) => phase === state.phase) + 1];
    return next === undefined ? state : settle({ ...state, phase: next, stage: 0 });
  }
  const steps = stage.flat();
  const isFailed = steps.some((step) => step.do === 'send' && stepState(state, step).is === 'failed');
  if (isFailed) return { ...state, phase: 'failed' };
  return steps.every((step) => isOver(stepState(state, step))) ? settle({ ...state, stage: state.stage + 1 }) : state;
}

function isEnded(phase: Phase): boolean {
  return phase === 'cleaned' || phase === 'failed';
}

function advance(given: MeetingState, now: number, busyUntil: ReadonlyMap<string, number>): Transition {
  let state = settle(given);
  if (isEnded(state.phase)) return { state, effects: [{ type: 'ended' }] };
  const effects: MeetingEffect[] = [];
  const wakes: number[] = [];
  let isBusy = false;
  for (const chain of stagesOf(state, state.phase)[state.stage] ?? []) {
    const step = chain.find((candidate) => !isOver(stepState(state, candidate)));
    if (step === undefined) continue;
    const { is, notBefore, isBusy: isTaken } = stepState(state, step);
    const rule = STEP_RULES[step.do];
    isBusy ||= isTaken;
    if (isTaken || notBefore === null) continue;
    const due = Math.max(notBefore, is === 'open' && rule.sends ? (busyUntil.get(step.mailbox) ?? 0) : 0);
    if (due > now) wakes.push(due);
    else if (is === 'open' && !rule.watches) {
      effects.push({ type: 'act', step });
      state = withStep(state, step, { isBusy: true });
    } else {
      effects.push({ type: 'look', step });
      state = withStep(state, step, { isBusy: true, ...(is === 'open' ? { is: 'watching', since: now } : {}) });
    }
  }
  if (wakes.length > 0) effects.push({ type: 'wake', at: Math.min(...wakes) });
  else if (effects.length === 0 && !isBusy) effects.push({ type: 'parked' });
  return { state, effects };
}

/** Nothing begins in the future: where it seems so the date was set back, and what is left to wait must not be more than it was. */
function begunBy(now: number, step: StepState): StepState {
  const ahead = Math.max(0, step.since - now);
  return { ...step, since: step.since - ahead, notBefore: step.notBefore === null ? null : step.notBefore - ahead };
}

/** A request that was recorded, and a crash after it: it may have been done. */
function resume(state: MeetingState, now: number, limits: MeetingLimits): MeetingState {
  const steps = Object.fromEntries(
    Object.entries(state.steps).map(([id, found]): [string, StepState] => {
      const step = begunBy(now, found);
      if (step.is === 'intended') return [id, afterLoss(id, step, limits)];
      if (step.is === 'watching') return [id, { ...step, isBusy: false, since: now, looks: 0, notBefore: now }];
      const patient = step.is === 'doubtful' && step.notBefore === null ? { since: now - limits.inDoubtMs, looks: 0 } : {};
      return [id, { ...step, ...patient, isBusy: false, notBefore: step.notBefore ?? now }];
    }),
  );
  // What could not be sent is tried again; what was refused later is not: the meeting has moved on.
  const isAgain = state.phase === 'failed';
  const open = isAgain ? Object.fromEntries(Object.entries(steps).filter(([, step]) => step.is !== 'failed')) : steps;
  return { ...state, steps: open, ...(isAgain ? { phase: 'created', stage: 0 } : {}) };
}

function afterLoss(id: string, step: StepState, { inDoubtMs }: MeetingLimits): StepState {
  if (ruleOf(id).whenLost === 'repeat') return { ...step, is: 'open', isBusy: false, notBefore: 0, tries: step.tries + 1 };
  return { ...step, is: 'doubtful', isBusy: false, looks: 0, tries: step.tries + 1, notBefore: step.since + inDoubtMs };
}

function answered(state: MeetingState, step: Step, now: number, outcome: Outcome, limits: MeetingLimits): MeetingState {
  const current = stepState(state, step);
  switch (outcome.is) {
    case 'done': {
      const { mails, left = 0 } = outcome;
      return { ...withStep(state, step, { is: 'done', isBusy: false }), mails: state.mails + mails, left: state.left + left };
    }
    case 'refused':
      return withStep(state, step, { is: 'failed', isBusy: false, code: outcome.code });
    case 'not-executed': {
      const tries = current.tries + 1;
      const notBefore = tries >= limits.mostTries ? null : now + outcome.waitMs;
      return withStep(state, step, { is: 'open', isBusy: false, tries, since: now, notBefore });
    }
    case 'lost': {
      const lost = afterLoss(stepId(step), current, limits);
      if (lost.is !== 'open') return withStep(state, step, lost);
      // Nobody has to wait for the server to end, but a server that is gone is not asked at once again, nor for ever.
      const notBefore = lost.tries >= limits.mostTries ? null : now + pollMs(current.tries, limits);
      return withStep(state, step, { ...lost, since: now, notBefore });
    }
    case 'stuck':
      return withStep(state, step, { is: 'open', isBusy: false, notBefore: null, code: outcome.code });
    default:
      return assertNever(outcome);
  }
}

function looked(state: MeetingState, step: Step, now: number, verdict: Verdict, limits: MeetingLimits): MeetingState {
  const current = stepState(state, step);
  if (verdict.is === 'reached') {
    const { mails, copy } = verdict;
    const done = { ...withStep(state, step, { is: 'done', isBusy: false }), mails: state.mails + mails };
    return copy === undefined || step.do !== 'see-copy' ? done : withCopy(done, step, copy);
  }
  if (verdict.is === 'stuck') return withStep(state, step, { isBusy: false, notBefore: null, code: verdict.code });
  if (verdict.is === 'absent' && current.is === 'doubtful') {
    const notBefore = current.tries >= limits.mostTries ? null : now;
    return withStep(state, step, { is: 'open', isBusy: false, notBefore });
  }
  const looks = current.looks + 1;
  const waitedMs = now - current.since - (current.is === 'doubtful' ? limits.inDoubtMs : 0);
  if (waitedMs < limits.patienceMs) return withStep(state, step, { isBusy: false, looks, notBefore: now + pollMs(current.looks, limits) });
  const isGone = verdict.is === 'absent' && isCopyGone(state, step, verdict.wasThere ?? false);
  if (isGone) return withStep(state, step, { is: 'failed', isBusy: false, code: COPY_NOT_THERE });
  // What is only looked at counts the runs whose patience it has outlasted.
  const tries = current.tries + (current.is === 'watching' ? 1 : 0);
  return withStep(state, step, { isBusy: false, looks, tries, notBefore: null });
}

function withCopy(state: MeetingState, step: Extract<Step, { do: 'see-copy' }>, copy: SeenNow): MeetingState {
  const { missing, ...shown } = copy;
  const name = copyName(step.mailbox, step.instance);
  // However it was first seen: that decides what is done about it.
  const { isRequest } = step.sees === 'copy' ? shown : (state.seen[name] ?? shown);
  const { itemId, response } = shown;
  const seen = { ...state.seen, [name]: { itemId, response, ...(isRequest === true ? { isRequest } : {}) } };
  return { ...state, seen, missing: [...new Set([...state.missing, ...missing])].sort() };
}

/**
 * One living meeting moves on: what happened becomes a new state and what is to be done about it. Pure and durable: the interpreter keeps
 * the state on disk before each request and after it, so a crash anywhere loses nothing and repeats nothing that must not be repeated.
 */
export function transition(state: MeetingState, event: MeetingEvent, limits: MeetingLimits): Transition {
  switch (event.type) {
    case 'resumed':
      return { state: resume(state, event.now, limits), effects: [] };
    case 'advance':
      return advance(state, event.now, event.busyUntil);
    case 'intended': {
      const held = [...new Set([...state.held, ...peopleOf(event.step, state.script)])];
      const since = state.since ?? event.since;
      const intended = { ...withStep(state, event.step, { is: 'intended', since: event.at }), held };
      return { state: since === undefined ? intended : { ...intended, since }, effects: [] };
    }
    case 'answered':
      return { state: answered(state, event.step, event.now, event.outcome, limits), effects: [] };
    case 'looked':
      return { state: looked(state, event.step, event.now, event.verdict, limits), effects: [] };
    default:
      return assertNever(event);
  }
}
