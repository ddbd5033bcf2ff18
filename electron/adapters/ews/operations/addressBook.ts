import type { Answer } from '../../../ports/ExchangeTarget.ts';
import type { RawPlace } from '../gate/SendGate.ts';
import type { Soap } from '../Soap.ts';
import { child, childText, type XmlNode } from '../xml/readXml.ts';
import { element, escapeXml } from '../xml/writeXml.ts';
import { askOne } from './askOne.ts';

interface Entry {
  readonly address: string;
  /** EWS MailboxType. */
  readonly kind: string;
  /** All addresses the entry is known by. */
  readonly addresses: readonly string[];
}

const UNKNOWN: RawPlace = { where: 'unknown', members: [] };
const OUTSIDE: RawPlace = { where: 'outside', members: [] };
/** No group of groups is deeper; one that seems to be leads nowhere we want to send to. */
const DEEPEST = 20;

function entryOf(mailbox: XmlNode | undefined, contact: XmlNode | undefined): Entry {
  const address = (childText(mailbox, 'EmailAddress') ?? '').toLowerCase();
  const others = (child(contact, 'EmailAddresses')?.children ?? []).map(({ text }) => text.replace(/^smtp:/i, '').toLowerCase());
  return { address, kind: childText(mailbox, 'MailboxType') ?? '', addresses: [address, ...others] };
}

/** ResolveNames in the directory. An address is taken for an entry only if it is one of the entry's own: names are guessed at generously. */
async function resolve(
  soap: Soap,
  asker: string,
  address: string,
  signal?: AbortSignal,
): Promise<Answer<{ readonly entry: Entry | null }>> {
  const body =
    '<m:ResolveNames ReturnFullContactData="true" SearchScope="ActiveDirectory">' +
    `<m:UnresolvedEntry>${escapeXml(`smtp:${address}`)}</m:UnresolvedEntry></m:ResolveNames>`;
  const request = { operation: 'ResolveNames', mailbox: asker, body, ...(signal === undefined ? {} : { signal }) };
  const answer = await askOne(soap, request, (message) => {
    const found = (child(message, 'ResolutionSet')?.children ?? []).map((one) => entryOf(child(one, 'Mailbox'), child(one, 'Contact')));
    const exact = found.filter(({ addresses }) => addresses.includes(address));
    return { entry: exact.length === 1 ? (exact[0] ?? null) : null };
  });
  const isUnknown = !answer.ok && answer.failure.responseCode.startsWith('ErrorNameResolution');
  return isUnknown ? { ok: true, value: { entry: null } } : answer;
}

/** ExpandDL: one level; null where the list is not whole (hidden or dynamic membership). */
async function members(
  soap: Soap,
  asker: string,
  address: string,
  signal?: AbortSignal,
): Promise<Answer<{ readonly entries: readonly Entry[] | null }>> {
  const body = `<m:ExpandDL><m:Mailbox>${element('EmailAddress', address)}</m:Mailbox></m:ExpandDL>`;
  const request = { operation: 'ExpandDL', mailbox: asker, body, ...(signal === undefined ? {} : { signal }) };
  const answer = await askOne(soap, request, (message) => {
    const list = child(message, 'DLExpansion');
    if (list === undefined) return null;
    const isWhole = list.attributes['IncludesLastItemInRange'] !== 'false';
    return { entries: isWhole ? list.children.map((mailbox) => entryOf(mailbox, undefined)) : null };
  });
  const isClosed = !answer.ok && /^Error(?:NameResolution|DL|CannotResolve|InvalidMailbox)/.test(answer.failure.responseCode);
  return isClosed ? { ok: true, value: { entries: null } } : answer;
}

/** Opens an entry to the last member. Anything but mailboxes on the way, and nobody may send to it. */
async function open(
  soap: Soap,
  asker: string,
  { address, kind }: Entry,
  opened: Set<string>,
  signal?: AbortSignal,
): Promise<Answer<RawPlace>> {
  if (kind === 'Mailbox') return { ok: true, value: { where: 'inside', members: [address] } };
  if (kind !== 'PublicDL') return { ok: true, value: kind === 'Contact' || kind === 'OneOff' ? OUTSIDE : UNKNOWN };
  if (opened.has(address)) return { ok: true, value: { where: 'inside', members: [] } };
  if (opened.size >= DEEPEST) return { ok: true, value: UNKNOWN };
  opened.add(address);
  const listed = await members(soap, asker, address, signal);
  if (!listed.ok) return listed;
  if (listed.value.entries === null) return { ok: true, value: UNKNOWN };
  const reached = new Set<string>();
  for (const entry of listed.value.entries) {
    const place = await open(soap, asker, entry, opened, signal);
    if (!place.ok || place.value.where !== 'inside') return place;
    for (const member of place.value.members) reached.add(member);
  }
  return { ok: true, value: { where: 'inside', members: [...reached] } };
}

/** Where an address leads, by the address book of the organization. */
export async function lookUpPlace(soap: Soap, asker: string, address: string, signal?: AbortSignal): Promise<Answer<RawPlace>> {
  const found = await resolve(soap, asker, address.toLowerCase(), signal);
  if (!found.ok) return found;
  const { entry } = found.value;
  return entry === null ? { ok: true, value: UNKNOWN } : open(soap, asker, entry, new Set(), signal);
}
