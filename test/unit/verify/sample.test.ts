import { describe, expect, it } from 'vitest';
import type { PlanRow } from '../../../electron/ports/PlanStore.ts';
import { sampleOf } from '../../../electron/usecases/verify/sample.ts';

const MAILBOXES = Array.from({ length: 40 }, (_, number) => `user${String(number)}@contoso.com`);
const rows = Array.from({ length: 30 }, (_, number) => ({
  key: `${String(number % 10)}${String(number)}`,
})) as unknown as readonly PlanRow[];

describe('a sample', () => {
  it('is all where nobody wants less', () => {
    const { mailboxes, items } = sampleOf('plan');
    expect([mailboxes(MAILBOXES), items(rows)]).toEqual([MAILBOXES, null]);
  });

  it('is the same for everybody who verifies the plan, and another for another plan', () => {
    const draw = (plan: string): readonly string[] => sampleOf(plan, { mailboxes: 7, items: null }).mailboxes(MAILBOXES);
    expect(draw('plan')).toEqual(sampleOf('plan', { mailboxes: 7, items: 1 }).mailboxes([...MAILBOXES].reverse()));
    expect([draw('plan').length, new Set(draw('plan')).size, draw('other').join() === draw('plan').join()]).toEqual([7, 7, false]);
  });

  it('takes so many items of a mailbox, or all where there are no more', () => {
    const { items } = sampleOf('plan', { mailboxes: null, items: 5 });
    expect([items(rows)?.size, items(rows.slice(0, 5))]).toEqual([5, null]);
  });
});
