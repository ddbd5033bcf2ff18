import type { MappingView } from '../domain/mapping.ts';
import type { SealedContext } from '../domain/plan.ts';
import type { Instant } from '../domain/timeZone.ts';
import type { ResponseType } from '../ews/item.ts';
import { expandObject } from '../ical/expandObject.ts';
import type { ICalEvent } from '../ical/model.ts';
import { isCancelled } from './copies/cancelled.ts';
import { instanceReader, instanceStatements, type InstanceReader } from './copies/instances.ts';
import { openPlanning, type Planning } from './copies/planning.ts';
import { readCopy, type ReadableCopy } from './copies/readableCopy.ts';
import type { SourceCopy } from './model.ts';
import { answerIn } from './people/ownAnswer.ts';
import type { Person } from './people/person.ts';
import { zoneOf } from './recurrence/spans.ts';
import { MOST_INSTANCES, type InstanceWindow } from './sourceInstances.ts';

type GivenAnswer = 'Accept' | 'Tentative' | 'Decline';

/** Which occurrence of a series is meant, and where it stands. */
export interface AnsweredInstance {
  readonly originalStart: Instant;
  readonly start: Instant;
}

/** What one guest answered: to the meeting as a whole, or to one occurrence otherwise than to the whole. */
export interface ExpectedAnswer {
  readonly uid: string;
  /** Mailbox of the organizer's copy; null where the source has none. */
  readonly organizer: string | null;
  /** Lower-case address in Exchange. */
  readonly guest: string;
  /** The guest has a mailbox of ours. */
  readonly isInside: boolean;
  /** The source has a copy in the guest's own calendar. */
  readonly hasCopy: boolean;
  readonly instance: AnsweredInstance | null;
  readonly response: GivenAnswer;
}

function isGiven(response: ResponseType | null | undefined): response is GivenAnswer {
  return response === 'Accept' || response === 'Tentative' || response === 'Decline';
}

/**
 * Every answer the source knows of one meeting, from the copies alone: the organizer's says it, the guest's own where the reply never
 * arrived; an occurrence a guest took out of the calendar was declined. Tasks, and people without an address in Exchange, are not here.
 */
export function sourceAnswers(
  copies: readonly SourceCopy[],
  mapping: MappingView,
  context: SealedContext,
  window: InstanceWindow,
): readonly ExpectedAnswer[] {
  const planning = openPlanning(mapping, context);
  const readable = copies.map((copy) => readCopy(copy, planning)).filter((read) => 'ical' in read);
  const living = readable.filter(({ ical }) => !isCancelled(ical));
  const organizer = living.find(({ source }) => source.role === 'organizer') ?? null;
  const guests = new Map(living.filter(({ source }) => source.role === 'guest').map((guest) => [guest.owner.mailbox, guest]));
  const told = (lead: ReadableCopy, by: ReadonlyMap<string, ReadableCopy>): readonly ExpectedAnswer[] => {
    const meeting = tell(lead, by.values(), planning, window);
    return meeting === null ? [] : answersTo(meeting, organizer?.owner.mailbox ?? null, by);
  };
  if (organizer !== null) return told(organizer, guests);
  return [...guests].flatMap(([mailbox, guest]) => told(guest, new Map([[mailbox, guest]])));
}

/** Guests of an event under their addresses; of two lines the one that holds an answer. */
function guestsOn(event: ICalEvent, { peopleOf }: Planning): ReadonlyMap<string, Person> {
  const { lines, organizer } = peopleOf(event);
  const found = new Map<string, Person>();
  for (const person of lines) {
    if (person.email === '' || person.isGroup || person.email === organizer?.email) continue;
    const earlier = found.get(person.email);
    if (earlier === undefined || !isGiven(earlier.response)) found.set(person.email, person);
  }
  return found;
}

/** A meeting as one copy tells it: the organizer's, or a lone guest's own. */
interface ToldMeeting {
  readonly lead: ReadableCopy;
  readonly planning: Planning;
  readonly read: InstanceReader;
  readonly gone: ReadonlySet<Instant>;
  readonly series: ReadonlyMap<string, Person>;
  readonly overrides: ReadonlyMap<Instant, ReadonlyMap<string, Person>>;
  readonly starts: ReadonlyMap<Instant, Instant>;
}

