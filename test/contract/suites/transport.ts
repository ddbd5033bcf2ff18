import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClient, type Bridge, type EventPosition } from '../../../shared/contract/bridge.ts';
import type { WizardEvent } from '../../../shared/contract/events.ts';
import { Failure } from '../../../shared/domain/failure.ts';
import { EventHub } from '../../../electron/ipc/EventHub.ts';
import { createRouter, type Router } from '../../../electron/ipc/router.ts';
import { handlersWith } from '../../support/fakeHandlers.ts';

/** A transport under test: everything between a bridge and router and hub. */
export interface TransportUnderTest {
  /** A window, or another one. */
  open(): Promise<Bridge>;
  close(): Promise<void>;
}

export type MakeTransport = (router: Router, hub: EventHub) => Promise<TransportUnderTest>;

async function until(condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < 300; turn += 1) {
    if (condition()) return;
    await sleep(10);
  }
  throw new Error('it did not come to that within three seconds');
}

function command(hub: EventHub, step: number): void {
  hub.emit('menu.command', { command: 'go-to', step });
}

function stepsOf(events: readonly WizardEvent[]): readonly (number | null)[] {
  return events.flatMap((event) => (event.name === 'menu.command' ? [event.payload.step] : []));
}

/** What every transport must do, so that the renderer need not know which one it has. */
export function describeTransport(name: string, make: MakeTransport): void {
  describe(`${name} carries the wizard's contract`, () => {
    let hub: EventHub;
    let transport: TransportUnderTest;
    let bugs: string[];

    beforeEach(async () => {
      hub = new EventHub(randomUUID());
      bugs = [];
      const handlers = handlersWith({
        'options.timeZones': () => ({ timeZones: ['UTC', 'Europe/Zürich «»\u2028 🐦'] }),
        'host.copy': ({ text }) => {
          if (text === 'bug') throw new TypeError('a bug with hunter2-secret in its message');
          if (text === 'fails') throw new Failure('TARGET_UNREACHABLE', { label: 'there', reason: 'no route' }, { detail: 'EHOSTUNREACH' });
          return {};
        },
        'source.people': async ({ offset, limit }) => {
          await sleep(offset);
          return { total: limit, offset, rows: [] };
        },
        // A handler that breaks its own contract.
        'run.exportFailures': () => ({ rows: 1, extra: 'not in the contract' }) as { rows: number },
      });
      const redact = (text: string): string => text.replaceAll('hunter2-secret', '[secret]');
      transport = await make(createRouter(handlers, { redact, onBug: (what) => bugs.push(what) }), hub);
    });
    afterEach(() => transport.close());

    it('brings an answer as it was given', async () => {
      const client = createClient(await transport.open());
      expect(await client.call('options.timeZones', {})).toEqual({ ok: true, value: { timeZones: ['UTC', 'Europe/Zürich «»\u2028 🐦'] } });
    });

    it('fills in defaults before a handler sees the input', async () => {
      const client = createClient(await transport.open());
      expect(await client.call('source.people', {})).toEqual({ ok: true, value: { total: 100, offset: 0, rows: [] } });
    });

    it('brings an expected failure with sentence, remedy, code and detail', async () => {
      const client = createClient(await transport.open());
      const reply = await client.call('host.copy', { text: 'fails' });
      expect(reply).toEqual({
        ok: false,
        error: {
          code: 'TARGET_UNREACHABLE',
          kind: 'transient',
          sentence: expect.stringContaining('no route') as string,
          remedy: expect.any(String) as string,
          detail: 'EHOSTUNREACH',
        },
      });
      expect(bugs).toEqual([]);
    });

    it('tells a bug without its stack and without secrets', async () => {
      const client = createClient(await transport.open());
      const reply = await client.call('host.copy', { text: 'bug' });
      expect(reply).toMatchObject({ ok: false, error: { code: 'INTERNAL', kind: 'bug' } });
      expect(JSON.stringify(reply)).not.toMatch(/hunter2|\.ts:\d|at /);
      expect(bugs).toEqual(['host.copy']);
    });

    it.each([
      ['a name that does not exist', 'no.such', {}],
      ['a name of every object', 'constructor', {}],
      ['a wrong type', 'host.copy', { text: 5 }],
      ['a field too many', 'host.copy', { text: 'a', more: 'hunter2-secret' }],
      ['a page too large', 'source.people', { limit: 100_000 }],
      ['no input at all', 'host.copy', undefined],
      ['null', 'host.copy', null],
    ])('refuses %s', async (_what, procedure, input) => {
      const bridge = await transport.open();
      const reply = await bridge.call(procedure, input);
      expect(reply).toMatchObject({ ok: false, error: { code: 'BRIDGE_REFUSED' } });
      expect(JSON.stringify(reply)).not.toContain('hunter2');
    });

    it('refuses an answer its own contract does not allow', async () => {
      const client = createClient(await transport.open());
      expect(await client.call('run.exportFailures', { path: 'x' })).toMatchObject({ ok: false, error: { code: 'INTERNAL' } });
      expect(bugs).toEqual(['run.exportFailures']);
    });

    it('keeps answers apart that overtake each other', async () => {
      const client = createClient(await transport.open());
      const delays = [60, 5, 30, 0, 15];
      const replies = await Promise.all(delays.map((offset) => client.call('source.people', { offset })));
      expect(replies.map((reply) => (reply.ok ? reply.value.offset : null))).toEqual(delays);
    });

    it('carries a large input and a large answer', async () => {
      const client = createClient(await transport.open());
      expect(await client.call('host.copy', { text: 'ü'.repeat(2_000_000) })).toEqual({ ok: true, value: {} });
    });

    it('brings events once, in order', async () => {
      const client = createClient(await transport.open());
      const seen: WizardEvent[] = [];
      client.listen((event) => seen.push(event));
      await until(() => seen.length > 0);
      for (let step = 0; step < 200; step += 1) command(hub, step);
      await until(() => stepsOf(seen).length >= 200);
      expect(stepsOf(seen)).toEqual(Array.from({ length: 200 }, (_, step) => step));
      expect(seen.map(({ seq }) => seq)).toEqual(Array.from({ length: 201 }, (_, seq) => seq));
    });

    it('brings every window every event', async () => {
      const clients = [createClient(await transport.open()), createClient(await transport.open())];
      const seen = clients.map((client) => {
        const events: WizardEvent[] = [];
        client.listen((event) => events.push(event));
        return events;
      });
      await until(() => seen.every((events) => events.length > 0));
      command(hub, 7);
      await until(() => seen.every((events) => stepsOf(events).length > 0));
      expect(seen.map(stepsOf)).toEqual([[7], [7]]);
    });

    it('brings nothing to who has left', async () => {
      const client = createClient(await transport.open());
      const [gone, stays]: [WizardEvent[], WizardEvent[]] = [[], []];
      const leave = client.listen((event) => gone.push(event));
      client.listen((event) => stays.push(event));
      await until(() => gone.length + stays.length > 0);
      leave();
      command(hub, 1);
      await until(() => stepsOf(stays).length > 0);
      expect(stepsOf(gone)).toEqual([]);
    });

    it('brings what was missed to a window that comes back', async () => {
      const [first, second] = [await transport.open(), await transport.open()];
      const before: WizardEvent[] = [];
      const leave = createClient(first).listen((event) => before.push(event));
      await until(() => before.length > 0);
      command(hub, 1);
      await until(() => stepsOf(before).length === 1);
      leave();
      command(hub, 2);
      command(hub, 3);
      const after: unknown[] = [];
      second.listen({ host: hub.host, seq: 1 }, (event) => after.push(event));
      await until(() => after.length >= 2);
      command(hub, 4);
      await until(() => after.length >= 3);
      expect(after).toMatchObject([{ seq: 2 }, { seq: 3 }, { seq: 4, payload: { step: 4 } }]);
    });

    it.each<[string, (host: string) => EventPosition]>([
      ['are not kept any more', (host) => ({ host, seq: 1 })],
      ['are of another life of the program', () => ({ host: 'another', seq: 3 })],
      ['have not happened yet', (host) => ({ host, seq: 99_999 })],
    ])('says so when events %s', async (_what, positionOf) => {
      for (let step = 0; step < 700; step += 1) command(hub, step);
      const bridge = await transport.open();
      const seen: unknown[] = [];
      bridge.listen(positionOf(hub.host), (event) => seen.push(event));
      await until(() => seen.length > 0);
      expect(seen).toMatchObject([{ name: 'events.lost', seq: 700, host: hub.host }]);
    });
  });
}

export { until };
