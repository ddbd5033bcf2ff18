import type { Services } from '../context.ts';
import type { Item } from '../model/Item.ts';
import { isCalendarItem } from '../model/Item.ts';
import { answerAsRoom } from './answerAsRoom.ts';
import { applyCancellation } from './applyCancellation.ts';
import { applyRequest } from './applyRequest.ts';
import { applyResponse } from './applyResponse.ts';

/**
 * The Calendar Attendant ([MS-OXOCAL] 3.1.4.7, 3.1.4.8): makes tentative entries of invitations, keeps the organizer's tracking, marks
 * what was cancelled. Finds meetings by their clean global object id.
 */
export function attend(mailId: number, services: Services): void {
  const { store, directory } = services;
  const letter = store.items.find(mailId);
  const mail = letter?.mail ?? null;
  if (letter === undefined || mail === null) return;
  const mailbox = directory.mailbox(store.mailboxes.get(letter.mailbox)?.address ?? '');
  if (mailbox === undefined || mailbox.automateProcessing === 'None') return;
  const calendarItem = calendarItemOf(letter, services);
  if (letter.itemClass.startsWith('IPM.Schedule.Meeting.Resp')) applyResponse(mail, calendarItem, services);
  else if (letter.itemClass.startsWith('IPM.Schedule.Meeting.Canceled')) applyCancellation(letter, mail, calendarItem, services);
  else {
    const entry = applyRequest(letter, mail, calendarItem, services);
    if (entry !== null && mailbox.automateProcessing === 'AutoAccept') answerAsRoom(entry, mail.occurrenceDay, services);
  }
}

/** Only what lies in the default calendar is a meeting to the Attendant. */
export function calendarItemOf(letter: Item, services: Services): Item | null {
  const { store } = services;
  const calendar = store.folders.distinguished(letter.mailbox, 'calendar');
  const found = store.items.ofMeeting(letter.mailbox, letter.globalObjectId).filter(isCalendarItem);
  // Somebody invited to single occurrences has an entry for each, all of one meeting.
  const day = letter.mail?.occurrenceDay ?? undefined;
  return found.find(({ folder, meeting }) => folder === calendar?.id && (meeting.orphanDay ?? day) === day) ?? null;
}
