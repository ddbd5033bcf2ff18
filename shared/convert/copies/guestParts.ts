import type { Instant } from '../../domain/timeZone.ts';
import { expandObject } from '../../ical/expandObject.ts';
import type { ICalEvent } from '../../ical/model.ts';
import type { SeriesPart, ZonedTime } from '../model.ts';
import { orphanPart } from '../recurrence/partNames.ts';
import { zoneOf } from '../recurrence/spans.ts';
import { hasOccurrence, occurrenceSpan, occurrenceTime } from './copyPart.ts';
import type { CopyException, CopyPart } from './copyPart.ts';
import { instanceReader, instanceStatements } from './instances.ts';
import type { InstanceReader, InstanceStatements } from './instances.ts';
import type { Planning } from './planning.ts';
import type { ReadableCopy } from './readableCopy.ts';

/** A part of a guest's copy and the organizer's part it is a view of. */
export interface GuestPart {
  readonly part: CopyPart;
  readonly of: string;
}

interface Views {
  readonly organizer: ReadableCopy;
  readonly guest: ReadableCopy;
  readonly planning: Planning;
  readonly read: InstanceReader;
  /** What the guest's copy says of single instances. */
  readonly said: InstanceStatements;
}

/**
 * The organizer's parts as a guest's mailbox will hold them: the same times, less the instances the guest is not invited to or took
 * out, with the guest's own reminders and busy status. Null when the guest's copy has instances the organizer's lacks.
 */
export function guestParts(
  organizer: ReadableCopy,
  parts: readonly SeriesPart[],
  guest: ReadableCopy,
  planning: Planning,
): readonly GuestPart[] | null {
  const { master } = organizer.ical;
  if (master === null) return null;
  // The organizer's zones read both copies: a floating time means the organizer's wall.
  const read = instanceReader(master, organizer.ical, organizer.zones);
  const views: Views = { organizer, guest, planning, read, said: instanceStatements(guest.ical, read) };
  if (guest.ical.master === null) return singleInstances(parts, views);
  const missing = missingInstances(master, guest.ical.master, views);
  return missing === null ? null : parts.flatMap((part) => seriesView(part, guest.ical.master ?? master, missing, views));
}

/** Invited to single instances only: each is an item of its own. */
function singleInstances(parts: readonly SeriesPart[], views: Views): readonly GuestPart[] | null {
  const found: GuestPart[] = [];
  for (const [instance, own] of views.said.overrides) {
    const view = singleInstance(parts, instance, own, views.read);
    if (view === null) return null;
    found.push(view);
  }
  return found.sort((one, other) => one.part.span.start.instant - other.part.span.start.instant);
}

function singleInstance(parts: readonly SeriesPart[], instance: Instant, own: ICalEvent, read: InstanceReader): GuestPart | null {
  for (const part of parts) {
    const isGone = part.deletions.some((deletion) => deletion.instant === instance);
    if (isGone || !holds(part, instance, read)) continue;
    const exception = part.exceptions.find(({ original }) => original.instant === instance);
    const name = part.recurrence === null ? part.part : orphanPart(instance, part.span.isAllDay);
    const span = exception?.span ?? (part.recurrence === null ? part.span : occurrenceSpan(part.span, instance));
    const shared = exception?.event ?? part.event;
    return { part: { part: name, shared, own, span, recurrence: null, exceptions: [], deletions: [] }, of: part.part };
  }
  return null;
}

/** A single knows its instance by the override it is made of, or by where it stands. */
function holds(part: SeriesPart, instance: Instant, read: InstanceReader): boolean {
  if (part.recurrence !== null) return hasOccurrence(part, instance);
  const { recurrenceId } = part.event;
  return (recurrenceId === null ? part.span.start.instant : read(recurrenceId)) === instance;
}

/** Instances the organizer has and the guest has not; null when it is (also) the other way round. */
function missingInstances(master: ICalEvent, guestMaster: ICalEvent, views: Views): ReadonlySet<Instant> | null {
  const { organizer, read, said } = views;
  const gone = instanceStatements(organizer.ical, read).gone;
  const isPlain = isSameSeries(master, guestMaster, read) && [...gone].every((instance) => said.gone.has(instance));
  return isPlain ? said.gone : comparedInstances(views);
}

