import { createHash } from 'node:crypto';
import { hostname, networkInterfaces } from 'node:os';

/** Workstations out of one box are often called alike; their network cards are not. */
function machine(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((cards) =>
    (cards ?? []).filter(({ internal }) => !internal).map(({ mac }) => mac),
  );
  const cards = createHash('sha256')
    .update([...new Set(addresses)].sort().join())
    .digest('hex');
  return `${hostname()}#${cards.slice(0, 8)}`;
}

/** Machine and process of a run, as it is left on calendar folders. */
export function thisHolder(): string {
  return `${machine()}:${process.pid}`;
}

/**
 * Whether the process that left a mark may still be writing. Only a mark of this very machine can be known to be dead; any other one may
 * be alive.
 */
export function isHolderAlive(holder: string, own: string): boolean {
  const at = holder.lastIndexOf(':');
  if (at < 0 || holder.slice(0, at) !== own.slice(0, own.lastIndexOf(':'))) return true;
  const pid = Number(holder.slice(at + 1));
  // Our own process has one run at a time: the mark is of one that ended without taking it away.
  if (!Number.isSafeInteger(pid) || pid <= 0 || holder === own) return holder !== own;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
