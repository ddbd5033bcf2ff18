import type { Services } from '../context.ts';
import type { Attendee, Item, Recipient } from '../model/Item.ts';
import { attendeesOf } from '../model/Item.ts';
import type { View } from '../properties/View.ts';
import { ResponseError } from '../soap/ResponseError.ts';
import { deliver, saveSentCopy } from './deliver.ts';
import { letterAbout, viewAgain } from './letters.ts';

/**
 * Sends the item, or the occurrence `before` shows, to its guests; those who were guests before and no longer are get a cancellation.
 * Answers the item as it is afterwards: sent, with the next sequence number.
 */
export function sendInvitations(item: Item, before: View | null, savesCopy: boolean, services: Services, onlyChanged = false): Item {
  if (!item.meeting.isOrganizer) throw new ResponseError('ErrorCalendarIsNotOrganizer');
  const { store, now } = services;
  const after = viewAgain(before, item, services);
  const guests = attendeesOf(after.content);
  const known = before === null ? [] : attendeesOf(before.content);
  const added = without(guests, known);
  const removed = without(known, guests);
  if (guests.length === 0 && removed.length === 0) return item;
  refuseBeyondDay(item.meeting.organizer, guests.length + removed.length, services);
  const sequence = item.meeting.wasSent ? item.meeting.sequence + 1 : item.meeting.sequence;
  const sent = store.items.update({ ...item, meeting: { ...item.meeting, wasSent: true, sequence, ownerCriticalChange: now() } });
  const view = viewAgain(before, sent, services);
  const { organizer } = sent.meeting;
  const request = letterAbout(view, 'Request', organizer, null, services);
  deliver(request, onlyChanged ? added : guests, services);
  if (removed.length > 0) deliver(letterAbout(view, 'Canceled', organizer, null, services), removed, services);
  if (savesCopy) saveSentCopy(request, item.mailbox, services);
  return sent;
}

const DAY_SECONDS = 86_400;

/** Beyond the day's recipients nothing is sent: the item stays as it was saved, and its invitations «have not been sent». */
function refuseBeyondDay({ address }: Recipient, recipients: number, { store, settings, now }: Services): void {
  const { recipientsPerDay } = settings.messaging;
  if (recipientsPerDay === null) return;
  const sent = store.sentMail.countSince(address.toLowerCase(), now() - DAY_SECONDS * 1000);
  if (sent + recipients > recipientsPerDay) throw new ResponseError('ErrorSubmissionQuotaExceeded');
}

function without(people: readonly Attendee[], others: readonly Recipient[]): readonly Attendee[] {
  const addresses = new Set(others.map((person) => person.address.toLowerCase()));
  return people.filter((person) => !addresses.has(person.address.toLowerCase()));
}
