import { Failure } from '../domain/failure.ts';
import { describeFailure, ERRORS } from './errors.ts';
import { EVENTS, eventEnvelope, type EventName, type EventPayload, type WizardEvent } from './events.ts';
import { PROCEDURES, type ProcedureInput, type ProcedureName, type ProcedureOutput } from './procedures.ts';
import { errorSchema, type WizardError } from './wizard/common.ts';

/** Answers are values: nothing is ever thrown across the boundary, where all but its message would be lost. */
export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: WizardError };

/** Where a listener had come to when it was last connected. */
export interface EventPosition {
  readonly host: string;
  readonly seq: number;
}

/**
 * What a transport gives the renderer: one object, two functions. In the desktop program it is `window.godwit`.
 * `listen` delivers what was missed since `position`, then everything new, in order and once; without a position only what is new.
 */
export interface Bridge {
  call(name: string, input: unknown): Promise<unknown>;
  listen(position: EventPosition | null, onEvent: (event: unknown) => void): () => void;
}

/** The typed face of a bridge. */
export interface WizardClient {
  /** Never rejects: a broken transport is an error like any other. */
  call<N extends ProcedureName>(name: N, input: ProcedureInput<N>): Promise<Reply<ProcedureOutput<N>>>;
  /** All events; the client sees to numbers, repeats and gaps (`events.lost`). */
  listen(onEvent: (event: WizardEvent) => void): () => void;
  on<N extends EventName>(name: N, onPayload: (payload: EventPayload<N>) => void): () => void;
}

function brokenBridge(cause: unknown): WizardError {
  const detail = cause instanceof Error ? cause.message : String(cause);
  return { ...describeFailure(new Failure('BRIDGE_BROKEN', {}, { detail })), kind: ERRORS.BRIDGE_BROKEN.kind };
}

function readReply<N extends ProcedureName>(name: N, reply: unknown): Reply<ProcedureOutput<N>> {
  if (typeof reply !== 'object' || reply === null || !('ok' in reply)) throw new Error(`${name}: no reply`);
  if (reply.ok !== true) return { ok: false, error: errorSchema.parse('error' in reply ? reply.error : undefined) };
  const value = PROCEDURES[name].output.parse('value' in reply ? reply.value : undefined);
  // The table pairs name and schema; TypeScript cannot follow the pair through an index.
  return { ok: true, value: value as ProcedureOutput<N> };
}

function isEventName(name: string): name is EventName {
  return Object.hasOwn(EVENTS, name);
}

function readEvent(value: unknown): WizardEvent | null {
  const envelope = eventEnvelope.safeParse(value);
  if (!envelope.success || !isEventName(envelope.data.name)) return null;
  const { seq, host, name } = envelope.data;
  const payload = EVENTS[name].safeParse(envelope.data.payload);
  // As above: the pair of name and payload comes from one table.
  return payload.success ? ({ seq, host, name, payload: payload.data } as WizardEvent) : null;
}

/** Puts types, checks and order on a bridge. */
export function createClient(bridge: Bridge): WizardClient {
  const listeners = new Set<(event: WizardEvent) => void>();
  let position: EventPosition | null = null;
  let leave: (() => void) | null = null;

  function tell(event: WizardEvent): void {
    for (const listener of [...listeners]) listener(event);
  }

  function receive(value: unknown): void {
    const event = readEvent(value);
    if (event === null) return;
    const isSameHost = position?.host === event.host;
    // Numbers already seen are repeats of a reconnect.
    if (isSameHost && position !== null && event.seq <= position.seq) return;
    const isGap = position !== null && (!isSameHost || event.seq > position.seq + 1);
    position = { host: event.host, seq: event.seq };
    if (isGap && event.name !== 'events.lost') tell({ seq: event.seq, host: event.host, name: 'events.lost', payload: {} });
    tell(event);
  }

  function listen(onEvent: (event: WizardEvent) => void): () => void {
    listeners.add(onEvent);
    leave ??= bridge.listen(position, receive);
    return () => {
      listeners.delete(onEvent);
      if (listeners.size > 0) return;
      leave?.();
      leave = null;
    };
  }

  return {
    call: async (name, input) => {
      try {
        return readReply(name, await bridge.call(name, input));
      } catch (error) {
        return { ok: false, error: brokenBridge(error) };
      }
    },
    listen,
    on: (name, onPayload) =>
      listen((event) => {
        // `name` narrows the union, but not for a generic N.
        if (event.name === name) onPayload(event.payload as EventPayload<typeof name>);
      }),
  };
}
