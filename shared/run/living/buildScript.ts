import type { EwsAttendee, EwsCalendarItem, EwsModifiedOccurrence, ResponseType } from '../../ews/item.ts';
import type { PlannedItem } from '../../domain/plan.ts';
import { guestless } from './guestless.ts';
import { isSameInstance } from './instances.ts';
import type { AnswerScript, GuestScript, MeetingScript } from './MeetingScript.ts';

export interface ScriptInput {
  readonly organizer: PlannedItem;
  readonly globalObjectId: string;
  /** Guests' copies that Exchange is to make of the organizer's item. */
  readonly copies: readonly PlannedItem[];
  /** Mailboxes whose owner's own copy says that they declined: there is no copy to be. */
  readonly declined: ReadonlySet<string>;
  /** Addresses that were found to be mailboxes of ours, in scope. */
  readonly inside: ReadonlySet<string>;
  /** Groups of nothing but such mailboxes, opened to the last member. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
}

type Lists = Pick<EwsCalendarItem, 'requiredAttendees' | 'optionalAttendees' | 'resources'>;

/** Everybody on an item, each once. */
export function attendeesOf({ requiredAttendees, optionalAttendees, resources }: Lists): readonly EwsAttendee[] {
  const all = [...requiredAttendees, ...optionalAttendees, ...resources].map((one) => ({ ...one, email: one.email.toLowerCase() }));
  return [...new Map(all.map((one) => [one.email, one])).values()];
}

/** Who is on an occurrence: what it does not say itself it has from its series. */
export function occurrenceLists(change: EwsModifiedOccurrence, item: EwsCalendarItem): Lists {
  const { requiredAttendees, optionalAttendees, resources } = { ...item, ...change };
  return { requiredAttendees, optionalAttendees, resources };
}

function isAnswer(response: ResponseType | undefined): response is AnswerScript['response'] {
  return response === 'Accept' || response === 'Tentative' || response === 'Decline';
}

/** `orphan:20261129T200000Z`, or a date: the organizer's own text for that occurrence. */
export function orphanInstance(part: string, item: EwsCalendarItem): string {
  const digits = part.slice('orphan:'.length);
  const date = digits.replace(/^(\d{4})(\d{2})(\d{2}).*$/, '$1-$2-$3');
  const time = digits.replace(/^\d{8}T(\d{2})(\d{2})(\d{2})Z$/, 'T$1:$2:$3Z');
  const instance = digits.length === 8 ? date : `${date}${time}`;
  return item.modifiedOccurrences.find(({ originalStart }) => isSameInstance(originalStart, instance))?.originalStart ?? instance;
}

function changeAt(item: EwsCalendarItem, instance: string): EwsModifiedOccurrence | undefined {
  return item.modifiedOccurrences.find(({ originalStart }) => isSameInstance(originalStart, instance));
}

/** A deletion the organizer does not have is a declined occurrence, if the guest was invited to it. */
function declinedInstances({ item }: PlannedItem, organizer: EwsCalendarItem, mailbox: string): readonly string[] {
  return item.deletedOccurrences.filter((instance) => {
    if (organizer.deletedOccurrences.some((gone) => isSameInstance(gone, instance))) return false;
    const change = changeAt(organizer, instance);
    return change === undefined || attendeesOf(occurrenceLists(change, organizer)).some(({ email }) => email === mailbox);
  });
}

function seriesAnswers(input: ScriptInput, mailbox: string, tracked: ResponseType | undefined): readonly AnswerScript[] {
  const { organizer, copies, declined } = input;
  const copy = copies.find((one) => one.mailbox === mailbox && one.part === organizer.part);
  const response = declined.has(mailbox) ? 'Decline' : (copy?.item.myResponse ?? tracked);
  const series: readonly AnswerScript[] = isAnswer(response) ? [{ instance: null, response }] : [];
  if (copy === undefined || response === 'Decline') return series;
  const single = copy.item.modifiedOccurrences.flatMap(({ originalStart, myResponse }): readonly AnswerScript[] =>
    isAnswer(myResponse) && myResponse !== response ? [{ instance: originalStart, response: myResponse }] : [],
  );
  const gone = declinedInstances(copy, organizer.item, mailbox).map((instance): AnswerScript => ({ instance, response: 'Decline' }));
  const isDecline = ({ response: one }: AnswerScript): boolean => one === 'Decline';
  return [...series, ...single.filter((one) => !isDecline(one)), ...single.filter(isDecline), ...gone];
}

/** Occurrences somebody is on who is not on the series, with the answer the organizer's item knows. */
function singleInvitations({ organizer: { item }, declined }: ScriptInput, mailbox: string): readonly Invitation[] {
  return item.modifiedOccurrences.flatMap((change): readonly Invitation[] => {
    const person = attendeesOf(occurrenceLists(change, item)).find(({ email }) => email === mailbox);
    if (person === undefined) return [];
    const isOpen = !isAnswer(person.response) && declined.has(mailbox);
    return [{ instance: change.originalStart, response: isOpen ? 'Decline' : person.response }];
  });
}

interface Invitation {
  readonly instance: string;
  readonly response: ResponseType;
}

function guestOf(input: ScriptInput, mailbox: string, attendee: EwsAttendee | undefined, isRoom: boolean): GuestScript {
  const { organizer, copies } = input;
  const own = copies.filter((copy) => copy.mailbox === mailbox);
  const singles = own.filter(({ part }) => part.startsWith('orphan:') && part !== organizer.part);
  const isSingle = own.length === 0 ? attendee === undefined : singles.length === own.length;
  const base = { mailbox, isRoom, hasCopy: own.length > 0 };
  if (!isSingle) return { ...base, invitedTo: 'series', answers: seriesAnswers(input, mailbox, attendee?.response) };
  const planned = singles.map(({ part, item }) => ({ instance: orphanInstance(part, organizer.item), response: item.myResponse }));
  // Who declined an occurrence has no copy of it, and is invited to it all the same: the organizer's tracking says who declined.
  const others = singleInvitations(input, mailbox).filter(({ instance }) => !planned.some((one) => isSameInstance(one.instance, instance)));
  const placed: readonly Invitation[] = [...planned, ...others];
  const answers = placed.flatMap(({ instance, response }) => (isAnswer(response) ? [{ instance, response }] : []));
  return { ...base, invitedTo: placed.map(({ instance }) => instance), answers };
}

/** Occurrences whose list of people is not what the sends have made of it: outsiders on them, or somebody taken off. */
function unlikeOccurrences(input: ScriptInput, sent: ReadonlySet<string>, invited: readonly GuestScript[]): readonly string[] {
  const { item } = input.organizer;
  return item.modifiedOccurrences
    .filter((change) => change.requiredAttendees ?? change.optionalAttendees ?? change.resources)
    .filter((change) => {
      const planned = attendeesOf(occurrenceLists(change, item)).map(({ email }) => email);
      const added = invited.filter(({ invitedTo }) => invitedTo !== 'series' && invitedTo.includes(change.originalStart));
      const there = new Set([...sent, ...added.map(({ mailbox }) => mailbox)]);
      return planned.some((email) => !there.has(email)) || [...there].some((email) => !planned.includes(email));
    })
    .map(({ originalStart }) => originalStart);
}

/** What is to happen with one living meeting, from the plan and from what the address book knows. Pure. */
export function buildScript(input: ScriptInput): MeetingScript {
  const { organizer, copies, inside, groups, globalObjectId } = input;
  const { item, mailbox: owner } = organizer;
  const listed = new Map(attendeesOf(item).map((one) => [one.email, one]));
  const onOccurrences = item.modifiedOccurrences.flatMap((change) => attendeesOf(occurrenceLists(change, item)));
  const rooms = new Set(
    [...item.resources, ...item.modifiedOccurrences.flatMap(({ resources = [] }) => resources)].map(({ email }) => email.toLowerCase()),
  );
  const named = [...listed.keys(), ...copies.map(({ mailbox }) => mailbox), ...onOccurrences.map(({ email }) => email)];
  const mailboxes = [...new Set(named)].filter((one) => inside.has(one) && one !== owner);
  const guests = mailboxes.map((mailbox) => guestOf(input, mailbox, listed.get(mailbox), rooms.has(mailbox)));
  const sentGroups = [...listed.keys()].filter((one) => groups.has(one));
  const onSeries = guests.filter(({ invitedTo }) => invitedTo === 'series').map(({ mailbox }) => mailbox);
  const sent = new Set([...onSeries, ...sentGroups]);
  const everybody = new Set([...listed.keys(), ...onOccurrences.map(({ email }) => email)]);
  return {
    key: organizer.key,
    organizer: owner,
    globalObjectId,
    guests,
    groups: sentGroups,
    exceptions: guestless(item).modifiedOccurrences.map(({ originalStart }) => originalStart),
    outsiders: [...everybody].filter((one) => !inside.has(one) && !groups.has(one) && one !== owner),
    completes: {
      series: [...listed.keys()].some((one) => !sent.has(one) && one !== owner),
      occurrences: unlikeOccurrences(input, sent, guests),
    },
  };
}
