/** A meeting message, or a declined meeting among the deleted items, as a listing shows it. */
export interface MeetingMessage {
  readonly id: string;
  readonly folder: 'inbox' | 'sentitems' | 'deleteditems';
  readonly itemClass: string;
  /** CleanGlobalObjectId, lower-case hexadecimal; '' when it has none. */
  readonly globalObjectId: string;
  /** Who sent it, lower case; '' when nobody did. */
  readonly from: string;
  /** By the server's clock, milliseconds. */
  readonly receivedAt: number;
  readonly hasAttachments: boolean;
  /** The occurrence it is about, by the original date in its series' own zone; null when it is about the whole meeting. */
  readonly instanceDate: string | null;
}

/** What is known about the meeting a message may belong to. */
export interface CleanupFacts {
  readonly globalObjectId: string;
  readonly organizer: string;
  readonly guests: readonly string[];
  /** When the organizer's item was created, by the server's clock: nothing we caused is older. */
  readonly since: number;
  /** Messages that were there before anything was sent to this mailbox. */
  readonly before: ReadonlySet<string>;
}

const REQUEST = 'ipm.schedule.meeting.request';
const RESPONSES = ['ipm.schedule.meeting.resp.pos', 'ipm.schedule.meeting.resp.tent', 'ipm.schedule.meeting.resp.neg'];
const DECLINED_COPY = 'ipm.appointment';

/** Classes a living meeting can have caused in a mailbox, and from whom they then come. */
function isExpected({ itemClass, from, folder }: MeetingMessage, mailbox: string, { organizer, guests }: CleanupFacts): boolean {
  const name = itemClass.toLowerCase();
  if (name === DECLINED_COPY) return folder === 'deleteditems' && mailbox !== organizer && guests.includes(mailbox);
  if (name === REQUEST) return from === organizer && (mailbox !== organizer || folder === 'sentitems');
  if (!RESPONSES.includes(name)) return false;
  return folder === 'sentitems' ? from === mailbox && guests.includes(mailbox) : mailbox === organizer && guests.includes(from);
}

/**
 * Whether a message is ours to remove (design «Clean-up»): it was not there before, came after our send, from the organizer or a guest of
 * this very meeting, of a class it can have caused, without attachment. In doubt it stays.
 */
export function mayRemove(message: MeetingMessage, mailbox: string, facts: CleanupFacts): boolean {
  return (
    message.globalObjectId === facts.globalObjectId &&
    !facts.before.has(message.id) &&
    message.receivedAt >= facts.since &&
    !message.hasAttachments &&
    isExpected(message, mailbox, facts)
  );
}
