import { isSameInstance } from './instances.ts';
import { occurrenceGuests, seriesGuests, type MeetingScript } from './MeetingScript.ts';

/** What one living meeting is going to send. */
export interface ExpectedMails {
  /** One a guest; a guest of single occurrences gets one for each. */
  readonly invitations: number;
  /** On top where exceptions do not travel with their series: each goes to every guest by itself, and is answered by itself. */
  readonly forExceptions: number;
  readonly answers: number;
  /** Messages by the mailbox that sends them, as its pace counts them: an update that invites many is one. */
  readonly messages: ReadonlyMap<string, number>;
}

/** Answers to exceptions by guests who answered the series, and said nothing else of these. */
function repeatedAnswers({ guests, exceptions }: MeetingScript): number {
  const open = guests.map(({ invitedTo, answers }) => {
    const whole = answers.find(({ instance }) => instance === null);
    if (invitedTo !== 'series' || whole === undefined || whole.response === 'Decline') return 0;
    return exceptions.filter((one) => !answers.some(({ instance }) => instance !== null && isSameInstance(one, instance))).length;
  });
  return open.reduce((sum, one) => sum + one, 0);
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
    forExceptions: (people + rooms) * exceptions.length + repeatedAnswers(script),
    answers: guests.reduce((sum, guest) => sum + guest.answers.length, 0),
    messages,
  };
}
