import type { Services } from '../context.ts';
import { withException } from '../items/changeOccurrence.ts';
import type { Content, Item, Mail, Meeting } from '../model/Item.ts';
import { copyInto } from './deliver.ts';

/**
 * An invitation becomes a tentative entry, or brings the one there is up to date. Answers the entry, or null where nothing was to be
 * done.
 */
export function applyRequest(letter: Item, mail: Mail, known: Item | null, services: Services): Item | null {
  if (known === null) return createEntry(letter, mail, services);
  if (known.meeting.isOrganizer || isOutOfDate(letter, known, services)) return null;
  if (mail.occurrenceDay !== null && known.recurrence !== null) return updateOccurrence(letter, mail.occurrenceDay, known, services);
  return updateEntry(letter, known, services);
}

function createEntry(letter: Item, { occurrenceDay }: Mail, services: Services): Item | null {
  const { store, settings } = services;
  const calendar = store.folders.distinguished(letter.mailbox, 'calendar');
  if (calendar === undefined) return null;
  const travels = settings.messaging.exceptionsTravel;
  return copyInto(
    {
      ...letter,
      ...{ itemClass: 'IPM.Appointment', folder: calendar.id, mail: null },
      content: { ...letter.content, freeBusy: 'Tentative', reminderIsSet: true },
      exceptions: travels
        ? letter.exceptions.map((exception) => ({ ...exception, content: { ...exception.content, freeBusy: 'Tentative' } }))
        : [],
      deleted: travels ? letter.deleted : [],
      meeting: { ...unanswered(letter.meeting), ...(occurrenceDay === null ? {} : { orphanDay: occurrenceDay }) },
    },
    services,
  );
}

/** What only the guest decides stays: free/busy, reminder, category, privacy; a change of time asks for a new answer. */
function updateEntry(letter: Item, known: Item, services: Services): Item {
  const isSignificant = changesTime(letter, known);
  const { freeBusy, reminderIsSet, reminderMinutes, categories, sensitivity } = known.content;
  const own: Partial<Content> = {
    freeBusy: isSignificant ? 'Tentative' : freeBusy,
    reminderIsSet,
    reminderMinutes,
    categories,
    sensitivity,
  };
  const { myResponse, repliedAt, orphanDay } = known.meeting;
  // Whoever has one occurrence alone keeps just that.
  const place = orphanDay === undefined ? {} : { orphanDay };
  const travels = services.settings.messaging.exceptionsTravel;
  return services.store.items.update({
    ...known,
    modifiedAt: services.now(),
    content: { ...letter.content, ...own },
    recurrence: letter.recurrence,
    exceptions: travels ? letter.exceptions : known.exceptions,
    deleted: travels ? letter.deleted : known.deleted,
    meeting: { ...(isSignificant ? unanswered(letter.meeting) : { ...letter.meeting, myResponse, repliedAt }), ...place },
  });
}

function updateOccurrence(letter: Item, day: number, known: Item, services: Services): Item {
  const { subject, body, start, end, isAllDay, location, required, optional, resources } = letter.content;
  const before = known.exceptions.find((exception) => exception.day === day);
  const exception = {
    day,
    content: { ...before?.content, subject, body, start, end, isAllDay, location, required, optional, resources, freeBusy: 'Tentative' },
    extended: before?.extended ?? {},
    meeting: { ...before?.meeting, myResponse: 'NoResponseReceived' as const, repliedAt: null },
  };
  const changed = withException({ ...known, modifiedAt: services.now() }, exception);
  return services.store.items.update({ ...changed, deleted: changed.deleted.filter((one) => one !== day) });
}

/** [MS-OXOCAL] 3.1.5.2: stale if the entry's sequence is greater, or equal and its critical change later. */
export function isOutOfDate(letter: Item, known: Item, { settings }: Services): boolean {
  if (known.meeting.isClientMade === true && settings.behaviour.clientCopies === 'out-of-date') return true;
  if (known.meeting.sequence !== letter.meeting.sequence) return known.meeting.sequence > letter.meeting.sequence;
  return (known.meeting.ownerCriticalChange ?? 0) > (letter.meeting.ownerCriticalChange ?? 0);
}

function unanswered(meeting: Meeting): Meeting {
  return { ...meeting, isOrganizer: false, myResponse: 'NoResponseReceived', repliedAt: null, isCancelled: false };
}

function changesTime(letter: Item, known: Item): boolean {
  if (letter.content.start !== known.content.start || letter.content.end !== known.content.end) return true;
  return JSON.stringify(letter.recurrence) !== JSON.stringify(known.recurrence);
}
