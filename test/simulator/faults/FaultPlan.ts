import { t } from '../xml/xmlText.ts';
import type { FaultAction, FaultRule } from '../settings.ts';
import type { ItemFault } from './ItemFaults.ts';

export interface FaultSubject {
  readonly operation: string;
  readonly mailbox: string | null;
  readonly text: string;
}

interface RuleState {
  readonly rule: FaultRule;
  seen: number;
  struck: number;
}

/** Decides, request by request, what goes wrong. Same seed, same requests: same faults. */
export class FaultPlan {
  private readonly states: readonly RuleState[];
  readonly random: () => number;

  constructor(rules: readonly FaultRule[], seed: number) {
    this.states = rules.map((rule) => ({ rule, seen: 0, struck: 0 }));
    this.random = xorshift32(seed);
  }

  /** The first rule that strikes; the others see the request all the same. */
  next(subject: FaultSubject): FaultAction | null {
    let action: FaultAction | null = null;
    for (const state of this.states) {
      if (!isAbout(state.rule, subject)) continue;
      state.seen++;
      if (action !== null || state.seen <= state.rule.skip) continue;
      if (state.rule.times !== null && state.struck >= state.rule.times) continue;
      if (state.rule.chance < 1 && this.random() >= state.rule.chance) continue;
      state.struck++;
      action = state.rule.action;
    }
    return action;
  }

  /** How often each rule struck, by its name. */
  get strikes(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.states.map((state) => [state.rule.name, state.struck]));
  }
}

function isAbout(rule: FaultRule, subject: FaultSubject): boolean {
  if (rule.operation !== null && rule.operation !== subject.operation) return false;
  if (rule.mailbox !== null && rule.mailbox.toLowerCase() !== subject.mailbox?.toLowerCase()) return false;
  return rule.containing === null || subject.text.includes(rule.containing);
}

/** The part of an action that strikes items, if it does. */
export function itemFaultOf(action: FaultAction | null): ItemFault | null {
  switch (action?.kind) {
    case 'busyItems':
      return { fromItem: action.fromItem, stopsBatch: false, chance: 1, code: 'ErrorServerBusy', messageXml: backOffXml(action.backOffMs) };
    case 'innerBusy': {
      const inner = '<t:Value Name="InnerErrorResponseCode">ErrorServerBusy</t:Value>';
      const messageXml = inner + backOffXml(action.backOffMs);
      return { fromItem: 0, stopsBatch: false, chance: 1, code: 'ErrorInternalServerError', messageXml };
    }
    case 'stopBatch':
      return { fromItem: action.atItem, stopsBatch: true, chance: 1, code: action.code, messageXml: '' };
    case 'itemError':
      return { fromItem: 0, stopsBatch: false, chance: action.chance, code: action.code, messageXml: '' };
    default:
      return null;
  }
}

export function backOffXml(milliseconds: number): string {
  return t('Value', milliseconds).replace('<t:Value>', '<t:Value Name="BackOffMilliseconds">');
}

/** Marsaglia's 32-bit xorshift: enough for dice, and the same dice for the same seed. */
function xorshift32(seed: number): () => number {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4_294_967_296;
  };
}
