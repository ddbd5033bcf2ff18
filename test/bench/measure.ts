import { startSimulator } from '../simulator/startSimulator.ts';
import { ACCOUNT, type ClientFigures } from './clients.ts';
import type { BenchOwner } from './generateEvents.ts';

/** What the server takes: an assumption, not Exchange. */
export interface ServerModel {
  readonly requestMs: number;
  readonly itemMs: number;
  readonly connections: number;
}

/** What came of one client's work. */
export interface Figures {
  readonly wallSeconds: number;
  /** What the server's model takes for these requests, spread evenly over the client's connections. */
  readonly floorSeconds: number;
  readonly requests: number;
  /** Items asked for in all requests: those created, and occurrences changed or deleted. */
  readonly asked: number;
  readonly written: number;
  readonly stored: number;
  readonly cpuMsPerItem: number;
  readonly rssMiB: number;
  /** How much of a processor the simulated server itself needed. */
  readonly serverCores: number;
}

/** Lets a client work against a fresh simulated server; `connections` is what the client itself can use at once. */
export async function measure(
  owners: readonly BenchOwner[],
  model: ServerModel,
  connections: number,
  client: (url: string) => Promise<ClientFigures>,
): Promise<Figures> {
  const simulator = await startSimulator({ accounts: [ACCOUNT], mailboxes: owners.map(({ email }) => email), model });
  try {
    const before = await simulator.counters();
    const { startedMs, endedMs, cpuMs, rssMiB, written } = await client(simulator.url);
    const after = await simulator.counters();
    const wallSeconds = (endedMs - startedMs) / 1000;
    const { requests, items: asked } = after;
    const folders = (await simulator.state()).flatMap((mailbox) => mailbox.folders);
    return {
      wallSeconds,
      floorSeconds: (requests * model.requestMs + asked * model.itemMs) / 1000 / Math.min(connections, model.connections),
      requests,
      asked,
      written,
      stored: folders.reduce((sum, { items }) => sum + items.length, 0),
      cpuMsPerItem: cpuMs / Math.max(1, written),
      rssMiB,
      serverCores: (after.cpuMs - before.cpuMs) / 1000 / wallSeconds,
    };
  } finally {
    await simulator.stop();
  }
}

/** The round whose wall time is the middle one. */
export function medianOf(rounds: readonly Figures[]): Figures {
  const sorted = [...rounds].sort((one, other) => one.wallSeconds - other.wallSeconds);
  const middle = sorted[Math.floor((sorted.length - 1) / 2)];
  if (middle === undefined) throw new Error('there are no rounds');
  return middle;
}

/** Figures as a line says them. */
export function inWords({
  wallSeconds,
  floorSeconds,
  requests,
  asked,
  written,
  stored,
  cpuMsPerItem,
  rssMiB,
  serverCores,
}: Figures): string {
  return [
    `${String(stored)} items stored, ${String(asked)} asked for in ${String(requests)} requests;`,
    `floor ${floorSeconds.toFixed(2)} s, wall ${wallSeconds.toFixed(2)} s, floor/wall ${(floorSeconds / wallSeconds).toFixed(2)};`,
    `${(written / wallSeconds).toFixed(0)} items/s; CPU ${cpuMsPerItem.toFixed(3)} ms an item, RSS ${rssMiB.toFixed(0)} MiB`,
    `(simulator: ${serverCores.toFixed(2)} of a processor)`,
  ].join(' ');
}
