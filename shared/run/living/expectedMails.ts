import { occurrenceGuests, seriesGuests, type MeetingScript } from './MeetingScript.ts';

/** What one living meeting is going to send. */
export interface ExpectedMails {
  /** One a guest; a guest of single occurrences gets one for each. */
  readonly invitations: number;
  /** On top of them where exceptions do not travel with their series: one for each exception and guest. */
  readonly forExceptions: number;
  readonly answers: number;
  /** Messages by the mailbox that sends them, as its pace counts them: an update that invites many is one. */
  readonly messages: ReadonlyMap<string, number>;
}

/** Counts what a script sends when nothing goes wrong. A group counts as one guest: nobody knows its members before the address book says. */
export function expectedMails(script: MeetingScript): ExpectedMails {
  const { organizer, guests, groups, exceptions } = script;
  const [people, rooms] = [seriesGuests(script, false).length + groups.length, seriesGuests(script, true).length];
  const occurrences = occurrenceGuests(script);
  const single = [...occurrences.values()].reduce((sum, mailboxes) => sum + mailboxes.length, 0);
  const messages = new Map([[organizer, Math.min(people, 1) + Math.min(rooms, 1) + occurrences.size]]);
  for (const { mailbox, answers } of guests) messages.set(mailbox, (messages.get(mailbox) ?? 0) + answers.length);
  return {
    invitations: people + rooms + single,
    forExceptions: people * exceptions.length,
    answers: guests.reduce((sum, guest) => sum + guest.answers.length, 0),
    messages,
  };
}
