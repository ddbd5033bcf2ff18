import type { Bridge, EventPosition } from '../../../shared/contract/bridge.ts';

export interface LoopbackBridgeOptions {
  /** '' in a browser: where the page came from. */
  readonly origin: string;
  readonly request: typeof fetch;
  /** How long to wait before connecting again. */
  readonly reconnectMs: number;
}

/** The last event seen, so that a connection that broke goes on where it was. */
function positionOf(event: unknown, before: EventPosition | null): EventPosition | null {
  if (typeof event !== 'object' || event === null || !('host' in event) || !('seq' in event)) return before;
  return typeof event.host === 'string' && typeof event.seq === 'number' ? { host: event.host, seq: event.seq } : before;
}

/** Cuts a stream of bytes into lines of JSON. */
async function readLines(body: ReadableStream<Uint8Array>, onLine: (value: unknown) => void): Promise<void> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let rest = '';
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    const lines = (rest + decoder.decode(next.value, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') onLine(JSON.parse(line));
  }
}

/** The bridge of the wizard in a browser: calls are posted, events come as a stream that is taken up again when it breaks. */
export function createLoopbackBridge({ origin, request, reconnectMs }: LoopbackBridgeOptions): Bridge {
  async function stream(start: EventPosition | null, onEvent: (event: unknown) => void, signal: AbortSignal): Promise<void> {
    let position = start;
    while (!signal.aborted) {
      try {
        const query = position === null ? '' : `?host=${encodeURIComponent(position.host)}&seq=${String(position.seq)}`;
        const response = await request(`${origin}/api/events${query}`, { signal });
        if (response.ok && response.body !== null) {
          await readLines(response.body, (event) => {
            position = positionOf(event, position);
            if (!signal.aborted) onEvent(event);
          });
        }
      } catch {
        // The host is gone or restarting; calls say so, events only try again.
      }
      await new Promise((resolve) => setTimeout(resolve, reconnectMs));
    }
  }

  return {
    call: async (name, input) => {
      const response = await request(`${origin}/api/call`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name, input }),
      });
      if (!response.ok) throw new Error(`${String(response.status)}: ${(await response.text()).trim()}`);
      const reply: unknown = await response.json();
      return reply;
    },
    listen: (position, onEvent) => {
      const stop = new AbortController();
      void stream(position, onEvent, stop.signal);
      return () => stop.abort();
    },
  };
}
