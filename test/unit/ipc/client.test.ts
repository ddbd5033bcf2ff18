import { describe, expect, it } from 'vitest';
import { createClient, type Bridge } from '../../../shared/contract/bridge.ts';
import type { WizardEvent } from '../../../shared/contract/events.ts';

/** A bridge that answers as told and lets the test send events. */
function bridgeThat(answer: () => unknown): {
  readonly bridge: Bridge;
  readonly send: (event: unknown) => void;
  readonly listeners: () => number;
} {
  const listeners = new Set<(event: unknown) => void>();
  return {
    bridge: {
      call: () => Promise.resolve().then(answer),
      listen: (_position, onEvent) => {
        listeners.add(onEvent);
        return () => void listeners.delete(onEvent);
      },
    },
    send: (event) => {
      for (const listener of listeners) listener(event);
    },
    listeners: () => listeners.size,
  };
}

const find = (seq: number, host = 'h'): unknown => ({ seq, host, name: 'menu.command', payload: { command: 'find', step: null } });

describe('the client', () => {
  it.each<[string, () => unknown]>([
    ['throws', () => Promise.reject(new Error('gone'))],
    ['answers nothing', () => undefined],
    ['answers no reply', () => 'yes'],
    ['answers another value than agreed', () => ({ ok: true, value: { timeZones: [1] } })],
    ['answers an error that is none', () => ({ ok: false, error: 'no' })],
  ])('turns a bridge that %s into an error', async (_what, answer) => {
    const { bridge } = bridgeThat(answer);
    expect(await createClient(bridge).call('options.timeZones', {})).toMatchObject({ ok: false, error: { code: 'BRIDGE_BROKEN' } });
  });

  function listening(): { readonly seen: WizardEvent[]; readonly send: (event: unknown) => void } {
    const { bridge, send } = bridgeThat(() => undefined);
    const seen: WizardEvent[] = [];
    createClient(bridge).listen((event) => seen.push(event));
    return { seen, send };
  }
  const names = (seen: readonly WizardEvent[]): readonly string[] => seen.map(({ name, seq }) => `${name} ${String(seq)}`);

  it('drops repeats', () => {
    const { seen, send } = listening();
    for (const seq of [1, 2, 2, 1, 3]) send(find(seq));
    expect(names(seen)).toEqual(['menu.command 1', 'menu.command 2', 'menu.command 3']);
  });

  it('says that events were lost where numbers are missing', () => {
    const { seen, send } = listening();
    for (const seq of [1, 4]) send(find(seq));
    expect(names(seen)).toEqual(['menu.command 1', 'events.lost 4', 'menu.command 4']);
  });

  it('says that events were lost where the host is another', () => {
    const { seen, send } = listening();
    send(find(5));
    send(find(1, 'another'));
    expect(names(seen)).toEqual(['menu.command 5', 'events.lost 1', 'menu.command 1']);
  });

  it.each([
    null,
    {},
    { ...(find(1) as object), name: 'no.such' },
    { ...(find(1) as object), payload: {} },
    { ...(find(1) as object), more: 1 },
  ])('passes over what is no event: %j', (event) => {
    const { seen, send } = listening();
    send(event);
    expect(seen).toEqual([]);
  });

  it('listens once for all its listeners, and leaves with the last', () => {
    const { bridge, listeners } = bridgeThat(() => undefined);
    const client = createClient(bridge);
    const leaves = [client.listen(() => undefined), client.on('menu.command', () => undefined)];
    expect(listeners()).toBe(1);
    leaves[0]?.();
    expect(listeners()).toBe(1);
    leaves[1]?.();
    expect(listeners()).toBe(0);
  });
});
