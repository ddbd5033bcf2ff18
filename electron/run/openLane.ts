import { ask } from './ask.ts';
import type { RunContext } from './RunContext.ts';
import type { RunMarkLease } from './RunMarkLease.ts';

const CALENDAR = 'Calendar';

/** Folder ids by name: `Calendar`, `Calendar/<name>`. */
export interface LaneFolders {
  /** Those the plan writes to. */
  readonly planned: ReadonlyMap<string, string>;
  /** Others below Calendar: a copy that somebody dragged may lie there. */
  readonly others: readonly string[];
}

/** Proves that the mailbox can be written to, claims it for this run, and finds or makes its folders. */
export async function openLane(
  context: RunContext,
  mailbox: string,
  lease: RunMarkLease,
  wanted: ReadonlySet<string>,
): Promise<LaneFolders> {
  const { target, runId } = context;
  // All three only read, and the first one that cannot says why for all.
  const [{ value: calendar }, { value: existing }] = await Promise.all([
    ask(context, mailbox, () => target.openCalendar(mailbox)),
    ask(context, mailbox, () => target.calendarFolders(mailbox)),
    lease.look(),
  ]);
  await lease.claim();
  const planned = new Map([[CALENDAR, calendar.id]]);
  for (const folder of wanted) {
    if (folder === CALENDAR) continue;
    const name = folder.slice(CALENDAR.length + 1);
    const found = existing.find((candidate) => candidate.name === name);
    const { id } = found ?? (await ask(context, mailbox, () => target.ensureFolder(mailbox, name, runId))).value;
    planned.set(folder, id);
  }
  const known = new Set(planned.values());
  return { planned, others: existing.map(({ id }) => id).filter((id) => !known.has(id)) };
}
