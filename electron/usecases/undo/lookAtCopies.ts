import { isUnsaved, touchOf, type Touch } from '../../../shared/run/undo/touched.ts';
import type { WholeItem } from '../../../shared/run/undo/content.ts';
import { delivered, type Wanted } from '../../../shared/run/undo/wanted.ts';
import type { MeetingState } from '../../../shared/run/living/MeetingState.ts';
import type { MeetingCopy } from '../../ports/MeetingTarget.ts';
import type { Trace } from '../../ports/LedgerStore.ts';
import { ask } from '../../run/ask.ts';
import { readWhole } from '../../run/readWhole.ts';
import { named, uidOf, type UndoContext } from './UndoContext.ts';
import type { Origin } from './WrittenPlans.ts';

const MEETINGS_AT_ONCE = 25;

/** A living meeting that is to be taken back, with the organizer's row. */
interface SentMeeting {
  readonly state: MeetingState;
  readonly trace: Trace;
  readonly origin: Origin | null;
}

/** A guest's copy that Exchange made and no row of the ledger stands for: the plan has none, or the run did not come that far. */
export interface StrayCopy {
  readonly mailbox: string;
  readonly itemId: string;
  readonly uid: string;
  readonly meeting: SentMeeting;
}

/** Something was sent, or may have been. */
function wasSent({ steps }: MeetingState): boolean {
  return Object.entries(steps).some(([id, { is }]) => id.startsWith('send') && (is === 'done' || is === 'intended' || is === 'doubtful'));
}

/** Guests whose copy the ledger has as an item of the plan. */
function known({ ledger }: UndoContext, { origin }: SentMeeting): ReadonlySet<string> {
  const rows = origin?.plan.rowsOf(origin.row.uid) ?? [];
  const written = rows.filter(({ deliveredBy, key }) => deliveredBy === 'exchange' && ledger.get(key)?.state === 'written');
  return new Set(written.map(({ mailbox }) => mailbox));
}

async function guestsOf(context: UndoContext, meeting: SentMeeting): Promise<readonly string[]> {
  const { script } = meeting.state;
  const guests = new Set(script.guests.map(({ mailbox }) => mailbox));
  for (const group of script.groups) {
    const { value } = await ask(context, script.organizer, () => context.meetings.place(script.organizer, group));
    for (const member of value.members) guests.add(member);
  }
  for (const { mailbox } of context.meetingLedger.copiesOf(script.key)) guests.add(mailbox);
  const dressed = known(context, meeting);
  return [...guests].filter((guest) => guest !== script.organizer && !dressed.has(guest));
}

/** Meetings to look for, by the mailbox where a copy may lie. */
export async function sentMeetings(context: UndoContext): Promise<ReadonlyMap<string, readonly SentMeeting[]>> {
  const byMailbox = new Map<string, SentMeeting[]>();
  for (const state of context.meetingLedger.all()) {
    const trace = context.ledger.trace(state.script.key);
    if (trace === null || !wasSent(state) || !context.selects(trace)) continue;
    const meeting = { state, trace, origin: context.written.find(trace) };
    for (const guest of await guestsOf(context, meeting)) byMailbox.set(guest, [...(byMailbox.get(guest) ?? []), meeting]);
  }
  return byMailbox;
}

/** What the organizer sent, or one occurrence of it. */
function possible({ origin }: SentMeeting): readonly Wanted[] {
  const item = origin?.planned()?.item;
  return item === undefined ? [] : delivered(item, 'delivered');
}

function touchOfCopy(meeting: SentMeeting, content: string | null, found: WholeItem): Touch {
  if (content !== null) return touchOf({ changeKey: null, content }, found, null);
  const touches = possible(meeting).map((wanted) => touchOf({ changeKey: null, content: null }, found, wanted));
  return touches.find(({ is }) => is === 'untouched') ?? touches[0] ?? { is: 'unknown' };
}

/** Copies of the meetings in one mailbox that may go; what somebody changed is told, and its meeting stays. */
export async function lookAtCopies(
  context: UndoContext,
  mailbox: string,
  meetings: readonly SentMeeting[],
  marked: ReadonlySet<string>,
): Promise<readonly StrayCopy[]> {
  const byId = new Map(meetings.map((meeting) => [meeting.state.script.globalObjectId, meeting]));
  const found: { readonly copy: MeetingCopy; readonly meeting: SentMeeting }[] = [];
  for (let at = 0; at < meetings.length; at += MEETINGS_AT_ONCE) {
    const ids = [...byId.keys()].slice(at, at + MEETINGS_AT_ONCE);
    const { value } = await ask(context, mailbox, () => context.meetings.findCopies(mailbox, ids));
    for (const copy of value) {
      const meeting = byId.get(copy.globalObjectId);
      const isItem = copy.type === 'Single' || copy.type === 'RecurringMaster';
      if (meeting !== undefined && isItem && !copy.isOrganizer && !marked.has(copy.id)) found.push({ copy, meeting });
    }
  }
  const recorded = ({ copy, meeting }: (typeof found)[number]): { changeKey: string; content: string } | undefined =>
    context.meetingLedger.copiesOf(meeting.state.script.key).find((one) => one.mailbox === mailbox && one.itemId === copy.id);
  const isAsLeft = (one: (typeof found)[number]): boolean =>
    isUnsaved(recorded(one) ?? { changeKey: null, content: null }, one.copy.changeKey);
  const saved = found.filter((one) => !isAsLeft(one));
  const whole = await readWhole(
    context,
    mailbox,
    saved.map(({ copy }) => copy.id),
  );
  return found.flatMap((one) => {
    const { copy, meeting } = one;
    const uid = uidOf(meeting.trace, meeting.origin);
    const read = whole.get(copy.id);
    const touch: Touch = read === undefined ? { is: 'untouched' } : touchOfCopy(meeting, recorded(one)?.content ?? null, read);
    if (touch.is === 'untouched') return [{ mailbox, itemId: copy.id, uid, meeting }];
    context.staying.add(uid, `${mailbox}: ${touch.is}`);
    const words = { ...named(meeting.trace, meeting.origin), mailbox, kind: 'guest-copy' };
    context.tell({
      type: 'item',
      ...words,
      action: 'keep',
      reason: touch.is,
      detail: touch.is === 'touched' ? touch.fields.join(', ') : '',
    });
    return [];
  });
}
