import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Reply, WizardClient } from '../../../shared/contract/bridge.ts';
import type { WizardEvent } from '../../../shared/contract/events.ts';
import type { ProcedureInput, ProcedureName, ProcedureOutput } from '../../../shared/contract/procedures.ts';
import type { WizardError } from '../../../shared/contract/wizard/common.ts';
import type { HostInfo } from '../../../shared/contract/wizard/host.ts';
import type { Checklist, Job, JobKind } from '../../../shared/contract/wizard/jobs.ts';
import type { RunMailbox, RunState } from '../../../shared/contract/wizard/run.ts';
import type { StepSettings } from '../../../shared/contract/wizard/settings.ts';
import { wizardState, type WizardState } from '../../../shared/contract/wizard/state.ts';
import type { StepId } from '../../../shared/contract/wizard/steps.ts';

type Area = Checklist['area'];

/** What the frame knows. Long lists are never here: steps ask for their pages. */
export interface WizardView {
  readonly phase: 'starting' | 'ready' | 'broken';
  readonly host: HostInfo | null;
  readonly state: WizardState | null;
  readonly checklists: Partial<Readonly<Record<Area, Checklist>>>;
  readonly run: RunState | null;
  /** Mailboxes whose numbers came with events since the lists were asked for. */
  readonly freshMailboxes: Readonly<Record<string, RunMailbox>>;
  /** Counts up when everything shown must be asked for again. */
  readonly generation: number;
  readonly saving: 'saved' | 'saving' | 'failed';
  readonly error: WizardError | null;
  readonly command: { readonly name: string; readonly number: number };
}

export interface WizardStore extends StoreApi<WizardView> {
  readonly client: WizardClient;
  /** Asks for the frame and listens from then on. */
  readonly start: () => () => void;
  /** Calls; answers that are the frame are shown at once. */
  call<N extends ProcedureName>(name: N, input: ProcedureInput<N>): Promise<Reply<ProcedureOutput<N>>>;
  /** Shows a setting at once and saves it when the typing pauses. */
  readonly change: (update: StepSettings) => void;
  /** Saves what was typed; before anything that depends on it. */
  readonly flush: () => Promise<boolean>;
  readonly goTo: (step: StepId) => Promise<boolean>;
}

const TYPING_PAUSE_MS = 350;

const EMPTY: WizardView = {
  phase: 'starting',
  host: null,
  state: null,
  checklists: {},
  run: null,
  freshMailboxes: {},
  generation: 0,
  saving: 'saved',
  error: null,
  command: { name: '', number: 0 },
};

function withJob(state: WizardState | null, job: Job): WizardState | null {
  if (state === null) return null;
  const others = state.jobs.filter(({ kind }) => kind !== job.kind);
  return { ...state, jobs: [...others, job] };
}

function isFrame(value: unknown): value is WizardState {
  return wizardState.safeParse(value).success;
}

/** What an event changes. Pure, so that every event can be tried without a host. */
export function applyEvent(view: WizardView, event: WizardEvent): Partial<WizardView> {
  switch (event.name) {
    case 'state.changed': {
      const { state } = event.payload;
      const isOther = state?.project.path !== view.state?.project.path;
      return isOther ? { state, checklists: {}, run: null, freshMailboxes: {}, generation: view.generation + 1 } : { state };
    }
    case 'job.changed':
      return { state: withJob(view.state, event.payload.job) };
    case 'check.changed':
      return { checklists: { ...view.checklists, [event.payload.checklist.area]: event.payload.checklist } };
    case 'run.changed': {
      const fresh = Object.fromEntries(event.payload.mailboxes.map((mailbox) => [mailbox.mailbox, mailbox]));
      return { run: event.payload.run, freshMailboxes: { ...view.freshMailboxes, ...fresh } };
    }
    case 'menu.command': {
      const name = event.payload.step === null ? event.payload.command : `step-${String(event.payload.step)}`;
      return { command: { name, number: view.command.number + 1 } };
    }
    case 'events.lost':
      return { generation: view.generation + 1, freshMailboxes: {} };
    case 'events.here':
      return {};
  }
}

/** The newest job of a kind. */
export function jobOf(state: WizardState | null, kind: JobKind): Job | null {
  return state?.jobs.find((job) => job.kind === kind) ?? null;
}

export function isBusy(job: Job | null): boolean {
  return job?.status === 'running' || job?.status === 'stopping';
}

/** State of the wizard's window: a mirror of the host's, with what is being typed laid over it. */
export function createWizardStore(client: WizardClient): WizardStore {
  const store = createStore<WizardView>(() => EMPTY);
  const pending = new Map<StepSettings['step'], StepSettings>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** What is being typed must not be overwritten by an answer that left before it. */
  function overlay(state: WizardState | null): WizardState | null {
    if (state === null || pending.size === 0) return state;
    let settings = state.settings;
    for (const update of pending.values()) settings = { ...settings, [update.step]: update.settings };
    return { ...state, settings };
  }

  async function call<N extends ProcedureName>(name: N, input: ProcedureInput<N>): Promise<Reply<ProcedureOutput<N>>> {
    const reply = await client.call(name, input);
    if (reply.ok && isFrame(reply.value)) store.setState({ state: overlay(reply.value) });
    return reply;
  }

  async function flush(): Promise<boolean> {
    clearTimeout(timer);
    const updates = [...pending.values()];
    for (const update of updates) {
      const reply = await client.call('project.saveStep', update);
      if (!reply.ok) {
        store.setState({ saving: 'failed', error: reply.error });
        return false;
      }
      if (pending.get(update.step) === update) pending.delete(update.step);
      store.setState({ state: overlay(reply.value) });
    }
    if (pending.size === 0) store.setState({ saving: 'saved' });
    return true;
  }

  async function refresh(): Promise<void> {
    const [host, frame] = await Promise.all([client.call('host.info', {}), client.call('project.state', {})]);
    if (!host.ok || !frame.ok) {
      store.setState({ phase: 'broken', error: host.ok ? (frame.ok ? null : frame.error) : host.error });
      return;
    }
    store.setState({ phase: 'ready', host: host.value, state: overlay(frame.value.state), error: null });
  }

  function start(): () => void {
    const leave = client.listen((event) => {
      const change = applyEvent(store.getState(), event);
      store.setState(change.state === undefined ? change : { ...change, state: overlay(change.state) });
      if (event.name === 'events.lost') void refresh();
    });
    void refresh();
    return leave;
  }

  return {
    ...store,
    client,
    start,
    call,
    flush,
    change: (update) => {
      pending.set(update.step, update);
      clearTimeout(timer);
      timer = setTimeout(() => void flush(), TYPING_PAUSE_MS);
      store.setState(({ state }) => ({ state: overlay(state), saving: 'saving' }));
    },
    goTo: async (step) => {
      if (!(await flush())) return false;
      return (await call('project.goTo', { step })).ok;
    },
  };
}