function tell(lead: ReadableCopy, guests: Iterable<ReadableCopy>, planning: Planning, window: InstanceWindow): ToldMeeting | null {
  const { master, overrides: events } = lead.ical;
  const first = master ?? events[0];
  if (first === undefined) return null;
  const read = instanceReader(first, lead.ical, lead.zones);
  const said = instanceStatements(lead.ical, read);
  const overrides = new Map([...said.overrides].map(([instance, event]) => [instance, guestsOn(event, planning)]));
  const starts = [lead, ...guests].some(hasInstances) ? startsOf(lead, window) : new Map<Instant, Instant>();
  return { lead, planning, read, gone: said.gone, series: master === null ? new Map() : guestsOn(master, planning), overrides, starts };
}

function answersTo(meeting: ToldMeeting, organizer: string | null, guests: ReadonlyMap<string, ReadableCopy>): readonly ExpectedAnswer[] {
  const { lead, series, overrides, starts } = meeting;
  const people = new Map([...overrides.values()].flatMap((on) => [...on]).concat([...series]));
  return [...people].flatMap(([guest, { target }]): readonly ExpectedAnswer[] => {
    const copy = guests.get(guest) ?? null;
    if (organizer === null && copy === null) return [];
    const base = { uid: lead.source.uid, organizer, guest, isInside: target.state === 'mapped', hasCopy: copy !== null };
    const { whole, single } = answersBy(guest, copy, meeting);
    const placed = [...single].flatMap(([originalStart, response]): readonly ExpectedAnswer[] => {
      const start = starts.get(originalStart);
      return start === undefined ? [] : [{ ...base, instance: { originalStart, start }, response }];
    });
    return [...(whole === null ? [] : [{ ...base, instance: null, response: whole }]), ...placed];
  });
}

interface GivenAnswers {
  readonly whole: GivenAnswer | null;
  readonly single: ReadonlyMap<Instant, GivenAnswer>;
}

function answersBy(guest: string, copy: ReadableCopy | null, { series, overrides, gone, read, planning }: ToldMeeting): GivenAnswers {
  const own = copy === null ? null : instanceStatements(copy.ical, read);
  const ownSays = (event: ICalEvent | null | undefined): ResponseType | null =>
    copy === null || event === null || event === undefined ? null : answerIn(planning.peopleOf(event), copy.owner);
  const whole = answerOf(series.get(guest), ownSays(copy?.ical.master));
  const single = new Map<Instant, GivenAnswer>();
  for (const [instance, on] of overrides) {
    const response = on.has(guest) ? answerOf(on.get(guest), ownSays(own?.overrides.get(instance))) : null;
    if (response !== null && response !== whole) single.set(instance, response);
  }
  if (whole === 'Decline' || (copy?.ical.master ?? null) === null) return { whole, single };
  for (const instance of own?.gone ?? []) {
    const isInvited = (overrides.get(instance) ?? series).has(guest);
    if (isInvited && !gone.has(instance)) single.set(instance, 'Decline');
  }
  return { whole, single };
}

function answerOf(organizers: Person | undefined, own: ResponseType | null): GivenAnswer | null {
  if (isGiven(organizers?.response)) return organizers.response;
  return isGiven(own) ? own : null;
}

function hasInstances({ ical: { master, overrides } }: ReadableCopy): boolean {
  return overrides.length > 0 || (master?.exdates.length ?? 0) > 0;
}

/** Where the occurrences stand that the source shows in the window, by where the rule puts them. */
function startsOf({ ical, zones }: ReadableCopy, window: InstanceWindow): ReadonlyMap<Instant, Instant> {
  const { instances } = expandObject(ical, zoneOf(zones), window, { maxInstances: MOST_INSTANCES });
  return new Map(instances.filter(({ cancelled }) => !cancelled).map(({ originalStart, start }) => [originalStart, start]));
}
