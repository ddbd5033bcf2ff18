import { z } from 'zod';
import type { RunMark } from '../../../ports/ExchangeTarget.ts';

const runMark = z.object({ runId: z.string(), projectId: z.string(), holder: z.string(), heartbeat: z.string() });

/** A run mark as it stands on a folder; null when there is none, or it is nothing this version can read. */
export function readRunMark(text: string | undefined): RunMark | null {
  if (text === undefined) return null;
  try {
    return runMark.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
