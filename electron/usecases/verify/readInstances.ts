import type { ExchangeTarget, RequestFailure, TargetInstance } from '../../ports/ExchangeTarget.ts';
import { askTarget, type Asked } from './askTarget.ts';

const DAY_MS = 86_400_000;
/** CalendarView allows two years; a quarter rarely holds a thousand instances. */
const FIRST_WINDOW_MS = 91 * DAY_MS;

export interface InstanceWindow {
  readonly from: number;
  readonly to: number;
}

function iso(instant: number): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z');
}

function identity({ id, start }: TargetInstance): string {
  return `${id} ${start}`;
}

/**
 * Every instance of a folder in the window, by CalendarView in steps that shrink where there is much. An instance that overlaps two steps
 * is counted once. Answers the failure when the mailbox cannot be read.
 */
export async function readInstances(
  target: ExchangeTarget,
  asked: Asked,
  mailbox: string,
  folderId: string,
  { from, to }: InstanceWindow,
  signal?: AbortSignal,
): Promise<{ readonly instances: readonly TargetInstance[] } | { readonly failure: RequestFailure }> {
  const found = new Map<string, TargetInstance>();
  let step = FIRST_WINDOW_MS;
  for (let at = from; at < to;) {
    const end = Math.min(to, at + step);
    const window = { from: iso(at), to: iso(end) };
    const reply = await askTarget(asked, mailbox, () => target.calendarView(mailbox, folderId, window), signal);
    if (!reply.ok) return { failure: reply.failure };
    if (reply.value.truncated && step > DAY_MS / 24) {
      step = Math.max(DAY_MS / 24, Math.floor(step / 2));
      continue;
    }
    for (const instance of reply.value.instances) found.set(identity(instance), instance);
    at = end;
    if (reply.value.instances.length < 250) step = Math.min(FIRST_WINDOW_MS * 4, step * 2);
  }
  return { instances: [...found.values()] };
}
