import type { RequestContext } from '../context.ts';
import { withException } from '../items/changeOccurrence.ts';
import { disposeItem, recreateItem } from '../items/disposeItem.ts';
import { resolveItem } from '../items/resolveItem.ts';
import type { Exception, Item, Meeting } from '../model/Item.ts';
import { isCalendarItem } from '../model/Item.ts';
import { elementOf, idXml, viewOf } from '../properties/View.ts';
import type { View } from '../properties/View.ts';
import { ResponseError } from '../soap/ResponseError.ts';
import { child } from '../xml/XmlElement.ts';
import type { XmlElement } from '../xml/XmlElement.ts';
import { deliver, saveSentCopy } from './deliver.ts';
import { letterAbout } from './letters.ts';
import type { LetterKind } from './letters.ts';

export type Answer = 'Accept' | 'Tentative' | 'Decline';

const LETTERS: Readonly<Record<Answer, LetterKind>> = { Accept: 'Resp.Pos', Tentative: 'Resp.Tent', Decline: 'Resp.Neg' };

/** AcceptItem, TentativelyAcceptItem, DeclineItem: on the invitation in the inbox or on the calendar item. */
export function respondToMeeting(element: XmlElement, answer: Answer, request: XmlElement, context: RequestContext): string {
  const disposition = request.attributes['MessageDisposition'];
  if (disposition === undefined) throw new ResponseError('ErrorMessageDispositionRequired');
  const reference = child(element, 'ReferenceItemId');
  if (reference === undefined) throw new ResponseError('ErrorInvalidRequest');
  const view = calendarView(resolveItem(reference, context), context);
  if (view.meeting.isOrganizer) throw new ResponseError(`ErrorCalendarIsOrganizerFor${answer}`);
  if (view.meeting.isCancelled) throw new ResponseError(`ErrorCalendarIsCancelledFor${answer}`);
  const answered = applyAnswer(view, answer, context);
  if (disposition !== 'SaveOnly') sendAnswer(view, answer, disposition === 'SendAndSaveCopy', context);
  if (answered === null) return '<m:Items/>';
  return `<m:Items><t:${elementOf(answered)}>${idXml(viewOf(context.services, answered))}</t:${elementOf(answered)}></m:Items>`;
}

/** An invitation leads to the calendar item that was made of it. */
function calendarView(view: View, context: RequestContext): View {
  if (isCalendarItem(view.item)) return view;
  const { store } = context.services;
  if (!view.item.itemClass.startsWith('IPM.Schedule.Meeting.Request')) throw new ResponseError('ErrorInvalidOperation');
  const found = store.items.ofMeeting(view.item.mailbox, view.item.globalObjectId).find(isCalendarItem);
  if (found !== undefined) return viewOf(context.services, found);
  const calendar = store.folders.distinguished(view.item.mailbox, 'calendar');
  if (calendar === undefined) throw new ResponseError('ErrorItemNotFound');
  const { item } = view;
  return viewOf(context.services, store.items.insert({ ...item, itemClass: 'IPM.Appointment', folder: calendar.id, mail: null }));
}

/**
 * «Exchange deletes and re-creates the associated calendar item»: whoever answers a whole item finds it under a new id. Declining
 * removes it.
 */
function applyAnswer(view: View, answer: Answer, context: RequestContext): Item | null {
  const { store, now } = context.services;
  const { item, occurrence } = view;
  const reply: Partial<Meeting> = { myResponse: answer, repliedAt: now() };
  const freeBusy = answer === 'Tentative' ? 'Tentative' : view.content.freeBusy === 'Tentative' ? 'Busy' : view.content.freeBusy;
  if (occurrence !== null) {
    if (answer === 'Decline') return store.items.update({ ...item, deleted: [...item.deleted, occurrence.day].sort((a, b) => a - b) });
    const before = occurrence.exception ?? {
      day: occurrence.day,
      content: { start: occurrence.start, end: occurrence.end },
      extended: {},
      meeting: {},
    };
    const exception: Exception = { ...before, content: { ...before.content, freeBusy }, meeting: { ...before.meeting, ...reply } };
    return store.items.update(withException(item, exception));
  }
  if (answer === 'Decline') {
    disposeItem(item, 'MoveToDeletedItems', context);
    return null;
  }
  const changed = { ...item, modifiedAt: now(), content: { ...item.content, freeBusy }, meeting: { ...item.meeting, ...reply } };
  return recreateItem(changed, item, context);
}

function sendAnswer(view: View, answer: Answer, savesCopy: boolean, context: RequestContext): void {
  const { store, directory } = context.services;
  const address = store.mailboxes.get(view.item.mailbox)?.address ?? '';
  const from = { name: directory.mailbox(address)?.name ?? address, address, routing: 'EX' };
  const letter = letterAbout(view, LETTERS[answer], from, answer, context);
  const { organizer } = view.meeting;
  deliver({ ...letter, mail: { ...letter.mail, to: [organizer] } }, [organizer], context);
  if (savesCopy) saveSentCopy(letter, view.item.mailbox, context);
}
