import { isCalendarItem } from '../model/Item.ts';
import { isTrue } from '../xml/XmlElement.ts';
import { dateTime, t } from '../xml/xmlText.ts';
import { writeMailbox } from './attendees.ts';
import { defineFields } from './Field.ts';
import type { Field } from './Field.ts';
import { computedField } from './storedField.ts';
import { idXml, viewOf } from './View.ts';
import type { View } from './View.ts';

/** Properties of mails, and of meeting messages among them (FieldURI `message:`, `meeting:`, `meetingRequest:`). */
export const MAIL_FIELDS: readonly Field[] = defineFields([
  computedField('message:Sender', 'all', true, (view) => sender('Sender', view)),
  computedField('message:From', 'default', true, (view) => sender('From', view)),
  computedField('message:ToRecipients', 'all', false, ({ item }) => {
    const to = item.mail?.to ?? [];
    return to.length === 0 ? '' : `<t:ToRecipients>${to.map(writeMailbox).join('')}</t:ToRecipients>`;
  }),
  {
    ...computedField('message:IsRead', 'default', true, (view) => t('IsRead', isRead(view)), isRead),
    read: (element, draft) => {
      draft.isRead = isTrue(element.text.trim());
    },
  },
  computedField('message:InternetMessageId', 'all', true, ({ item }) =>
    item.mail === null ? '' : t('InternetMessageId', `<${item.mailbox}.${item.id}.${item.mail.sentAt}@simulator>`),
  ),
  computedField('message:ConversationTopic', 'all', true, (view) => t('ConversationTopic', view.content.subject)),
  computedField('meeting:AssociatedCalendarItemId', 'all', false, associatedItem),
  computedField('meeting:IsDelegated', 'all', false, () => t('IsDelegated', false)),
  computedField('meeting:IsOutOfDate', 'all', false, () => t('IsOutOfDate', false)),
  computedField('meeting:HasBeenProcessed', 'all', false, (view) => t('HasBeenProcessed', associatedItem(view) !== '')),
  computedField('meeting:ResponseType', 'all', false, ({ item }) => t('ResponseType', item.mail?.response)),
  computedField('meetingRequest:MeetingRequestType', 'all', false, (view) =>
    t('MeetingRequestType', view.meeting.sequence === 0 ? 'NewMeetingRequest' : 'FullUpdate'),
  ),
  computedField('meetingRequest:IntendedFreeBusyStatus', 'all', false, (view) => t('IntendedFreeBusyStatus', view.content.freeBusy)),
  {
    ...computedField('meeting:RecurrenceId', 'all', false, (view) =>
      view.occurrence === null ? '' : t('RecurrenceId', dateTime(view.occurrence.originalStart)),
    ),
  },
]);

function isRead(view: View): boolean {
  return view.item.mail?.isRead ?? true;
}

function sender(element: string, view: View): string {
  const from = view.item.mail?.from;
  return from === undefined ? '' : `<t:${element}>${writeMailbox(from)}</t:${element}>`;
}

/** The calendar item a meeting message belongs to, once there is one. */
function associatedItem(view: View): string {
  const { item, services } = view;
  if (item.globalObjectId === '' || isCalendarItem(item)) return '';
  const found = services.store.items.ofMeeting(item.mailbox, item.globalObjectId).find(isCalendarItem);
  return found === undefined ? '' : idXml(viewOf(services, found), 'AssociatedCalendarItemId');
}
