import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { QUIT_QUESTION, quitGuard } from '../../../electron/mainQuit.ts';

function guard(isBusy: boolean, response: number): { readonly close: () => boolean; readonly done: readonly string[] } {
  const done: string[] = [];
  const listener = quitGuard({
    isBusy: () => isBusy,
    ask: async () => {
      done.push('asked');
      await turn();
      return { response };
    },
    closeProject: async () => {
      await turn();
      done.push('closed');
    },
    quit: () => done.push('quit'),
  });
  return {
    done,
    close: () => {
      let prevented = false;
      listener({ preventDefault: () => (prevented = true) });
      return prevented;
    },
  };
}

async function settle(): Promise<void> {
  for (let index = 0; index < 10; index += 1) await turn();
}

describe('quitting', () => {
  it('closes the project first, then really', async () => {
    const { close, done } = guard(false, 0);
    expect(close()).toBe(true);
    await settle();
    expect(done).toEqual(['closed', 'quit']);
    expect(close()).toBe(false);
  });

  it('asks while a run goes on, and goes on with it by default', async () => {
    const { close, done } = guard(true, QUIT_QUESTION.defaultId ?? -1);
    expect(close()).toBe(true);
    await settle();
    expect(done).toEqual(['asked']);
    expect(close()).toBe(true);
    await settle();
    expect(done).toEqual(['asked', 'asked']);
  });

  it('stops the run and quits when that is the answer', async () => {
    const { close, done } = guard(true, 1);
    close();
    await settle();
    expect(done).toEqual(['asked', 'closed', 'quit']);
  });

  it('asks once, however often it is told to quit meanwhile', async () => {
    const { close, done } = guard(true, 0);
    expect([close(), close(), close()]).toEqual([true, true, true]);
    await settle();
    expect(done).toEqual(['asked']);
  });

  it('says what happens, with the safe answer for Enter and Escape', () => {
    expect(QUIT_QUESTION).toMatchObject({ buttons: ['Keep running', 'Stop and quit'], defaultId: 0, cancelId: 0 });
    expect(QUIT_QUESTION.detail).toMatch(/nothing is written twice/);
  });
});
