import type { RequestContext } from '../context.ts';
import { disposeItem } from '../items/disposeItem.ts';
import { resolveItem } from '../items/resolveItem.ts';
import { elementOf, idXml, viewOf, viewOfDay } from '../properties/View.ts';
import type { View } from '../properties/View.ts';
import { isCalendarItem } from '../model/Item.ts';
import { ResponseError } from '../soap/ResponseError.ts';
import { child } from '../xml/XmlElement.ts';
import type { XmlElement } from '../xml/XmlElement.ts';
import { applyRequest, isOutOfDate } from './applyRequest.ts';
import { calendarItemOf } from './attend.ts';
import { giveAnswer } from './giveAnswer.ts';
import type { Answer } from './giveAnswer.ts';

/** AcceptItem, TentativelyAcceptItem, DeclineItem: on the invitation in the inbox or on the calendar item. */
export function respondToMeeting(element: XmlElement, answer: Answer, request: XmlElement, context: RequestContext): string {
  const disposition = request.attributes['MessageDisposition'];
  if (disposition === undefined) throw new ResponseError('ErrorMessageDispositionRequired');
  const reference = child(element, 'ReferenceItemId');
  if (reference === undefined) throw new ResponseError('ErrorInvalidRequest');
  const referred = resolveItem(reference, context);
  if (isCalendarItem(referred.item)) refuseIfImpossible(referred, answer);
  const view = isCalendarItem(referred.item) ? referred : invitedTo(referred, context);
  refuseIfImpossible(view, answer);
  const { services } = context;
  const answered = giveAnswer(view, answer, disposition !== 'SaveOnly', disposition === 'SendAndSaveCopy', services);
  // An invitation that is answered goes to the deleted items; an Attendant that comes later has nothing left to do.
  if (view !== referred) disposeItem(referred.item, 'MoveToDeletedItems', services);
  if (answered === null) return '<m:Items/>';
  const shown = viewOf(services, answered);
  return `<m:Items><t:${elementOf(answered)}>${idXml(shown)}</t:${elementOf(answered)}></m:Items>`;
}

function refuseIfImpossible(view: View, answer: Answer): void {
  if (view.meeting.isOrganizer) throw new ResponseError(`ErrorCalendarIsOrganizerFor${answer}`);
  if (view.meeting.isCancelled) throw new ResponseError(`ErrorCalendarIsCancelledFor${answer}`);
}

/** The calendar entry of an invitation, made or brought up to date now if the Attendant has not been there yet. */
function invitedTo(view: View, context: RequestContext): View {
  const { services } = context;
  const letter = view.item;
  if (letter.mail === null || !letter.itemClass.startsWith('IPM.Schedule.Meeting.Request'))
    throw new ResponseError('ErrorInvalidOperation');
  const known = calendarItemOf(letter, services);
  if (known !== null && isOutOfDate(letter, known, services)) throw new ResponseError('ErrorCalendarMeetingRequestIsOutOfDate');
  const { occurrenceDay } = letter.mail;
  // One of a single occurrence brings the series' entry up to date, as the Attendant would have: assumed, not seen in an Exchange.
  const isUpToDate = known !== null && (known.meeting.isOrganizer || occurrenceDay === null);
  const entry = isUpToDate ? known : applyRequest(letter, letter.mail, known, services);
  if (entry === null) throw new ResponseError('ErrorItemNotFound');
  return occurrenceDay === null || entry.recurrence === null ? viewOf(services, entry) : viewOfDay(services, entry, occurrenceDay);
}
