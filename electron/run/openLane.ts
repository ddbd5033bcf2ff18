import type { RunContext } from './RunContext.ts';
import { ask, LaneStopped } from './ask.ts';
import { isHolderAlive } from './holder.ts';

/** A mark older than this belongs to a run that is gone; a living run renews it several times as often. */
const MARK_EXPIRES_MS = 5 * 60_000;
const CALENDAR = 'Calendar';

/** Folder ids by planned folder (`Calendar`, `Calendar/<name>`). */
export type LaneFolders = ReadonlyMap<string, string>;

/** Stops the lane when another run is at work on the mailbox, else leaves our mark there. */
async function claim(context: RunContext, mailbox: string): Promise<void> {
  const { value: mark } = await ask(context, mailbox, () => context.target.readRunMark(mailbox));
  if (mark !== null && mark.runId !== context.runId) {
    const age = context.clock.now().getTime() - Date.parse(mark.heartbeat);
    if (age < MARK_EXPIRES_MS && isHolderAlive(mark.holder, context.holder)) {
      throw new LaneStopped('RUN_ELSEWHERE', `another run (${mark.holder}) is writing this mailbox, last seen ${mark.heartbeat}`);
    }
  }
  await renewMark(context, mailbox);
}

export async function renewMark(context: RunContext, mailbox: string): Promise<void> {
  const { runId, projectId, holder, clock } = context;
  const mark = { runId, projectId, holder, heartbeat: clock.now().toISOString() };
  await ask(context, mailbox, () => context.target.writeRunMark(mailbox, mark));
}

export async function removeMark(context: RunContext, mailbox: string): Promise<void> {
  await ask(context, mailbox, () => context.target.writeRunMark(mailbox, null));
}

/** Proves that the mailbox can be written to, claims it for this run, and finds or makes its folders. */
export async function openLane(context: RunContext, mailbox: string, folders: ReadonlySet<string>): Promise<LaneFolders> {
  const { value: calendar } = await ask(context, mailbox, () => context.target.openCalendar(mailbox));
  await claim(context, mailbox);
  const ids = new Map([[CALENDAR, calendar.id]]);
  for (const folder of folders) {
    if (folder === CALENDAR) continue;
    const name = folder.slice(CALENDAR.length + 1);
    const { value } = await ask(context, mailbox, () => context.target.ensureFolder(mailbox, name, context.runId));
    ids.set(folder, value.id);
  }
  return ids;
}
