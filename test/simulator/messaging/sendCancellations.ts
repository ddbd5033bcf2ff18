import type { Services } from '../context.ts';
import { attendeesOf } from '../model/Item.ts';
import type { View } from '../properties/View.ts';
import { deliver, saveSentCopy } from './deliver.ts';
import { letterAbout } from './letters.ts';

/** The organizer deletes: the guests hear of it. A guest who deletes tells nobody this way. */
export function sendCancellations(view: View, savesCopy: boolean, services: Services): void {
  const guests = attendeesOf(view.content);
  if (!view.meeting.isOrganizer || guests.length === 0) return;
  const letter = letterAbout(view, 'Canceled', view.meeting.organizer, null, services);
  deliver(letter, guests, services);
  if (savesCopy) saveSentCopy(letter, view.item.mailbox, services);
}
