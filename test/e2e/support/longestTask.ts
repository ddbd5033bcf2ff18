import type { Browser, Page } from '@playwright/test';
import { z } from 'zod';

const MICROSECONDS = 1000;
const trace = z.object({
  traceEvents: z.array(
    z.object({
      name: z.string(),
      ph: z.string(),
      pid: z.number(),
      tid: z.number(),
      dur: z.number().optional(),
      tdur: z.number().optional(),
      args: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
});

export interface LongestTask {
  /** On the processor: what the page itself costs, whatever else the machine does. */
  readonly cpuMs: number;
  /** On the clock: what a person would have waited here and now. */
  readonly wallMs: number;
}

/** The longest task of the page's main thread while something is done, from the browser's own trace. */
export async function longestTask(browser: Browser, page: Page, deed: () => Promise<unknown>): Promise<LongestTask> {
  await browser.startTracing(page, { categories: ['toplevel', '__metadata'] });
  await deed();
  const { traceEvents } = trace.parse(JSON.parse((await browser.stopTracing()).toString('utf8')));
  const mains = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.['name'] === 'CrRendererMain')
      .map(({ pid, tid }) => `${String(pid)} ${String(tid)}`),
  );
  const tasks = traceEvents.filter(
    ({ ph, pid, tid, tdur }) => ph === 'X' && tdur !== undefined && mains.has(`${String(pid)} ${String(tid)}`),
  );
  if (tasks.length === 0) throw new Error('the trace holds no task of a page');
  const longest = (of: 'dur' | 'tdur'): number => Math.max(...tasks.map((task) => task[of] ?? 0)) / MICROSECONDS;
  return { cpuMs: longest('tdur'), wallMs: longest('dur') };
}
