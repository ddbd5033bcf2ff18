import { contentHash } from '../../shared/run/undo/content.ts';
import type { MeetingState } from '../../shared/run/living/MeetingState.ts';
import type { LedgerStore } from '../ports/LedgerStore.ts';
import type { MeetingLedger } from '../ports/MeetingLedger.ts';
import type { MeetingTarget } from '../ports/MeetingTarget.ts';
import type { PlanReader } from '../ports/PlanStore.ts';
import { ask, LaneStopped } from './ask.ts';
import { readWhole, type WholeRead } from './readWhole.ts';
import type { RunContext } from './RunContext.ts';

const MEETINGS_AT_ONCE = 25;
/** Items held in memory at once, bodies and all. */
const ITEMS_AT_ONCE = 200;

/** What is to be remembered of living meetings that are through. */
export interface TrailInput {
  readonly meetings: MeetingTarget;
  readonly meetingLedger: MeetingLedger;
  /** Their organizers' items. */
  readonly keys: ReadonlySet<string>;
}

/** Whether something of a meeting that is through was not read back. */
function isOwed(ledger: LedgerStore, plan: PlanReader, { script, phase }: MeetingState): boolean {
  if (phase !== 'cleaned') return false;
  const uid = plan.rowByKey(script.key)?.uid;
  const delivered = uid === undefined ? [] : plan.rowsOf(uid).filter(({ deliveredBy }) => deliveredBy === 'exchange');
  return [script.key, ...delivered.map(({ key }) => key)].some((key) => ledger.trace(key)?.content === null);
}

/**
 * Meetings that were through when the last run was stopped, or died: it had no time to leave their trail, and this run, which goes on where
 * that one ended, leaves it. Nothing where the last run came to its end: what it could not read then may be somebody's own by now.
 */
export function owedTrails(ledger: LedgerStore, meetingLedger: MeetingLedger, plan: PlanReader): readonly string[] {
  const isInterrupted = ledger.runs().at(-1)?.endedAt === null;
  if (!isInterrupted) return [];
  return [...meetingLedger.all()].filter((state) => isOwed(ledger, plan, state)).map(({ script }) => script.key);
}

/** Items of ours in one mailbox: those of the ledger by id, and meetings whose copy only Exchange knows of. */
interface Trail {
  readonly keys: Map<string, string>;
  readonly copies: Map<string, string>;
}

function trailOf(trails: Map<string, Trail>, mailbox: string): Trail {
  const trail = trails.get(mailbox) ?? { keys: new Map<string, string>(), copies: new Map<string, string>() };
  trails.set(mailbox, trail);
  return trail;
}

/** The organizer's item and the guests' copies, by mailbox. */
function follow({ ledger, plan }: RunContext, { script }: MeetingState, trails: Map<string, Trail>): void {
  const own = ledger.get(script.key);
  if (own !== null && own.itemId !== null) trailOf(trails, own.mailbox).keys.set(own.itemId, own.key);
  const uid = plan.rowByKey(script.key)?.uid;
  const dressed = new Set<string>();
  for (const { key, deliveredBy } of uid === undefined ? [] : plan.rowsOf(uid)) {
    const copy = deliveredBy === 'exchange' ? ledger.get(key) : null;
    const itemId = copy?.itemId ?? null;
    if (copy === null || itemId === null) continue;
    dressed.add(copy.mailbox);
    trailOf(trails, copy.mailbox).keys.set(itemId, key);
  }
  for (const { mailbox } of script.guests) {
    if (!dressed.has(mailbox)) trailOf(trails, mailbox).copies.set(script.globalObjectId, script.key);
  }
}

async function findCopies(
  context: RunContext,
  meetings: MeetingTarget,
  mailbox: string,
  { keys, copies }: Trail,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const wanted = [...copies.keys()];
  for (let at = 0; at < wanted.length; at += MEETINGS_AT_ONCE) {
    const { value } = await ask(context, mailbox, () => meetings.findCopies(mailbox, wanted.slice(at, at + MEETINGS_AT_ONCE)));
    for (const { id, isOrganizer, globalObjectId } of value) {
      const meetingKey = copies.get(globalObjectId);
      if (!isOrganizer && !keys.has(id) && meetingKey !== undefined) found.set(id, meetingKey);
    }
  }
  return found;
}

function remembered({ changeKey, ...whole }: WholeRead): { readonly changeKey: string; readonly content: string } {
  return { changeKey, content: contentHash(whole) };
}

async function remember(context: RunContext, { meetings, meetingLedger }: TrailInput, mailbox: string, trail: Trail): Promise<void> {
  const copies = await findCopies(context, meetings, mailbox, trail);
  const ids = [...trail.keys.keys(), ...copies.keys()];
  for (let at = 0; at < ids.length; at += ITEMS_AT_ONCE) {
    const read = [...(await readWhole(context, mailbox, ids.slice(at, at + ITEMS_AT_ONCE))).values()];
    const settled = read.flatMap((whole) => {
      const key = trail.keys.get(whole.id);
      return key === undefined ? [] : [{ key, itemId: whole.id, ...remembered(whole) }];
    });
    const strays = read.flatMap((whole) => {
      const meetingKey = trail.keys.has(whole.id) ? undefined : copies.get(whole.id);
      return meetingKey === undefined ? [] : [{ mailbox, itemId: whole.id, meetingKey, ...remembered(whole) }];
    });
    context.ledger.together(() => {
      context.ledger.settle(settled);
      meetingLedger.saveCopies(strays);
    });
  }
}

/**
 * Reads back living meetings that are through, fifty items a request, so that undo can tell what somebody changes afterwards: Exchange itself
 * had its hand in them, and the plan alone cannot say how they were left. What cannot be read now is compared with the plan then.
 */
export async function leaveTrail(context: RunContext, input: TrailInput): Promise<void> {
  const trails = new Map<string, Trail>();
  for (const key of input.keys) {
    const state = input.meetingLedger.get(key);
    if (state !== null) follow(context, state, trails);
  }
  const each = [...trails].map(async ([mailbox, trail]) => {
    try {
      await remember(context, input, mailbox, trail);
    } catch (error) {
      if (!(error instanceof LaneStopped)) throw error;
    }
  });
  await Promise.all(each);
}
