import { z } from 'zod';
import type { EventPosition } from '../../shared/contract/bridge.ts';
import { EVENTS, type EventName, type EventPayload } from '../../shared/contract/events.ts';

/** An event on its way, as every transport carries it. */
export interface EventEnvelope {
  readonly seq: number;
  readonly host: string;
  readonly name: EventName;
  readonly payload: unknown;
}

const positionSchema = z.strictObject({ host: z.string(), seq: z.int().min(0) }).nullable();

/** A position as a transport received it; what is none counts as none. */
export function readPosition(value: unknown): EventPosition | null {
  const parsed = positionSchema.safeParse(value ?? null);
  return parsed.success ? parsed.data : null;
}

/** How many events are kept for windows that were away: minutes of a run, some megabytes at most. */
const KEPT = 500;

/** Numbers events, keeps the last of them, and tells every listener each once and in order. */
export class EventHub {
  readonly host: string;
  readonly #kept: EventEnvelope[] = [];
  readonly #listeners = new Set<(event: EventEnvelope) => void>();
  #seq = 0;

  /** `host`: an id of this life of the program. */
  constructor(host: string) {
    this.host = host;
  }

  emit<N extends EventName>(name: N, payload: EventPayload<N>): void {
    this.#seq += 1;
    const event = { seq: this.#seq, host: this.host, name, payload: EVENTS[name].parse(payload) };
    this.#kept.push(event);
    if (this.#kept.length > KEPT) this.#kept.shift();
    for (const listener of [...this.#listeners]) listener(event);
  }

  /** Delivers what was missed since `position` at once, or `events.lost` where that is not known any more; then everything new. Without a position `events.here` says where the numbers stand. */
  subscribe(position: EventPosition | null, listener: (event: EventEnvelope) => void): () => void {
    for (const event of position === null ? [this.#now('events.here')] : this.#missedSince(position)) listener(event);
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Said to one listener only: it takes no number of its own. */
  #now(name: 'events.here' | 'events.lost'): EventEnvelope {
    return { seq: this.#seq, host: this.host, name, payload: {} };
  }

  #missedSince({ host, seq }: EventPosition): readonly EventEnvelope[] {
    const oldest = this.#kept[0]?.seq ?? this.#seq + 1;
    const isKnown = host === this.host && seq <= this.#seq && seq >= oldest - 1;
    if (!isKnown) return [this.#now('events.lost')];
    return this.#kept.filter((event) => event.seq > seq);
  }
}
