import type { EwsAttendee } from '../../../../shared/ews/item.ts';
import type { Answer } from '../../../ports/ExchangeTarget.ts';
import type { Invited, MeetingRef, PeopleLists, Sending } from '../../../ports/MeetingTarget.ts';
import type { SendGate } from '../gate/SendGate.ts';
import { SENT_URI, extendedProperty } from '../items/marker.ts';
import type { Soap } from '../Soap.ts';
import { element } from '../xml/writeXml.ts';
import { askOne } from './askOne.ts';
import { itemOf, refXml } from './meetingRef.ts';
import { readPeople, type ListedPeople } from './readPeople.ts';

const LISTS = [
  ['RequiredAttendees', 'required'],
  ['OptionalAttendees', 'optional'],
  ['Resources', 'resources'],
] as const satisfies readonly (readonly [string, keyof PeopleLists])[];

type Listed = Invited & Partial<Pick<EwsAttendee, 'response'>>;
type Lists = Readonly<Record<keyof PeopleLists, readonly Listed[]>>;

function attendee({ name, email, response }: Listed): string {
  const answered = response === undefined ? '' : element('ResponseType', response);
  return `<t:Attendee><t:Mailbox>${element('Name', name)}${element('EmailAddress', email)}</t:Mailbox>${answered}</t:Attendee>`;
}

/** Appending leaves those there alone, and with them what they answered. */
function changes(people: Lists, how: 'append' | 'replace'): string {
  return LISTS.map(([name, list]) => {
    const field = `<t:FieldURI FieldURI="calendar:${name}"/>`;
    if (people[list].length === 0) return how === 'replace' ? `<t:DeleteItemField>${field}</t:DeleteItemField>` : '';
    const verb = how === 'append' ? 'AppendToItemField' : 'SetItemField';
    return `<t:${verb}>${field}<t:CalendarItem><t:${name}>${people[list].map(attendee).join('')}</t:${name}></t:CalendarItem></t:${verb}>`;
  }).join('');
}

/** Those who are there with the answers they gave, and who joins them. */
function together(there: ListedPeople, people: PeopleLists): Lists {
  const known = new Set([...there.required, ...there.optional, ...there.resources].map(({ email }) => email));
  const join = (list: keyof PeopleLists): readonly Listed[] => [
    ...there[list],
    ...people[list].filter(({ email }) => !known.has(email.toLowerCase())),
  ];
  return { required: join('required'), optional: join('optional'), resources: join('resources') };
}

/**
 * Appends to the lists. A server that takes no appending to them refuses before it does anything; then the whole lists are written, with
 * the answers they show: what it makes of those is its own affair, and verification's.
 */
async function append(
  soap: Soap,
  mailbox: string,
  ref: MeetingRef,
  people: PeopleLists,
  ask: (updates: string) => Promise<Answer<true>>,
  signal?: AbortSignal,
): Promise<Answer<null>> {
  const reply = await ask(changes(people, 'append'));
  if (reply.ok) return { ok: true, value: null };
  if (reply.failure.responseCode !== 'ErrorInvalidPropertyAppend') return reply;
  const there = await readPeople(soap, mailbox, ref, signal);
  if (!there.ok) return there;
  const again = await ask(changes(together(there.value, people), 'replace'));
  return again.ok ? { ok: true, value: null } : again;
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
  const ask = (updates: string): Promise<Answer<true>> => {
    const body = updateItem(ref, marked + updates, to === 'all' ? 'SendOnlyToAll' : 'SendOnlyToChanged');
    const request = { operation: 'UpdateItem', mailbox: organizer, body, pass: pass.value, ...(signal === undefined ? {} : { signal }) };
    return askOne<true>(soap, request, () => true);
  };
  return append(soap, organizer, ref, people, ask, signal);
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
  const ask = (updates: string): Promise<Answer<true>> => {
    const body = updateItem(ref, updates, 'SendToNone');
    return askOne<true>(
      soap,
      { operation: 'UpdateItem', mailbox: organizer, body, ...(signal === undefined ? {} : { signal }) },
      () => true,
    );
  };
  if (how === 'append') return append(soap, organizer, ref, people, ask, signal);
  const reply = await ask(changes(people, 'replace'));
  return reply.ok ? { ok: true, value: null } : reply;
}
