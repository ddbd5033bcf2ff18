import { normalizePrincipalUid } from '../../../shared/domain/address.ts';
import { principalKind } from '../../../shared/domain/principal.ts';
import type { DirectoryRecord } from '../../../shared/domain/principal.ts';
import type { DirectoryWarning } from '../../ports/DirectoryReader.ts';
import { textsOf } from './parseXml.ts';
import type { ParsedXml, XmlElement } from './parseXml.ts';
import type { ParsedRecords } from './readRecordTable.ts';

/** Addresses are places on a map, and wikis have no mailbox: neither is ever invited. */
const IGNORED_TYPES = new Set(['address', 'wiki']);

/** Both root elements of Calendar Server: `directory` since 2014, `accounts` before (upgrade.py turns one into the other). */
export function isResourcesXml({ root }: ParsedXml): boolean {
  return root?.name === 'directory' || root?.name === 'accounts';
}

function typeOf(element: XmlElement): string {
  return element.name === 'record' ? (element.attributes['type'] ?? '') : element.name;
}

function recordOf(element: XmlElement, origin: string): DirectoryRecord | null {
  const [uid] = textsOf(element, 'guid');
  const [id] = textsOf(element, 'uid');
  const shortNames = textsOf(element, 'short-name');
  const [fullName = ''] = textsOf(element, 'full-name', 'name');
  // Before 2014 `uid` was the short name, and only `guid` the identity.
  const identity = uid ?? id;
  if (identity === undefined && shortNames.length === 0) return null;
  const names = shortNames.length > 0 || id === undefined || id === uid ? shortNames : [id];
  const capacity = Number.parseInt(textsOf(element, 'capacity')[0] ?? '', 10);
  const emails = textsOf(element, 'email', 'email-address');
  return {
    uid: identity === undefined ? null : normalizePrincipalUid(identity),
    kind: principalKind(typeOf(element)),
    shortNames: names,
    fullName,
    emails,
    primaryEmail: null,
    memberUids: membersOf(element),
    disabled: false,
    capacity: Number.isNaN(capacity) ? null : capacity,
    autoSchedule: null,
    source: 'resources.xml',
    origin,
  };
}

/** `member-uid` in the new format, `members/member` in the old one. */
function membersOf(element: XmlElement): string[] {
  const old = element.children.filter(({ name }) => name === 'members').flatMap((members) => textsOf(members, 'member'));
  return [...textsOf(element, 'member-uid'), ...old].map(normalizePrincipalUid);
}

/** Reads resources.xml (and accounts.xml of the same form). */
export function readResourcesXml(xml: ParsedXml, origin: string): ParsedRecords {
  const records: DirectoryRecord[] = [];
  const warnings: DirectoryWarning[] = xml.errors.map((reason) => ({ where: 'XML', reason }));
  (xml.root?.children ?? []).forEach((element, index) => {
    if (IGNORED_TYPES.has(typeOf(element))) return;
    const record = recordOf(element, origin);
    if (record === null) warnings.push({ where: `record ${index + 1}`, reason: 'names nobody: no uid, no short-name' });
    else records.push(record);
  });
  return { records, warnings };
}
