import type { Body } from '../model/Item.ts';
import { attendeesOf } from '../model/Item.ts';
import { encodeChangeKey, encodeId, tokenOf } from '../store/ids.ts';
import { ResponseError } from '../soap/ResponseError.ts';
import { dateTime, escapeXml, t } from '../xml/xmlText.ts';
import { readAttachment, writeAttachments } from './attachments.ts';
import { convertBody } from './convertBody.ts';
import { defineFields } from './Field.ts';
import type { Field } from './Field.ts';
import { booleanField, computedField, textField } from './storedField.ts';
import { idXml } from './View.ts';
import type { View } from './View.ts';

/** Longer subjects are cut: PidTagSubject takes 255 characters. */
const SUBJECT_LENGTH = 255;

/** Properties every item has (FieldURI `item:`). */
export const ITEM_FIELDS: readonly Field[] = defineFields([
  computedField('item:ItemId', 'id', true, (view) => idXml(view)),
  computedField('item:ParentFolderId', 'all', true, parentFolder),
  {
    ...computedField('item:ItemClass', 'all', true, (view) => t('ItemClass', classOf(view)), classOf),
    read: (element, draft) => {
      draft.itemClass = element.text;
    },
  },
  {
    ...textField('item:Subject', 'subject', 'default'),
    read: (element, draft) => {
      draft.content.subject = element.text.slice(0, SUBJECT_LENGTH);
    },
  },
  textField('item:Sensitivity', 'sensitivity', 'all', 'Normal'),
  textField('item:Importance', 'importance', 'all', 'Normal'),
  textField('item:Culture', 'culture', 'all', 'en-US'),
  bodyField('item:Body', 'all'),
  { ...bodyField('item:TextBody', 'asked'), write: (view) => writeBody('TextBody', convertBody(view.content.body, 'Text')) },
  {
    ...{ uri: 'item:MimeContent', element: 'MimeContent', shape: 'asked', isInFind: false, write: () => '' },
    read: (element, draft) => {
      draft.mimeContent = element.text;
    },
  },
  {
    ...{ uri: 'item:Categories', element: 'Categories', shape: 'all', isInFind: true },
    write: ({ content }) =>
      content.categories.length === 0 ? '' : `<t:Categories>${content.categories.map((one) => t('String', one)).join('')}</t:Categories>`,
    read: (element, draft) => {
      draft.content.categories = [...new Set(element.children.map((one) => one.text))];
    },
    clear: (draft) => {
      draft.content.categories = [];
    },
    compare: (view) => view.content.categories.join(';'),
  },
  {
    ...computedField('item:Attachments', 'all', false, writeAttachments),
    read: (element, draft) => {
      draft.attachments.push(...element.children.map(readAttachment));
    },
  },
  booleanField('item:ReminderIsSet', 'reminderIsSet', 'all'),
  {
    ...{ uri: 'item:ReminderMinutesBeforeStart', element: 'ReminderMinutesBeforeStart', shape: 'all', isInFind: true },
    write: (view) => t('ReminderMinutesBeforeStart', view.content.reminderMinutes),
    read: (element, draft) => {
      const minutes = Number(element.text.trim());
      if (minutes < 0) throw new ResponseError('ErrorInvalidValueForProperty');
      draft.content.reminderMinutes = minutes;
    },
    clear: (draft) => {
      draft.content.reminderMinutes = 0;
    },
    compare: (view) => view.content.reminderMinutes,
  },
  computedField('item:ReminderDueBy', 'all', true, (view) => t('ReminderDueBy', dateTime(view.content.start))),
  computedField('item:DateTimeReceived', 'all', true, (view) => t('DateTimeReceived', dateTime(receivedAt(view))), receivedAt),
  computedField('item:DateTimeSent', 'all', true, (view) => t('DateTimeSent', dateTime(view.item.mail?.sentAt ?? view.item.createdAt))),
  computedField(
    'item:DateTimeCreated',
    'all',
    true,
    (view) => t('DateTimeCreated', dateTime(view.item.createdAt)),
    (view) => view.item.createdAt,
  ),
  computedField(
    'item:LastModifiedTime',
    'all',
    true,
    (view) => t('LastModifiedTime', dateTime(view.item.modifiedAt)),
    (view) => view.item.modifiedAt,
  ),
  computedField('item:LastModifiedName', 'all', true, (view) => t('LastModifiedName', view.meeting.organizer.name)),
  computedField('item:Size', 'all', true, (view) => t('Size', sizeOf(view)), sizeOf),
  computedField('item:HasAttachments', 'default', true, (view) => t('HasAttachments', view.item.attachments.length > 0)),
  computedField('item:IsSubmitted', 'all', true, () => t('IsSubmitted', false)),
  computedField('item:IsDraft', 'all', true, () => t('IsDraft', false)),
  computedField('item:IsFromMe', 'all', true, () => t('IsFromMe', false)),
  computedField('item:IsResend', 'all', true, () => t('IsResend', false)),
  computedField('item:IsUnmodified', 'all', true, (view) => t('IsUnmodified', view.item.modifiedAt === view.item.createdAt)),
  computedField('item:IsAssociated', 'default', true, () => t('IsAssociated', false)),
  computedField('item:DisplayCc', 'all', true, (view) => t('DisplayCc', view.content.optional.map(nameOf).join('; '))),
  computedField('item:DisplayTo', 'all', true, (view) => t('DisplayTo', displayTo(view))),
  computedField('item:ConversationId', 'all', true, conversation),
  computedField('item:EffectiveRights', 'all', false, effectiveRights),
]);

