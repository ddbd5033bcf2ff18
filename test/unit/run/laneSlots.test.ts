import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { LaneSlots } from '../../../electron/run/LaneSlots.ts';

/** Who was let in, in order, after all that could happen has happened. */
async function entering(slots: LaneSlots, rows: readonly number[]): Promise<number[]> {
  const inside: number[] = [];
  rows.forEach((count, index) => void slots.acquire(count).then(() => inside.push(index)));
  await nextTurn();
  return inside;
}

describe('how many lanes are at work', () => {
  it('small mailboxes: as many as there may be', async () => {
    expect(await entering(new LaneSlots(4), [10, 10, 10, 10, 10])).toEqual([0, 1, 2, 3]);
  });

  it('large mailboxes: half of them, whatever they hold', async () => {
    expect(await entering(new LaneSlots(4), [900_000, 900_000, 1, 1])).toEqual([0, 1]);
  });

  it('as many as their rows allow', async () => {
    expect(await entering(new LaneSlots(6), [3000, 3000, 3000, 1000, 1000, 1])).toEqual([0, 1, 2, 3]);
  });

  it('whoever is released lets in those that fit now, in their order', async () => {
    const slots = new LaneSlots(4);
    const inside = await entering(slots, [9000, 2000, 9000, 500, 300]);
    slots.release(9000);
    await nextTurn();
    expect(inside).toEqual([0, 1, 2]);
    slots.release(9000);
    await nextTurn();
    expect(inside).toEqual([0, 1, 2, 3, 4]);
  });

  it('lanes that wait lend their place, however many rows they hold', async () => {
    const slots = new LaneSlots(2);
    const inside = await entering(slots, [900_000, 900_000]);
    const { promise: waited, resolve: stop } = Promise.withResolvers<undefined>();
    const lending = slots.lendWhile(() => waited);
    await nextTurn();
    expect(inside).toEqual([0, 1]);
    slots.release(900_000);
    stop(undefined);
    await lending;
  });
});
