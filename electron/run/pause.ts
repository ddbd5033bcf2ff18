import { setTimeout as timeout } from 'node:timers/promises';
import { Failure } from '../../shared/domain/failure.ts';

/** Waits; a stopped run ends the wait with INTERRUPTED. */
export type Pause = (milliseconds: number, signal: AbortSignal) => Promise<void>;

/** Waits in real time. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await timeout(milliseconds, undefined, { signal });
  } catch (error) {
    if (signal.aborted) throw new Failure('INTERRUPTED', {}, { cause: error });
    throw error;
  }
}
