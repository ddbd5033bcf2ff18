import { note } from '../domain/note.ts';
import { PEOPLE_NOTES } from '../domain/notes/people.ts';
import { PLAN_NOTES } from '../domain/notes/plan.ts';
import { isCancelled } from './copies/cancelled.ts';
import { separateDuplicates } from './copies/duplicates.ts';
import { plannedObject, skip } from './copies/outcome.ts';
import type { Outcome } from './copies/outcome.ts';
import { planAppointment } from './copies/planAlone.ts';
import { planMeeting } from './copies/planMeeting.ts';
import { openPlanning } from './copies/planning.ts';
import type { Planning } from './copies/planning.ts';
import { readCopy } from './copies/readableCopy.ts';
import type { ReadableCopy } from './copies/readableCopy.ts';
import type { ConvertCopies, SourceCopy } from './model.ts';

/**
 * All copies of one UID together: a meeting's parts are computed once, from the organizer's copy, and every guest's copy is a view of
 * them. Each copy ends in items or in the list of what was skipped, with the reason. A pure function of its arguments, whatever the
 * order of the copies.
 */
export const convertCopies: ConvertCopies = (copies, mapping, context, proof) => {
  const planning = openPlanning(mapping, context, proof);
  const skipped: Outcome[] = [];
  const readable: ReadableCopy[] = [];
  for (const copy of copies.length > 1 ? [...copies].sort(byPlace) : copies) {
    const read = readCopy(copy, planning);
    if (!('ical' in read)) skipped.push(read);
    else if (isCancelled(read.ical)) skipped.push(skip(copy, read.source, 'cancelled'));
    else readable.push(read);
  }
  const planned: Outcome[] = [];
  for (const meeting of meetingsOf(readable)) planned.push(...planCopies(meeting, planning));
  for (const reader of readable) if (reader.source.role === 'none') planned.push(planPlain(reader, planning));
  return plannedObject([...separateDuplicates(planned), ...skipped]);
};

const PLACE = ['ownerUid', 'calendar', 'resourceName', 'objectId'] as const;

/** Default calendars first: of two equal copies the one there is kept. */
function byPlace({ object: one, calendar: oneCalendar }: SourceCopy, { object: other, calendar: otherCalendar }: SourceCopy): number {
  if (one.ownerUid === other.ownerUid && oneCalendar.isDefault !== otherCalendar.isDefault) return oneCalendar.isDefault ? -1 : 1;
  for (const field of PLACE) {
    if (one[field] !== other[field]) return one[field] < other[field] ? -1 : 1;
  }
  return 0;
}

/** Copies by who organizes them: one UID may, in damaged data, name two organizers. */
function meetingsOf(readable: readonly ReadableCopy[]): readonly (readonly ReadableCopy[])[] {
  if (readable.every(({ source }) => source.role === 'none')) return [];
  const meetings = new Map<string, ReadableCopy[]>();
  for (const reader of readable) {
    const { organizer, source } = reader;
    if (organizer === null || source.role === 'none') continue;
    const who = source.role === 'organizer' ? reader.owner.mailbox : organizer.email || organizer.key;
    meetings.set(who, [...(meetings.get(who) ?? []), reader]);
  }
  return [...meetings.values()];
}

/** One copy a mailbox, the organizer's before a guest's; the others are duplicates. */
function planCopies(copies: readonly ReadableCopy[], planning: Planning): readonly Outcome[] {
  const byMailbox = new Map<string, ReadableCopy>();
  const duplicates: ReadableCopy[] = [];
  const inOrder = [...copies].sort((one, other) => Number(other.source.role === 'organizer') - Number(one.source.role === 'organizer'));
  for (const reader of inOrder) {
    if (byMailbox.has(reader.owner.mailbox)) duplicates.push(reader);
    else byMailbox.set(reader.owner.mailbox, reader);
  }
  const kept = [...byMailbox.values()];
  const organizer = kept.find((reader) => reader.source.role === 'organizer') ?? null;
  const guests = kept.filter((reader) => reader !== organizer);
  return [...planMeeting(organizer, guests, planning), ...duplicates.map(duplicate)];
}

function duplicate({ copy, source, owner }: ReadableCopy): Outcome {
  return skip(copy, source, 'duplicate', [note(PLAN_NOTES, 'duplicate-copy', 'UID', source.uid, owner.mailbox)]);
}

/** An event without an organizer, or with one who never invited the owner of this copy. */
function planPlain(reader: ReadableCopy, planning: Planning): Outcome {
  const { organizer } = reader;
  const notes =
    organizer === null ? [] : [note(PEOPLE_NOTES, 'not-invited', 'ORGANIZER', organizer.property.values[0] ?? '', organizer.name)];
  return planAppointment(reader, planning, notes);
}
