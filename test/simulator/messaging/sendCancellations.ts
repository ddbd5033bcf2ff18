import type { RequestContext } from '../context.ts';
import { attendeesOf } from '../model/Item.ts';
import type { View } from '../properties/View.ts';
import { deliver, saveSentCopy } from './deliver.ts';
import { letterAbout } from './letters.ts';

/** The organizer deletes: the guests hear of it. A guest who deletes tells nobody this way. */
export function sendCancellations(view: View, savesCopy: boolean, context: RequestContext): void {
  const guests = attendeesOf(view.content);
  if (!view.meeting.isOrganizer || guests.length === 0) return;
  const letter = letterAbout(view, 'Canceled', view.meeting.organizer, null, context);
  deliver(letter, guests, context);
  if (savesCopy) saveSentCopy(letter, view.item.mailbox, context);
}
