import type { MappingView } from '../domain/mapping.ts';
import type { SealedContext } from '../domain/plan.ts';
import type { Instant } from '../domain/timeZone.ts';
import type { LegacyFreeBusyStatus, ResponseType } from '../ews/item.ts';
import { expandObject } from '../ical/expandObject.ts';
import type { ICalEvent, SourceInstance } from '../ical/model.ts';
import { isCancelled } from './copies/cancelled.ts';
import { openPlanning, type Planning } from './copies/planning.ts';
import { readCopy, type ReadableCopy } from './copies/readableCopy.ts';
import type { SourceCopy } from './model.ts';
import { answerIn, ownAnswer } from './people/ownAnswer.ts';
import { convertBusyStatus } from './properties/busyStatus.ts';
import { convertSubject } from './properties/subject.ts';
import type { ContentInput } from './properties/rule.ts';
import { instanceSpan, zoneOf } from './recurrence/spans.ts';

/** One instance as the source's own calendar shows it: what the owner's mailbox must hold, however it was expressed there. */
export interface ExpectedInstance {
  readonly mailbox: string;
  readonly uid: string;
  readonly start: Instant;
  readonly end: Instant;
  readonly isAllDay: boolean;
  readonly subject: string;
  readonly legacyFreeBusyStatus: LegacyFreeBusyStatus;
  /** The owner declined this one of a meeting they accepted: there as Free or not at all, it is nobody's loss. */
  readonly isDeclined: boolean;
}

export interface InstanceWindow {
  readonly from: Instant;
  readonly to: Instant;
}

/** More than any plan expands to: what a rule loses to the plan's own limit counts as missing. An object that has so many was cut. */
export const MOST_INSTANCES = 200_000;

/**
 * The instances of all copies of one UID by their owners' mailboxes, from the source alone: no pattern, no plan, no item. Cancelled and
 * hidden ones and declined meetings are absent, as they are to be absent in Exchange; copies that are never planned (inbox, trash, tasks) too.
 */
export function sourceInstances(
  copies: readonly SourceCopy[],
  mapping: MappingView,
  context: SealedContext,
  window: InstanceWindow,
): readonly ExpectedInstance[] {
  const planning = openPlanning(mapping, context);
  const readable = copies.map((copy) => readCopy(copy, planning)).filter((read) => 'ical' in read);
  const living = readable.filter(({ ical }) => !isCancelled(ical));
  const organizer = living.find(({ source }) => source.role === 'organizer') ?? null;
  const said = organizer === null ? new Map<Instant, ICalEvent>() : eventsByStart(organizer, window);
  return withoutRepeats(living).flatMap((reader) => instancesOf(reader, said, planning, window));
}

function expand({ ical, zones }: ReadableCopy, window: InstanceWindow): readonly SourceInstance[] {
  return expandObject(ical, zoneOf(zones), window, { maxInstances: MOST_INSTANCES }).instances;
}

/** What the organizer says of each instance, by where the rule puts it. */
function eventsByStart(organizer: ReadableCopy, window: InstanceWindow): ReadonlyMap<Instant, ICalEvent> {
  return new Map(expand(organizer, window).map(({ originalStart, event }) => [originalStart, event]));
}

/** Equal copies in one mailbox (the same file imported twice) become one item. */
function withoutRepeats(readers: readonly ReadableCopy[]): readonly ReadableCopy[] {
  const seen = new Set<string>();
  return readers.filter(({ owner, source }) => {
    const key = source.role === 'none' ? `${owner.mailbox} ${source.md5}` : owner.mailbox;
    return !seen.has(key) && seen.add(key);
  });
}

function instancesOf(
  reader: ReadableCopy,
  said: ReadonlyMap<Instant, ICalEvent>,
  planning: Planning,
  window: InstanceWindow,
): readonly ExpectedInstance[] {
  const isMeetingDeclined = answerOf(reader, reader.ical.master, planning) === 'Decline';
  return expand(reader, window).flatMap((instance) => {
    if (instance.cancelled) return [];
    const shared = reader.source.role === 'guest' ? (said.get(instance.originalStart) ?? instance.event) : instance.event;
    const input = contentInput(reader, instance, shared, planning);
    const isDeclined = input.ownResponse === 'Decline';
    if (isDeclined && isMeetingDeclined) return [];
    return [
      {
        mailbox: reader.owner.mailbox,
        uid: reader.source.uid,
        start: instance.start,
        end: instance.end,
        isAllDay: instance.isAllDay,
        subject: convertSubject(input).value,
        legacyFreeBusyStatus: convertBusyStatus(input).value,
        isDeclined,
      },
    ];
  });
}

/** What a guest says of the meeting as a whole. */
function answerOf({ source, owner }: ReadableCopy, master: ICalEvent | null, planning: Planning): ResponseType | null {
  return source.role === 'guest' && master !== null ? answerIn(planning.peopleOf(master), owner) : null;
}

function contentInput(reader: ReadableCopy, instance: SourceInstance, shared: ICalEvent, planning: Planning): ContentInput {
  const { source, copy, owner, zones, access } = reader;
  const people = planning.peopleOf(shared);
  const isGuest = source.role === 'guest';
  return {
    shared,
    own: instance.event,
    series: instance.event,
    span: instanceSpan(instance, zones),
    people,
    ownResponse: isGuest ? ownAnswer(people, planning.peopleOf(instance.event), owner) : 'Organizer',
    frame: {
      kind: isGuest ? 'guest-copy' : 'appointment',
      mode: 'silent',
      role: source.role,
      route: copy.route,
      access,
      asOf: planning.asOf,
      isSeries: false,
      dayZone: zones.resolve(null).zone,
      responses: null,
    },
  };
}