/** The same rule from the same start: then only EXDATEs and overrides can make a difference. */
function isSameSeries(one: ICalEvent, other: ICalEvent, read: InstanceReader): boolean {
  return (
    one.dtstart.isDate === other.dtstart.isDate &&
    read(one.dtstart) === read(other.dtstart) &&
    isSameList(one.rrules, other.rrules, (rule) => rule.text) &&
    isSameList(one.exrules, other.exrules, (rule) => rule.text) &&
    isSameList(one.rdates, other.rdates, (rdate) => read(rdate.start))
  );
}

function isSameList<T>(one: readonly T[], other: readonly T[], meaning: (entry: T) => string | number): boolean {
  if (one.length !== other.length) return false;
  const meant = other.map(meaning);
  return one.every((entry, index) => meaning(entry) === meant[index]);
}

/** Written differently: what counts is which instances both show up to the horizon. */
function comparedInstances({ organizer, guest, planning, said }: Views): ReadonlySet<Instant> | null {
  const window = { from: -8.64e15, to: planning.horizon };
  const startsOf = (copy: ReadableCopy): ReadonlySet<Instant> =>
    new Set(
      expandObject(copy.ical, zoneOf(organizer.zones), window)
        .instances.filter((instance) => !instance.cancelled)
        .map((instance) => instance.originalStart),
    );
  const organizers = startsOf(organizer);
  const guests = startsOf(guest);
  if ([...guests].some((instance) => !organizers.has(instance))) return null;
  return new Set([...said.gone, ...[...organizers].filter((instance) => !guests.has(instance))]);
}

function seriesView(part: SeriesPart, guestMaster: ICalEvent, missing: ReadonlySet<Instant>, views: Views): readonly GuestPart[] {
  const { read, said, organizer } = views;
  if (part.recurrence === null) {
    const instance = [...missing].find((candidate) => holds(part, candidate, read));
    if (instance !== undefined) return [];
  }
  const id = part.event.recurrenceId;
  const own =
    part.event === organizer.ical.master || id === null
      ? ownSingle(part, guestMaster, views)
      : (said.overrides.get(read(id)) ?? guestMaster);
  const exceptions = exceptionsOf(part, guestMaster, missing, said);
  const deletions = deletionsOf(part, missing);
  return [
    {
      part: { part: part.part, shared: part.event, own, span: part.span, recurrence: part.recurrence, exceptions, deletions },
      of: part.part,
    },
  ];
}

/** An expanded single is one instance of the master, and the guest may have an own alarm for just that one. */
function ownSingle(part: SeriesPart, guestMaster: ICalEvent, { said }: Views): ICalEvent {
  return part.recurrence === null ? (said.overrides.get(part.span.start.instant) ?? guestMaster) : guestMaster;
}

/** The organizer's changed instances, and those where only the guest's own data differ. */
function exceptionsOf(
  part: SeriesPart,
  guestMaster: ICalEvent,
  missing: ReadonlySet<Instant>,
  said: InstanceStatements,
): readonly CopyException[] {
  if (part.recurrence === null) return [];
  const known = new Set([...part.exceptions.map(({ original }) => original.instant), ...part.deletions.map(({ instant }) => instant)]);
  const organizers = part.exceptions
    .filter(({ original }) => !missing.has(original.instant))
    .map(({ original, span, event }) => ({ original, span, shared: event, own: said.overrides.get(original.instant) ?? guestMaster }));
  const owns = [...said.overrides]
    .filter(([instance]) => !known.has(instance) && !missing.has(instance) && hasOccurrence(part, instance))
    .map(([instance, own]) => {
      const span = occurrenceSpan(part.span, instance);
      return { original: span.start, span, shared: part.event, own };
    });
  return [...organizers, ...owns].sort((one, other) => one.original.instant - other.original.instant);
}

function deletionsOf(part: SeriesPart, missing: ReadonlySet<Instant>): readonly ZonedTime[] {
  if (part.recurrence === null) return [];
  const known = new Set(part.deletions.map(({ instant }) => instant));
  const more = [...missing].filter((instance) => !known.has(instance) && hasOccurrence(part, instance));
  return [...part.deletions, ...more.map((instance) => occurrenceTime(part.span, instance))].sort(
    (one, other) => one.instant - other.instant,
  );
}
