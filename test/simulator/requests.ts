import { escapeXml } from './xml/xmlText.ts';

/** Request bodies for tests of the simulator, with the little each test wants to vary. */
export interface CreateOptions {
  readonly send?: string | null;
  /** A folder id element; default the calendar. */
  readonly folder?: string;
}

export const CALENDAR = '<t:DistinguishedFolderId Id="calendar"/>';

export function createItems(items: readonly string[], { send = 'SendToNone', folder = CALENDAR }: CreateOptions = {}): string {
  const sending = send === null ? '' : ` SendMeetingInvitations="${send}"`;
  const inner = items.map((item) => `<t:CalendarItem>${item}</t:CalendarItem>`).join('');
  return `<m:CreateItem MessageDisposition="SaveOnly"${sending}><m:SavedItemFolderId>${folder}</m:SavedItemFolderId><m:Items>${inner}</m:Items></m:CreateItem>`;
}

export function times(start: string, end: string): string {
  return `<t:Start>${start}</t:Start><t:End>${end}</t:End>`;
}

export function zones(id: string): string {
  return `<t:StartTimeZone Id="${id}"/><t:EndTimeZone Id="${id}"/>`;
}

export function fields(...uris: readonly string[]): string {
  return uris.map((uri) => `<t:FieldURI FieldURI="${uri}"/>`).join('');
}

export function shape(additional = '', base = 'IdOnly'): string {
  const properties = additional === '' ? '' : `<t:AdditionalProperties>${additional}</t:AdditionalProperties>`;
  return `<m:ItemShape><t:BaseShape>${base}</t:BaseShape>${properties}</m:ItemShape>`;
}

export function getItems(ids: readonly string[], additional = '', base = 'IdOnly'): string {
  return `<m:GetItem>${shape(additional, base)}<m:ItemIds>${ids.join('')}</m:ItemIds></m:GetItem>`;
}

export function itemId(id: string, changeKey?: string): string {
  return `<t:ItemId Id="${escapeXml(id)}"${changeKey === undefined ? '' : ` ChangeKey="${changeKey}"`}/>`;
}

export function occurrenceId(master: string, index: number): string {
  return `<t:OccurrenceItemId RecurringMasterId="${escapeXml(master)}" InstanceIndex="${index}"/>`;
}

export function setField(uri: string, element: string): string {
  return `<t:SetItemField><t:FieldURI FieldURI="${uri}"/><t:CalendarItem>${element}</t:CalendarItem></t:SetItemField>`;
}

export function updateItem(id: string, updates: string, { resolution = 'AlwaysOverwrite', send = 'SendToNone' } = {}): string {
  const attributes = `ConflictResolution="${resolution}" MessageDisposition="SaveOnly" SendMeetingInvitationsOrCancellations="${send}"`;
  const change = `<t:ItemChange>${id}<t:Updates>${updates}</t:Updates></t:ItemChange>`;
  return `<m:UpdateItem ${attributes}><m:ItemChanges>${change}</m:ItemChanges></m:UpdateItem>`;
}

export function deleteItems(ids: readonly string[], { type = 'HardDelete', send = 'SendToNone' } = {}): string {
  return `<m:DeleteItem DeleteType="${type}" SendMeetingCancellations="${send}"><m:ItemIds>${ids.join('')}</m:ItemIds></m:DeleteItem>`;
}

export function findItems(view: string, { additional = '', restriction = '', folder = CALENDAR, base = 'IdOnly' } = {}): string {
  const where = restriction === '' ? '' : `<m:Restriction>${restriction}</m:Restriction>`;
  return `<m:FindItem Traversal="Shallow">${shape(additional, base)}${view}${where}<m:ParentFolderIds>${folder}</m:ParentFolderIds></m:FindItem>`;
}

export function page(limit: number, offset = 0): string {
  return `<m:IndexedPageItemView MaxEntriesReturned="${limit}" Offset="${offset}" BasePoint="Beginning"/>`;
}

export function calendarView(start: string, end: string, most?: number): string {
  const limit = most === undefined ? '' : ` MaxEntriesReturned="${most}"`;
  return `<m:CalendarView${limit} StartDate="${start}" EndDate="${end}"/>`;
}

export function weekly(days: string, count: number, startDate: string): string {
  const pattern = `<t:WeeklyRecurrence><t:Interval>1</t:Interval><t:DaysOfWeek>${days}</t:DaysOfWeek></t:WeeklyRecurrence>`;
  return `<t:Recurrence>${pattern}<t:NumberedRecurrence><t:StartDate>${startDate}</t:StartDate><t:NumberOfOccurrences>${count}</t:NumberOfOccurrences></t:NumberedRecurrence></t:Recurrence>`;
}

export function namedField(name: string, type = 'String'): string {
  return `<t:ExtendedFieldURI PropertySetId="5f3e1a2b-0c4d-4e5f-8a9b-1c2d3e4f5a6b" PropertyName="${name}" PropertyType="${type}"/>`;
}

export function namedProperty(name: string, value: string, type = 'String'): string {
  return `<t:ExtendedProperty>${namedField(name, type)}<t:Value>${escapeXml(value)}</t:Value></t:ExtendedProperty>`;
}

export function attendees(element: string, addresses: readonly string[]): string {
  const inner = addresses.map((one) => `<t:Attendee><t:Mailbox><t:EmailAddress>${one}</t:EmailAddress></t:Mailbox></t:Attendee>`);
  return `<t:${element}>${inner.join('')}</t:${element}>`;
}
