import { UnreadableXml, child, find, readXml, type XmlNode } from '../xml/readXml.ts';

/** What a request that sends holds: whom it names and which items it touches. */
export interface SendingRequest {
  readonly addresses: readonly string[];
  readonly itemIds: readonly string[];
  /** Something that can hide a recipient: then nobody can vouch for the request. */
  readonly isOpaque: boolean;
}

/** Operations that cannot make Exchange send anything. Whatever is not here and not read more closely below counts as sending. */
const HARMLESS = new Set([
  'GetItem',
  'FindItem',
  'GetFolder',
  'FindFolder',
  'CreateFolder',
  'UpdateFolder',
  'DeleteFolder',
  'ResolveNames',
  'ExpandDL',
  'GetServerTimeZones',
  'GetUserAvailabilityRequest',
  'GetUserConfiguration',
  'GetAttachment',
  'ConvertId',
]);

/** Attributes that must say this for the operation to send nothing (learn.microsoft.com …/ews-reference: createitem, updateitem, deleteitem). */
const SILENT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  CreateItem: { MessageDisposition: 'SaveOnly', SendMeetingInvitations: 'SendToNone' },
  UpdateItem: { MessageDisposition: 'SaveOnly', SendMeetingInvitationsOrCancellations: 'SendToNone' },
  DeleteItem: { SendMeetingCancellations: 'SendToNone' },
};

const OPERATION = /<(?:[\w.-]+:)?Body(?:\s[^>]*)?>\s*<(?:[\w.-]+:)?([\w.-]+)((?:\s[^>]*)?)>/;

function attributes(text: string): ReadonlyMap<string, string> {
  return new Map([...text.matchAll(/([\w.-]+)\s*=\s*"([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]));
}

/**
 * Whether Exchange could send something because of this request. Looks at the operation's own tag alone: texts are escaped, so nothing in
 * an event can pass for it. CDATA, comments and DTDs, which we never write, count as sending.
 */
function canSend(body: string): boolean {
  if (body.includes('<!')) return true;
  const [, operation = '', given = ''] = OPERATION.exec(body) ?? [];
  if (HARMLESS.has(operation)) return false;
  const silent = SILENT[operation];
  if (silent === undefined) return true;
  const said = attributes(given);
  return !Object.entries(silent).every(([name, value]) => said.get(name) === value);
}

function descendants(node: XmlNode): readonly XmlNode[] {
  return node.children.flatMap((inner) => [inner, ...descendants(inner)]);
}

const ID_ATTRIBUTES: Readonly<Record<string, string>> = { ItemId: 'Id', ReferenceItemId: 'Id', OccurrenceItemId: 'RecurringMasterId' };
/** Operations the gate lets send, and what they may hold. */
const KNOWN_SENDERS = new Set(['CreateItem', 'UpdateItem']);
const RESPONSES = new Set(['AcceptItem', 'TentativelyAcceptItem', 'DeclineItem']);

function isOpaque(operation: XmlNode, all: readonly XmlNode[]): boolean {
  if (!KNOWN_SENDERS.has(operation.name)) return true;
  if (all.some(({ name }) => name === 'MimeContent' || name === 'DistinguishedFolderId')) return true;
  // Only answers may be «created» and sent: a new item's recipients are nobody's ledger yet.
  if (operation.name === 'CreateItem') return !(child(operation, 'Items')?.children ?? []).every(({ name }) => RESPONSES.has(name));
  // A recipient without an address is found by name, or by an entry nobody has looked at.
  return all.some((node) => node.name === 'Mailbox' && child(node, 'EmailAddress') === undefined);
}

/** Null when the request sends nothing; else what the gate must know about it. */
export function scanRequest(body: string): SendingRequest | null {
  if (!canSend(body)) return null;
  try {
    const operation = find(readXml(body), 'Body')?.children[0];
    if (operation === undefined) return { addresses: [], itemIds: [], isOpaque: true };
    const all = descendants(operation);
    return {
      addresses: all.filter(({ name }) => name === 'EmailAddress').map(({ text }) => text.trim().toLowerCase()),
      itemIds: all.flatMap(({ name, attributes: given }) => given[ID_ATTRIBUTES[name] ?? ''] ?? []),
      isOpaque: isOpaque(operation, all),
    };
  } catch (error) {
    if (!(error instanceof UnreadableXml)) throw error;
    return { addresses: [], itemIds: [], isOpaque: true };
  }
}
