import { createHash } from 'node:crypto';
import type { VerificationSample } from '../../../shared/domain/verification.ts';
import type { PlanRow } from '../../ports/PlanStore.ts';

export interface Sampling {
  readonly mailboxes: (all: readonly string[]) => string[];
  /** Keys of the items to read whole; null = all. */
  readonly items: (rows: readonly PlanRow[]) => ReadonlySet<string> | null;
}

function first<T>(all: readonly T[], most: number, rank: (one: T) => string): readonly T[] {
  const ranked = all.map((one) => [rank(one), one] as const).sort(([one], [other]) => (one < other ? -1 : 1));
  return ranked.slice(0, most).map(([, one]) => one);
}

/** A sample is a function of the plan: whoever verifies it again looks at the same mailboxes and items. Keys are hashes: they are a draw. */
export function sampleOf(planHash: string, { mailboxes, items }: VerificationSample = { mailboxes: null, items: null }): Sampling {
  const rank = (mailbox: string): string => createHash('sha256').update(`${planHash} ${mailbox}`).digest('hex');
  return {
    mailboxes: (all) => (mailboxes === null ? [...all] : [...first(all, mailboxes, rank)]),
    items: (rows) => (items === null || rows.length <= items ? null : new Set(first(rows, items, ({ key }) => key).map(({ key }) => key))),
  };
}
