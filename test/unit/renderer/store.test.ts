import { describe, expect, test, vi } from 'vitest';
import { createClient, type Bridge } from '../../../shared/contract/bridge.ts';
import { DEFAULT_SETTINGS } from '../../../shared/contract/wizard/settings.ts';
import type { WizardState } from '../../../shared/contract/wizard/state.ts';
import { STEP_IDS } from '../../../shared/contract/wizard/steps.ts';
import { createWizardStore, type WizardStore } from '../../../renderer/src/wizard/store.ts';

const HOST = {
  kind: 'loopback',
  platform: 'linux',
  version: '1',
  hasFileDialogs: false,
  canStoreSecrets: false,
  secretStore: '',
  hasSample: true,
  pages: [],
} as const;

function frame(title: string, path = '/a.godwit'): WizardState {
  return {
    project: { path, fileName: 'a.godwit', title, isSample: false },
    current: 'project',
    steps: STEP_IDS.map((id) => ({ id, status: 'open', needs: null, issues: [] })),
    settings: { ...DEFAULT_SETTINGS, project: { title } },
    secrets: { source: 'none', directory: 'none', target: 'none' },
    facts: { snapshot: null, directory: null, target: null, mapping: null, plan: null, run: null, verification: null },
    jobs: [],
    truth: { written: 0, couldSendOutside: 0 },
  };
}

interface Host {
  readonly store: WizardStore;
  readonly calls: { readonly name: string; readonly input: unknown }[];
  emit(name: string, payload: unknown): void;
}

/** Only the transport is played: answers by name, events by hand. */
function startHost(answers: Readonly<Record<string, unknown>> = {}): Host {
  const calls: { name: string; input: unknown }[] = [];
  let tell: (event: unknown) => void = () => undefined;
  let seq = 0;
  const all: Readonly<Record<string, unknown>> = { 'host.info': HOST, 'project.state': { state: frame('one') }, ...answers };
  const bridge: Bridge = {
    call: (name, input) => {
      calls.push({ name, input });
      const value = all[name];
      if (value === undefined) return Promise.reject(new Error('no host'));
      return Promise.resolve({ ok: true, value });
    },
    listen: (_position, onEvent) => {
      tell = onEvent;
      return () => undefined;
    },
  };
  const store = createWizardStore(createClient(bridge));
  store.start();
  return {
    store,
    calls,
    emit: (name, payload) => {
      seq += 1;
      tell({ seq, host: 'h', name, payload });
    },
  };
}

const title = ({ store }: Host): string | undefined => store.getState().state?.settings.project.title;

describe('the window’s store', () => {
  test('shows what the host says, and what it tells afterwards', async () => {
    const host = startHost();
    await vi.waitFor(() => expect(host.store.getState().phase).toBe('ready'));
    host.emit('state.changed', { state: frame('two') });
    expect(title(host)).toBe('two');
  });

  test('keeps what is being typed when an older answer arrives', async () => {
    const host = startHost({ 'project.saveStep': frame('typed') });
    await vi.waitFor(() => expect(host.store.getState().phase).toBe('ready'));
    host.store.change({ step: 'project', settings: { title: 'typed' } });
    host.emit('state.changed', { state: frame('older') });
    expect([title(host), host.store.getState().saving]).toEqual(['typed', 'saving']);
    expect(await host.store.flush()).toBe(true);
    expect([title(host), host.store.getState().saving]).toEqual(['typed', 'saved']);
  });

  test('saves what was typed before it goes to another step', async () => {
    const host = startHost({ 'project.saveStep': frame('typed'), 'project.goTo': { ...frame('typed'), current: 'source' } });
    await vi.waitFor(() => expect(host.store.getState().phase).toBe('ready'));
    host.store.change({ step: 'project', settings: { title: 'typed' } });
    expect(await host.store.goTo('source')).toBe(true);
    expect(host.calls.map(({ name }) => name).slice(-2)).toEqual(['project.saveStep', 'project.goTo']);
    expect(host.store.getState().state?.current).toBe('source');
  });

  test('stays where it is when saving fails', async () => {
    const host = startHost();
    await vi.waitFor(() => expect(host.store.getState().phase).toBe('ready'));
    host.store.change({ step: 'project', settings: { title: 'typed' } });
    expect(await host.store.goTo('source')).toBe(false);
    expect(host.store.getState()).toMatchObject({ saving: 'failed', error: { code: 'BRIDGE_BROKEN' } });
    expect(title(host)).toBe('typed');
  });

  test('asks for everything anew when events were lost', async () => {
    const host = startHost();
    await vi.waitFor(() => expect(host.store.getState().phase).toBe('ready'));
    const asked = host.calls.length;
    host.emit('events.lost', {});
    expect(host.store.getState().generation).toBe(1);
    await vi.waitFor(() => expect(host.calls.length).toBe(asked + 2));
  });

  test('forgets the lists of a project when another is opened', async () => {
    const host = startHost();
    await vi.waitFor(() => expect(host.store.getState().phase).toBe('ready'));
    host.emit('check.changed', { checklist: { area: 'source', testedAt: null, steps: [] } });
    expect(Object.keys(host.store.getState().checklists)).toEqual(['source']);
    host.emit('state.changed', { state: frame('other', '/b.godwit') });
    expect(host.store.getState()).toMatchObject({ checklists: {}, generation: 1 });
  });

  test('says so when nobody answers', async () => {
    const store = createWizardStore(createClient({ call: () => Promise.reject(new Error('gone')), listen: () => () => undefined }));
    store.start();
    await vi.waitFor(() => expect(store.getState().phase).toBe('broken'));
    expect(store.getState().error?.code).toBe('BRIDGE_BROKEN');
  });
});
