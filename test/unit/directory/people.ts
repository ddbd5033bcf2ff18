import { addressKey, parseAddressKey } from '../../../shared/domain/address.ts';
import type { HarvestedAddress } from '../../../shared/directory/harvestedAddress.ts';
import type { MappingRow } from '../../../shared/domain/mappingRows.ts';
import type { DirectoryRecord } from '../../../shared/domain/principal.ts';

/** GUIDs that can be told apart at a glance: `guid(7)` is 00000007-0000-4000-8000-000000000007. */
export function guid(number: number): string {
  const hex = number.toString(16).toUpperCase();
  return `${hex.padStart(8, '0')}-0000-4000-8000-${hex.padStart(12, '0')}`;
}

export function record(fields: Partial<DirectoryRecord>): DirectoryRecord {
  return {
    uid: null,
    kind: 'user',
    shortNames: [],
    fullName: '',
    emails: [],
    primaryEmail: null,
    memberUids: [],
    disabled: false,
    capacity: null,
    autoSchedule: null,
    source: 'ldap',
    origin: 'ldap://od.example.com',
    ...fields,
  };
}

export function harvested(key: string, fields: Partial<HarvestedAddress> = {}): HarvestedAddress {
  const address = parseAddressKey(key);
  return {
    key: addressKey(address),
    address,
    cns: [],
    emails: [],
    cutypes: [],
    events: 1,
    ownsHome: false,
    organizes: false,
    memberUids: [],
    ...fields,
  };
}

export function row(source: string, fields: Partial<MappingRow> = {}): MappingRow {
  return {
    source,
    kind: 'user',
    name: '',
    shortName: '',
    follows: '',
    decision: 'unmapped',
    email: '',
    targetName: '',
    rule: 'guid',
    confidence: 'sure',
    candidates: [],
    events: 1,
    ownsHome: false,
    organizes: false,
    memberUids: [],
    ...fields,
  };
}
