/** What a guest answers, to the series (`instance` null) or to one occurrence, by its original start. */
export interface AnswerScript {
  readonly instance: string | null;
  readonly response: 'Accept' | 'Tentative' | 'Decline';
}

/** One inside guest: a mailbox Exchange delivers to, and we may act for. */
export interface GuestScript {
  readonly mailbox: string;
  readonly isRoom: boolean;
  /** The whole series (or the single meeting), or only these occurrences, by original start. */
  readonly invitedTo: 'series' | readonly string[];
  /** Series first, then occurrences, declines last: a declined occurrence is gone and a declined series takes all with it. */
  readonly answers: readonly AnswerScript[];
  /** The plan has a copy of this guest's, with their own busy status, reminder, categories. */
  readonly hasCopy: boolean;
}

/** What the plan wants of one living meeting: one item of the organizer's, and what Exchange is to make of it at the guests'. */
export interface MeetingScript {
  /** Item key of the organizer's item. */
  readonly key: string;
  readonly organizer: string;
  /** What all copies are known by, lower-case hexadecimal. */
  readonly globalObjectId: string;
  readonly guests: readonly GuestScript[];
  /** Groups on the item whose members are all inside: invited as groups, because that is what the organizer did. */
  readonly groups: readonly string[];
  /** Original starts of the organizer's changed occurrences: every guest's copy must show them. */
  readonly exceptions: readonly string[];
  /** Addresses that are put on the item last and silently; where only an occurrence holds them, too. */
  readonly outsiders: readonly string[];
  /** Whether the series itself, and which occurrences, get people silently at the end. */
  readonly completes: { readonly series: boolean; readonly occurrences: readonly string[] };
}

/** Guests invited to the whole meeting, people or rooms. */
export function seriesGuests({ guests }: MeetingScript, isRoom: boolean): readonly GuestScript[] {
  return guests.filter((guest) => guest.invitedTo === 'series' && guest.isRoom === isRoom);
}

/** Guests invited to single occurrences, by original start, in order. */
export function occurrenceGuests({ guests }: MeetingScript): ReadonlyMap<string, readonly string[]> {
  const byInstance = new Map<string, string[]>();
  for (const { invitedTo, mailbox } of guests) {
    for (const instance of invitedTo === 'series' ? [] : invitedTo)
      byInstance.set(instance, [...(byInstance.get(instance) ?? []), mailbox]);
  }
  return new Map([...byInstance].sort(([one], [other]) => (one < other ? -1 : 1)));
}