function bodyField(uri: string, shape: Field['shape']): Field {
  return {
    ...{ uri, element: uri.slice('item:'.length), shape, isInFind: false },
    write: (view, options) => writeBody('Body', convertBody(view.content.body, options.bodyType)),
    read: (element, draft) => {
      draft.content.body = { kind: element.attributes['BodyType'] === 'HTML' ? 'HTML' : 'Text', text: element.text };
    },
    append: (element, draft) => {
      const before = draft.content.body ?? draft.before?.body ?? { kind: 'Text', text: '' };
      draft.content.body = { kind: before.kind, text: before.text + element.text };
    },
    clear: (draft) => {
      draft.content.body = { kind: 'Text', text: '' };
    },
  };
}

function writeBody(element: string, body: Body): string {
  return `<t:${element} BodyType="${body.kind}">${escapeXml(body.text)}</t:${element}>`;
}

function parentFolder(view: View): string {
  const { store } = view.services;
  const folder = store.folders.find(view.item.folder);
  const guid = store.mailboxes.get(view.item.mailbox)?.guid ?? '';
  const id = encodeId({ kind: 'folder', mailbox: view.item.mailbox, number: view.item.folder }, guid);
  return `<t:ParentFolderId Id="${id}" ChangeKey="${encodeChangeKey(folder?.version ?? 0)}"/>`;
}

/** Occurrences and exceptions have classes of their own that no client may set. */
function classOf(view: View): string {
  if (view.kind === 'Occurrence') return 'IPM.Appointment.Occurrence';
  if (view.kind === 'Exception') return 'IPM.OLE.CLASS.{00061055-0000-0000-C000-000000000046}';
  return view.item.itemClass;
}

function receivedAt(view: View): number {
  return view.item.mail?.receivedAt ?? view.item.createdAt;
}

function sizeOf(view: View): number {
  return 2000 + view.content.subject.length * 2 + view.content.body.text.length * 2 + attendeesOf(view.content).length * 300;
}

function nameOf(person: { readonly name: string; readonly address: string }): string {
  return person.name === '' ? person.address : person.name;
}

function displayTo(view: View): string {
  const people = view.item.mail?.to ?? view.content.required;
  return people.map(nameOf).join('; ');
}

function conversation(view: View): string {
  return `<t:ConversationId Id="${tokenOf(`${view.item.mailbox} ${view.content.subject}`)}"/>`;
}

function effectiveRights(): string {
  const rights = ['CreateAssociated', 'CreateContents', 'CreateHierarchy', 'Delete', 'Modify', 'Read'];
  const mine = new Set(['Delete', 'Modify', 'Read']);
  return `<t:EffectiveRights>${rights.map((right) => t(right, mine.has(right))).join('')}</t:EffectiveRights>`;
}
