import type { RequestContext } from '../context.ts';
import type { Attendee, Recipient, ResponseType } from '../model/Item.ts';
import { ResponseError } from '../soap/ResponseError.ts';
import { childText, requiredChild } from '../xml/XmlElement.ts';
import type { XmlElement } from '../xml/XmlElement.ts';
import { dateTime, t } from '../xml/xmlText.ts';

const RESPONSES: readonly ResponseType[] = ['Organizer', 'Tentative', 'Accept', 'Decline', 'NoResponseReceived'];

/** Reads a t:EmailAddressType. One without an address is looked up by its name, as Exchange does on saving. */
export function readRecipient(element: XmlElement, context: RequestContext): Recipient {
  const name = childText(element, 'Name') ?? '';
  const given = childText(element, 'EmailAddress') ?? name;
  const address = given.replace(/^(smtp|mailto):/i, '').trim();
  const known = context.services.directory.find(address);
  if (address === '') throw new ResponseError('ErrorInvalidRecipients');
  if (known === undefined) return { name: name === '' ? address : name, address, routing: childText(element, 'RoutingType') ?? 'SMTP' };
  return { name: known.entry.name, address: known.entry.address, routing: known.kind === 'contact' ? 'SMTP' : 'EX' };
}

/**
 * Reads attendees. ResponseType and LastResponseTime are accepted and, as reported, ignored: a new attendee's response is Unknown
 * whatever the client says; only answers change it. Both this and what becomes of those who stay are settings.
 */
export function readAttendees(element: XmlElement, known: readonly Attendee[], context: RequestContext): readonly Attendee[] {
  const { writtenResponses, attendeeUpdates } = context.services.settings.behaviour;
  return element.children.map((attendee) => {
    const recipient = readRecipient(requiredChild(attendee, 'Mailbox'), context);
    const said = RESPONSES.find((response) => response === childText(attendee, 'ResponseType')?.trim());
    if (writtenResponses === 'kept' && said !== undefined) return { ...recipient, response: said, respondedAt: null };
    const before = known.find((one) => one.address.toLowerCase() === recipient.address.toLowerCase());
    if (before === undefined || attendeeUpdates === 'reset-answers') return { ...recipient, response: 'Unknown', respondedAt: null };
    return { ...recipient, response: before.response, respondedAt: before.respondedAt };
  });
}

export function writeMailbox(person: Recipient): string {
  const inside = person.routing === 'EX';
  const inner =
    t('Name', person.name) + t('EmailAddress', person.address) + t('RoutingType', 'SMTP') + t('MailboxType', inside ? 'Mailbox' : 'OneOff');
  return `<t:Mailbox>${inner}</t:Mailbox>`;
}

export function writeAttendees(element: string, attendees: readonly Attendee[]): string {
  if (attendees.length === 0) return '';
  const inner = attendees.map((attendee) => {
    const at = attendee.respondedAt === null ? '' : t('LastResponseTime', dateTime(attendee.respondedAt));
    return `<t:Attendee>${writeMailbox(attendee)}${t('ResponseType', attendee.response)}${at}</t:Attendee>`;
  });
  return `<t:${element}>${inner.join('')}</t:${element}>`;
}
