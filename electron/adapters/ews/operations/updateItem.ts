import type { Answers, OccurrenceUpdate } from '../../../ports/ExchangeTarget.ts';
import { CALENDAR_FIELDS, ITEM_FIELDS, peopleFields, type Field, type FieldValues } from '../items/fields.ts';
import type { Soap } from '../Soap.ts';
import { occurrenceId } from './deleteItem.ts';
import { escapeXml } from '../xml/writeXml.ts';
import { askBatch, withoutValue } from './responseMessages.ts';

function setField(uri: string, xml: string): string {
  return `<t:SetItemField><t:FieldURI FieldURI="${uri}"/><t:CalendarItem>${xml}</t:CalendarItem></t:SetItemField>`;
}

/** An emptied field is deleted: setting it to nothing is refused for some. */
function emptied(change: OccurrenceUpdate['change'], people: readonly Field[]): string {
  const uris = [
    ...(change.location === '' ? ['calendar:Location'] : []),
    ...(change.categories?.length === 0 ? ['item:Categories'] : []),
    ...emptiedPeople(change, people),
  ];
  return uris.map((uri) => `<t:DeleteItemField><t:FieldURI FieldURI="${uri}"/></t:DeleteItemField>`).join('');
}

function emptiedPeople(change: OccurrenceUpdate['change'], people: readonly Field[]): readonly string[] {
  if (people.length === 0) return [];
  return [
    ...(change.requiredAttendees?.length === 0 ? ['calendar:RequiredAttendees'] : []),
    ...(change.optionalAttendees?.length === 0 ? ['calendar:OptionalAttendees'] : []),
    ...(change.resources?.length === 0 ? ['calendar:Resources'] : []),
  ];
}

/** After the times: the order other clients found servers to insist on. */
function zones({ change, master }: OccurrenceUpdate): string {
  const start = change.startTimeZone ?? master.startTimeZone;
  const end = change.endTimeZone ?? master.endTimeZone;
  if (start === master.startTimeZone && end === master.endTimeZone) return '';
  return (
    setField('calendar:StartTimeZone', `<t:StartTimeZone Id="${escapeXml(start)}"/>`) +
    setField('calendar:EndTimeZone', `<t:EndTimeZone Id="${escapeXml(end)}"/>`)
  );
}

function itemChange(update: OccurrenceUpdate): string {
  const { change, master } = update;
  const { startTimeZone, endTimeZone } = { ...master, ...change };
  const { location, ...rest } = change;
  const values: FieldValues = { ...rest, ...(location === undefined || location === '' ? {} : { location }), startTimeZone, endTimeZone };
  // A guest's copy has no guests of its own, in its occurrences neither.
  const people = master.isOrganizer ? peopleFields(update.writesResponses === true) : [];
  const fields = [...ITEM_FIELDS, ...CALENDAR_FIELDS, ...people].map(({ uri, write }) => ({ uri, xml: write(values) }));
  const updates = fields
    .filter(({ xml }) => xml !== '')
    .map(({ uri, xml }) => setField(uri, xml))
    .join('');
  return `<t:ItemChange>${occurrenceId(update)}<t:Updates>${updates}${zones(update)}${emptied(change, people)}</t:Updates></t:ItemChange>`;
}

/** UpdateItem of occurrences: only what differs from the series, no mail. Writing the same again changes nothing. */
export async function updateOccurrences(
  soap: Soap,
  mailbox: string,
  updates: readonly OccurrenceUpdate[],
  signal?: AbortSignal,
): Promise<Answers<null>> {
  const body =
    '<m:UpdateItem MessageDisposition="SaveOnly" ConflictResolution="AlwaysOverwrite" SendMeetingInvitationsOrCancellations="SendToNone">' +
    `<m:ItemChanges>${updates.map(itemChange).join('')}</m:ItemChanges></m:UpdateItem>`;
  const request = { operation: 'UpdateItem', body, mailbox, ...(signal === undefined ? {} : { signal }) };
  return withoutValue(await askBatch<true>(soap, request, updates.length, () => true));
}
