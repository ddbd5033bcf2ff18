import { note } from '../../domain/note.ts';
import type { Note } from '../../domain/note.ts';
import { PEOPLE_NOTES } from '../../domain/notes/people.ts';
import { PROPERTY_NOTES } from '../../domain/notes/properties.ts';
import type { PlannedItem } from '../../domain/plan.ts';
import type { EwsCalendarItem } from '../../ews/item.ts';
import type { People } from '../people/people.ts';
import { convertContent } from '../convertContent.ts';
import { isoTime } from '../isoTime.ts';
import type { CopyPart } from './copyPart.ts';
import { contentInput, folderNotes, folderOf, keyOf, uidOf } from './copySetting.ts';
import type { CopySetting } from './copySetting.ts';
import { convertOccurrences } from './occurrences.ts';
import type { ConvertedOccurrence } from './occurrences.ts';
import { distinctNotes } from './outcome.ts';

const ANSWERS = new Set(['Accept', 'Tentative', 'Decline']);

/** A meeting written without mail, and guests outside of any, bring answers only where the target keeps them. */
function answersNote(item: EwsCalendarItem, { lines }: People, { kind, mode, planning }: CopySetting): readonly Note[] {
  if (kind !== 'meeting' || planning.context.target.answers !== 'none') return [];
  const inside = new Set(lines.filter(({ target }) => target.state === 'mapped').map(({ email }) => email));
  const guests = [...item.requiredAttendees, ...item.optionalAttendees, ...item.resources];
  const answered = guests.filter(({ response, email }) => ANSWERS.has(response) && (mode === 'silent' || !inside.has(email))).length;
  return answered === 0 ? [] : [note(PEOPLE_NOTES, 'answers-not-kept', 'PARTSTAT', `${answered} of ${guests.length} answered`)];
}

/** An item beside the part it was made of: travel follows both. */
export interface AssembledItem {
  readonly planned: PlannedItem;
  readonly part: CopyPart;
  readonly occurrences: readonly ConvertedOccurrence[];
}

/** How an item hangs together with others. */
export type ItemLinks = Pick<PlannedItem, 'parentKey' | 'waitsFor' | 'deliveredBy'>;

/** Puts one part together: content, exceptions, deletions, key, place. */
export function assembleItem(part: CopyPart, setting: CopySetting, links: ItemLinks): AssembledItem {
  const base = contentInput(part, setting);
  const { content, notes } = convertContent(base);
  const { modified, deleted, occurrences, notes: occurrenceNotes } = convertOccurrences(part, content, base, setting);
  const item: EwsCalendarItem = {
    uid: uidOf(setting, part.part),
    subject: content.subject,
    start: content.start,
    end: content.end,
    isAllDayEvent: content.isAllDayEvent,
    startTimeZone: content.startTimeZone,
    endTimeZone: content.endTimeZone,
    legacyFreeBusyStatus: content.legacyFreeBusyStatus,
    sensitivity: content.sensitivity,
    importance: content.importance,
    categories: content.categories,
    location: content.location,
    reminderMinutesBeforeStart: content.reminderMinutesBeforeStart,
    body: content.body,
    myResponse: content.myResponse,
    requiredAttendees: content.requiredAttendees,
    optionalAttendees: content.optionalAttendees,
    resources: content.resources,
    isOrganizer: setting.kind !== 'guest-copy',
    organizer: setting.organizer,
    recurrence: part.recurrence,
    modifiedOccurrences: modified,
    deletedOccurrences: deleted.map((time) => isoTime(time, part.span.isAllDay)),
  };
  const responsesNote = base.frame.responses === null ? [] : [note(PROPERTY_NOTES, 'responses-in-body', 'PARTSTAT')];
  const lostAnswers = answersNote(item, base.people, setting);
  const planned: PlannedItem = {
    key: keyOf(setting, part.part),
    part: part.part,
    parentKey: links.parentKey,
    waitsFor: links.waitsFor,
    deliveredBy: links.deliveredBy,
    kind: setting.kind,
    mode: setting.mode,
    mailbox: setting.reader.owner.mailbox,
    folder: folderOf(setting),
    source: setting.reader.source,
    item,
    notes: distinctNotes([...notes, ...occurrenceNotes, ...folderNotes(setting), ...responsesNote, ...lostAnswers]),
  };
  return { planned, part, occurrences };
}
