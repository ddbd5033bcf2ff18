import { responseRule, type ResponseAction } from './responseRules.ts';
import type { Trouble } from './recovery.ts';

/** One item's answer inside a batch, as the target gives it. */
export type ItemReply<T> =
  | { readonly outcome: 'done'; readonly value: T }
  | {
      readonly outcome: 'refused' | 'not-executed';
      readonly responseCode: string;
      readonly message: string;
      readonly backOffMs: number | null;
    };

export type ChunkReply<T> =
  { readonly ok: true; readonly answers: readonly ItemReply<T>[] } | { readonly ok: false; readonly failure: Trouble };

/**
 * What became of one item.
 * - again: the server did nothing with it; into a chunk of at most `limit` next time.
 * - doubt: nobody knows; a listing made late enough will tell. `limit` as above, should it be absent.
 * `isStrike`: it may have been this item that broke the request.
 */
export type ItemVerdict<T> =
  | { readonly state: 'done'; readonly value: T }
  | { readonly state: 'refused'; readonly responseCode: string; readonly message: string }
  | { readonly state: 'again' | 'doubt'; readonly limit: number; readonly isStrike: boolean };

export interface ChunkVerdict<T> {
  readonly items: readonly ItemVerdict<T>[];
  /** Why to wait or to stop before the next request; null when there is no reason. */
  readonly trouble: Trouble | null;
  /** Whether the next chunks should be smaller. */
  readonly isTooBig: boolean;
}

/** After so many strikes an item goes alone, so that it cannot take others with it. */
export const ALONE_AFTER = 3;
/** With so many it is not sent again: reported as refused, and tried again by the next run. */
export const MOST_STRIKES = 6;

/** The gravest first: what stops more is acted upon. */
const GRAVITY: readonly ResponseAction[] = [
  'stop-run',
  'sign-in',
  'stop-mailbox',
  'network',
  'lost',
  'park',
  'slow-down',
  'shrink',
  'item',
];

function gravest(troubles: readonly Trouble[]): Trouble | null {
  const rank = ({ responseCode }: Trouble): number => GRAVITY.indexOf(responseRule(responseCode).action);
  return troubles.reduce<Trouble | null>((worst, trouble) => (worst === null || rank(trouble) < rank(worst) ? trouble : worst), null);
}

function half(size: number): number {
  return Math.max(1, Math.floor(size / 2));
}

/** The request as a whole: nobody answered for single items. */
function failed<T>(size: number, failure: Trouble): ChunkVerdict<T> {
  const { responseCode, message, outcome } = failure;
  const { action } = responseRule(responseCode);
  const isInDoubt = outcome === 'in-doubt';
  // A batch refused as such (a value the schema does not know) is halved until the one item stands alone.
  const isAboutItems = !isInDoubt && (action === 'item' || action === 'shrink');
  const isStrike = isInDoubt || isAboutItems;
  const verdict: ItemVerdict<T> =
    isAboutItems && action === 'item' && size === 1
      ? { state: 'refused', responseCode, message }
      : { state: isInDoubt ? 'doubt' : 'again', limit: isStrike ? half(size) : size, isStrike };
  return { items: new Array<ItemVerdict<T>>(size).fill(verdict), trouble: isAboutItems ? null : failure, isTooBig: isStrike };
}

function troubleOf(reply: ItemReply<unknown>): Trouble | null {
  if (reply.outcome !== 'refused') return null;
  const { responseCode, message, backOffMs } = reply;
  const { action } = responseRule(responseCode);
  // A busy server is busy for everybody, even where it says so item by item.
  return action === 'item'
    ? null
    : { outcome: 'not-executed', responseCode, message, backOffMs, scope: action === 'slow-down' ? 'server' : 'mailbox' };
}

function answered<T>(reply: ItemReply<T>, size: number): ItemVerdict<T> {
  if (reply.outcome === 'done') return { state: 'done', value: reply.value };
  if (reply.outcome === 'not-executed') return { state: 'again', limit: size, isStrike: false };
  const { responseCode, message } = reply;
  const { action, isDoubtful } = responseRule(responseCode);
  if (action === 'item') return { state: 'refused', responseCode, message };
  if (isDoubtful !== true) return { state: 'again', limit: size, isStrike: false };
  return { state: 'doubt', limit: 1, isStrike: true };
}

const NO_ANSWER = { outcome: 'not-executed', responseCode: 'ErrorBatchProcessingStopped', message: 'no answer', backOffMs: null } as const;

/** What a reply means for each item of a chunk of `size`, and for what comes next. Pure, so that every row of the rules has its test. */
export function chunkVerdict<T>(size: number, reply: ChunkReply<T>): ChunkVerdict<T> {
  if (!reply.ok) return failed(size, reply.failure);
  const answers = Array.from({ length: size }, (_, index) => reply.answers[index] ?? NO_ANSWER);
  const isTooBig = answers.some(({ outcome }) => outcome === 'not-executed');
  // A server that stops before the first item would be asked for ever.
  const isIdle = answers.every(({ outcome }) => outcome === 'not-executed');
  const items = isIdle
    ? answers.map((): ItemVerdict<T> => ({ state: 'again', limit: half(size), isStrike: true }))
    : answers.map((answer) => answered(answer, size));
  return { items, trouble: gravest(answers.map(troubleOf).filter((trouble) => trouble !== null)), isTooBig };
}
