import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Turns, type Priority } from '../../../electron/run/Turns.ts';

/** Who got a turn so far, in their order, and how each gives it back. */
function guests(turns: Turns): {
  readonly served: string[];
  readonly leave: Map<string, () => void>;
  readonly ask: (name: string, priority?: Priority) => void;
} {
  const served: string[] = [];
  const leave = new Map<string, () => void>();
  return {
    served,
    leave,
    ask: (name, priority) => {
      void turns.take(priority).then((giveBack) => {
        served.push(name);
        leave.set(name, giveBack);
      });
    },
  };
}

describe('turns', () => {
  it('are no more at once than there are', async () => {
    const { served, leave, ask } = guests(new Turns(2));
    for (const name of ['a', 'b', 'c', 'd']) ask(name);
    await nextTurn();
    expect(served).toEqual(['a', 'b']);
    leave.get('a')?.();
    await nextTurn();
    expect(served).toEqual(['a', 'b', 'c']);
  });

  it('go to the most urgent, of equals to who came first, and to who says nothing before all', async () => {
    const { served, leave, ask } = guests(new Turns(1));
    ask('holder');
    await nextTurn();
    ask('short', () => 1);
    ask('long', () => 9);
    ask('as long', () => 9);
    ask('silent');
    for (const name of ['holder', 'silent', 'long', 'as long', 'short']) {
      await nextTurn();
      leave.get(name)?.();
    }
    expect(served).toEqual(['holder', 'silent', 'long', 'as long', 'short']);
  });

  it('ask how urgent it is when one becomes free, not before', async () => {
    const { served, leave, ask } = guests(new Turns(1));
    let left = 1;
    ask('holder');
    await nextTurn();
    ask('steady', () => 5);
    ask('growing', () => left);
    left = 10;
    leave.get('holder')?.();
    await nextTurn();
    expect(served).toEqual(['holder', 'growing']);
  });

  it('given back twice are free once', async () => {
    const { served, leave, ask } = guests(new Turns(1));
    for (const name of ['a', 'b', 'c']) ask(name);
    await nextTurn();
    leave.get('a')?.();
    leave.get('a')?.();
    await nextTurn();
    expect(served).toEqual(['a', 'b']);
  });

  it('are not taken away when they become fewer, and wake who waits when they become more', async () => {
    const turns = new Turns(2);
    const { served, leave, ask } = guests(turns);
    for (const name of ['a', 'b', 'c', 'd']) ask(name);
    await nextTurn();
    turns.most = 1;
    leave.get('a')?.();
    await nextTurn();
    expect(served).toEqual(['a', 'b']);
    turns.most = 3;
    await nextTurn();
    expect(served).toEqual(['a', 'b', 'c', 'd']);
  });
});
