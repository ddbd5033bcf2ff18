import { contentHash } from '../../shared/run/undo/content.ts';
import type { MeetingState } from '../../shared/run/living/MeetingState.ts';
import type { Settled } from '../ports/LedgerStore.ts';
import type { GuestCopy, MeetingLedger } from '../ports/MeetingLedger.ts';
import type { MeetingTarget } from '../ports/MeetingTarget.ts';
import { ask, LaneStopped } from './ask.ts';
import { isAsDelivered, isAsPlanned } from './asPlanned.ts';
import { readWhole, type WholeRead } from './readWhole.ts';
import type { RunContext } from './RunContext.ts';

const MEETINGS_AT_ONCE = 25;
/** Items held in memory at once, bodies and all. */
const ITEMS_AT_ONCE = 200;
/** How no item reads: undo takes what is there for somebody's own. */
const LIKE_NOTHING = { changeKey: '', content: '' };

/** What is to be remembered of living meetings that are through. */
export interface TrailInput {
  readonly meetings: MeetingTarget;
  readonly meetingLedger: MeetingLedger;
  /** Their organizers' items. */
  readonly keys: ReadonlySet<string>;
}

/** Something of ours: by an item key, or by the key of the meeting it is a copy of. */
interface Ours {
  readonly key: string;
  /** An earlier run began with it: somebody may have changed it since. */
  readonly isOld: boolean;
}

/** Items of ours in one mailbox: those of the ledger by id, and meetings whose copy only Exchange knows of. */
interface Trail {
  readonly keys: Map<string, Ours>;
  readonly copies: Map<string, Ours>;
}

function trailOf(trails: Map<string, Trail>, mailbox: string): Trail {
  const trail = trails.get(mailbox) ?? { keys: new Map<string, Ours>(), copies: new Map<string, Ours>() };
  trails.set(mailbox, trail);
  return trail;
}

/** The organizer's item and the guests' copies, by mailbox. */
function follow({ ledger, plan, runId }: RunContext, { script, isAnew }: MeetingState, trails: Map<string, Trail>): void {
  const own = ledger.get(script.key);
  const isOld = own?.runId !== runId || isAnew === true;
  if (own !== null && own.itemId !== null) trailOf(trails, own.mailbox).keys.set(own.itemId, { key: own.key, isOld });
  const uid = plan.rowByKey(script.key)?.uid;
  const dressed = new Set<string>();
  for (const { key, deliveredBy } of uid === undefined ? [] : plan.rowsOf(uid)) {
    const copy = deliveredBy === 'exchange' ? ledger.get(key) : null;
    const itemId = copy?.itemId ?? null;
    if (copy === null || itemId === null) continue;
    dressed.add(copy.mailbox);
    trailOf(trails, copy.mailbox).keys.set(itemId, { key, isOld });
  }
  for (const { mailbox } of script.guests) {
    if (!dressed.has(mailbox)) trailOf(trails, mailbox).copies.set(script.globalObjectId, { key: script.key, isOld });
  }
}

async function findCopies(
  context: RunContext,
  meetings: MeetingTarget,
  mailbox: string,
  { keys, copies }: Trail,
): Promise<ReadonlyMap<string, Ours>> {
  const found = new Map<string, Ours>();
  const wanted = [...copies.keys()];
  for (let at = 0; at < wanted.length; at += MEETINGS_AT_ONCE) {
    const { value } = await ask(context, mailbox, () => meetings.findCopies(mailbox, wanted.slice(at, at + MEETINGS_AT_ONCE)));
    for (const { id, isOrganizer, globalObjectId } of value) {
      const meeting = copies.get(globalObjectId);
      if (!isOrganizer && !keys.has(id) && meeting !== undefined) found.set(id, meeting);
    }
  }
  return found;
}

function remembered({ changeKey, ...whole }: WholeRead): { readonly changeKey: string; readonly content: string } {
  return { changeKey, content: contentHash(whole) };
}

/** Nothing where somebody may have changed it: then the plan says in what. */
function settledItem(context: RunContext, { meetingLedger }: TrailInput, { key, isOld }: Ours, whole: WholeRead): readonly Settled[] {
  return isOld && !isAsPlanned(context, meetingLedger, key, whole) ? [] : [{ key, itemId: whole.id, ...remembered(whole) }];
}

/** What the plan says of such a copy is little: where somebody may have changed it, that is put down, unless it is known how it was left. */
function strayCopy(
  context: RunContext,
  { meetingLedger }: TrailInput,
  mailbox: string,
  { key: meetingKey, isOld }: Ours,
  whole: WholeRead,
): readonly GuestCopy[] {
  const copy = { mailbox, itemId: whole.id, meetingKey };
  if (!isOld || isAsDelivered(context, meetingKey, whole)) return [{ ...copy, ...remembered(whole) }];
  const isKnown = meetingLedger.copiesOf(meetingKey).some((one) => one.mailbox === mailbox && one.itemId === whole.id);
  return isKnown ? [] : [{ ...copy, ...LIKE_NOTHING }];
}

async function remember(context: RunContext, input: TrailInput, mailbox: string, trail: Trail): Promise<void> {
  const { meetings, meetingLedger } = input;
  const copies = await findCopies(context, meetings, mailbox, trail);
  const ids = [...trail.keys.keys(), ...copies.keys()];
  for (let at = 0; at < ids.length; at += ITEMS_AT_ONCE) {
    const read = [...(await readWhole(context, mailbox, ids.slice(at, at + ITEMS_AT_ONCE))).values()];
    const settled = read.flatMap((whole) => {
      const ours = trail.keys.get(whole.id);
      return ours === undefined ? [] : settledItem(context, input, ours, whole);
    });
    const strays = read.flatMap((whole) => {
      const ours = trail.keys.has(whole.id) ? undefined : copies.get(whole.id);
      return ours === undefined ? [] : strayCopy(context, input, mailbox, ours, whole);
    });
    context.ledger.together(() => {
      context.ledger.settle(settled);
      meetingLedger.saveCopies(strays);
    });
  }
}

/**
 * Reads back living meetings that are through, fifty items a request, so that undo can tell what somebody changes afterwards: Exchange itself
 * had its hand in them, and the plan alone cannot say how they were left. What cannot be read now is compared with the plan then; and so is
 * what an earlier run began and what is not as the plan wants it now: users were at work between the runs.
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
