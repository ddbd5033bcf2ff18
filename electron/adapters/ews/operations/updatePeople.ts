import type { Answer } from '../../../ports/ExchangeTarget.ts';
import type { Invited, MeetingRef, PeopleLists, Sending } from '../../../ports/MeetingTarget.ts';
import type { SendGate } from '../gate/SendGate.ts';
import { SENT_URI, extendedProperty } from '../items/marker.ts';
import type { Soap } from '../Soap.ts';
import { element } from '../xml/writeXml.ts';
import { askOne } from './askOne.ts';
import { itemOf, refXml } from './meetingRef.ts';

const LISTS = [
  ['RequiredAttendees', 'required'],
  ['OptionalAttendees', 'optional'],
  ['Resources', 'resources'],
] as const satisfies readonly (readonly [string, keyof PeopleLists])[];

function attendee({ name, email }: Invited): string {
  return `<t:Attendee><t:Mailbox>${element('Name', name)}${element('EmailAddress', email)}</t:Mailbox></t:Attendee>`;
}

/** Appending leaves those there alone, and with them what they answered. */
function changes(people: PeopleLists, how: 'append' | 'replace'): string {
  return LISTS.map(([name, list]) => {
    const field = `<t:FieldURI FieldURI="calendar:${name}"/>`;
    if (people[list].length === 0) return how === 'replace' ? `<t:DeleteItemField>${field}</t:DeleteItemField>` : '';
    const verb = how === 'append' ? 'AppendToItemField' : 'SetItemField';
    return `<t:${verb}>${field}<t:CalendarItem><t:${name}>${people[list].map(attendee).join('')}</t:${name}></t:CalendarItem></t:${verb}>`;
  }).join('');
}

function updateItem(ref: MeetingRef, updates: string, sending: 'SendToNone' | 'SendOnlyToAll' | 'SendOnlyToChanged'): string {
  return (
    `<m:UpdateItem MessageDisposition="SaveOnly" ConflictResolution="AlwaysOverwrite" SendMeetingInvitationsOrCancellations="${sending}">` +
    `<m:ItemChanges><t:ItemChange>${refXml(ref)}<t:Updates>${updates}</t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>`
  );
}

/** UpdateItem that invites (learn.microsoft.com …/ews-reference/updateitem-operation-calendar-item), behind the gate. No copy is kept: there is nothing to clean up. */
export async function sendMeeting(
  soap: Soap,
  gate: SendGate,
  organizer: string,
  { ref, people, held, to, mark }: Sending,
  signal?: AbortSignal,
): Promise<Answer<null>> {
  const added = LISTS.flatMap(([, list]) => people[list].map(({ email }) => email));
  const pass = await gate.pass(organizer, [itemOf(ref)], [...held, ...added], signal);
  if (!pass.ok) return pass;
  const marked = `<t:SetItemField>${SENT_URI}<t:CalendarItem>${extendedProperty(SENT_URI, mark)}</t:CalendarItem></t:SetItemField>`;
  const body = updateItem(ref, marked + changes(people, 'append'), to === 'all' ? 'SendOnlyToAll' : 'SendOnlyToChanged');
  const request = { operation: 'UpdateItem', mailbox: organizer, body, pass: pass.value, ...(signal === undefined ? {} : { signal }) };
  const reply = await askOne<true>(soap, request, () => true);
  return reply.ok ? { ok: true, value: null } : reply;
}

/** UpdateItem of the guests that tells nobody. */
export async function addSilently(
  soap: Soap,
  organizer: string,
  ref: MeetingRef,
  people: PeopleLists,
  how: 'append' | 'replace',
  signal?: AbortSignal,
): Promise<Answer<null>> {
  const body = updateItem(ref, changes(people, how), 'SendToNone');
  const request = { operation: 'UpdateItem', mailbox: organizer, body, ...(signal === undefined ? {} : { signal }) };
  const reply = await askOne<true>(soap, request, () => true);
  return reply.ok ? { ok: true, value: null } : reply;
}
