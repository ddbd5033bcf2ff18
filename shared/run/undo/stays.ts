/**
 * Why an item stays, or need not be removed.
 * - touched, moved: its owner changed it, or put it into another folder.
 * - unknown: it was saved since, and nothing says how it was.
 * - meeting: somebody changed another item of the same meeting.
 * - closed: a mailbox of the meeting cannot be opened.
 * - refused: the server did not remove it.
 * - copy: a second item with the same mark, which its owner made.
 */
export type KeepReason = 'touched' | 'moved' | 'unknown' | 'meeting' | 'closed' | 'refused' | 'copy';

/** What goes first: guests' copies, then travel, then whatever they belonged to, so that no meeting is left without its organizer's item. */
export const WAVES = ['guest-copy', 'travel', 'item'] as const;
export type Wave = (typeof WAVES)[number];

/** The wave an item goes with. */
export function waveOf(kind: string): Wave {
  return kind === 'guest-copy' || kind === 'travel' ? kind : 'item';
}

/** Meetings of which something stays: then all of it does. Events are told apart by their UID. */
export class StayingMeetings {
  readonly #because = new Map<string, string>();

  /** `who`: for the sentence. The first reason counts. */
  add(uid: string, who: string): void {
    if (!this.#because.has(uid)) this.#because.set(uid, who);
  }

  /** Why everything of it stays; null when nothing is in the way. */
  because(uid: string): string | null {
    return this.#because.get(uid) ?? null;
  }
}
