import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { derivedUid, globalObjectId, targetUid } from '../../../shared/convert/derivedUid.ts';
import { instanceDate } from '../../../shared/convert/instanceDate.ts';
import { itemKey } from '../../../shared/convert/itemKey.ts';
import type { ItemIdentity } from '../../../shared/convert/itemKey.ts';

const IDENTITY: ItemIdentity = {
  owner: 'B950A1E8-2281-5476-BE6D-2A6F950D6639',
  calendar: 'calendar',
  resourceName: 'a.ics',
  uid: 'uid-1',
  role: 'organizer',
  part: 'master',
};

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

describe('itemKey', () => {
  it('is the hash of version, owner, calendar, resource, UID, role and part', () => {
    expect(itemKey(IDENTITY)).toBe(sha256('1|B950A1E8-2281-5476-BE6D-2A6F950D6639|calendar|a.ics|uid-1|organizer|master'));
  });

  it.each([
    ['lower case', 'b950a1e8-2281-5476-be6d-2a6f950d6639'],
    ['braces', '{B950A1E8-2281-5476-BE6D-2A6F950D6639}'],
  ])('does not depend on how the GUID is written: %s', (_, owner) => {
    expect(itemKey({ ...IDENTITY, owner })).toBe(itemKey(IDENTITY));
  });

  it('keeps apart what only a separator would join', () => {
    const keys = [
      itemKey({ ...IDENTITY, calendar: 'a|b', resourceName: 'c' }),
      itemKey({ ...IDENTITY, calendar: 'a', resourceName: 'b|c' }),
      itemKey({ ...IDENTITY, calendar: 'a\\', resourceName: 'b|c' }),
      itemKey({ ...IDENTITY, calendar: 'a\\|b', resourceName: 'c' }),
    ];
    expect(new Set(keys).size).toBe(4);
  });

  it.each(['calendar', 'resourceName', 'uid', 'part'] as const)('depends on %s, letter by letter', (field) => {
    expect(itemKey({ ...IDENTITY, [field]: `${IDENTITY[field].toUpperCase()}x` })).not.toBe(itemKey(IDENTITY));
  });
});

describe('targetUid', () => {
  it.each([
    ['a usual UID', 'ABC-123@example.com', 'ABC-123@example.com'],
    ['blanks around it', '  ABC ', 'ABC'],
    ['blanks inside', 'A B', 'A B'],
    ['255 characters', 'a'.repeat(255), 'a'.repeat(255)],
    ['256 characters', 'a'.repeat(256), `x-${sha256('a'.repeat(256))}`],
    ['not seven-bit', 'Träff', `x-${sha256('Träff')}`],
    ['a control character', 'a\tb', `x-${sha256('a\tb')}`],
    ['missing', '', `x-${sha256('missing|HOME/a.ics')}`],
  ])('%s', (_, uid, expected) => {
    expect(targetUid(uid, 'HOME/a.ics')).toBe(expected);
  });
});

describe('derivedUid', () => {
  it('is a function of UID, part and discriminator, seven-bit and short', () => {
    expect(derivedUid('u', 'single:20270607T070000Z')).toBe(`x-${sha256('part|u|single:20270607T070000Z|')}`);
    const all = [derivedUid('u', 'a'), derivedUid('u', 'b'), derivedUid('v', 'a'), derivedUid('u', 'a', 'GUID')];
    expect(new Set(all).size).toBe(4);
  });
});

describe('instanceDate', () => {
  it.each([
    ['orphan:20270608T070000Z', 'W. Europe Standard Time', '2027-06-08'],
    ['orphan:20270608T230000Z', 'W. Europe Standard Time', '2027-06-09'],
    ['orphan:20270608T030000Z', 'Pacific Standard Time', '2027-06-07'],
    ['orphan:20270608T230000Z', 'No Such Time', '2027-06-08'],
    ['orphan:20270608', 'Pacific Standard Time', '2027-06-08'],
    ['single:20270608', 'Pacific Standard Time', null],
    ['master', 'UTC', null],
    ['travel-to:orphan:20270608', 'UTC', null],
  ])('of %s in %s', (part, windowsId, date) => {
    expect(instanceDate(part, windowsId)).toBe(date);
  });
});

describe('globalObjectId', () => {
  const prefix = '040000008200e00074c5b7101a82e008';

  it('wraps a foreign UID as [MS-OXOCAL] 2.2.1.27 says', () => {
    const data = '7643616c2d5569640100000061626300';
    expect(globalObjectId('abc')).toBe(`${prefix}00000000${'00'.repeat(16)}10000000${data}`);
  });

  it('puts the date of an instance into bytes 16 to 19', () => {
    expect(globalObjectId('abc', '2026-11-20').slice(32, 40)).toBe('07ea0b14');
    expect(globalObjectId('abc', '2026-11-20').slice(40)).toBe(globalObjectId('abc').slice(40));
  });

  it('takes back what came from Exchange, with the date replaced', () => {
    const native = `${prefix}07e80101${'11'.repeat(16)}04000000deadbeef`;
    expect(globalObjectId(native.toUpperCase())).toBe(`${prefix}00000000${'11'.repeat(16)}04000000deadbeef`);
    expect(globalObjectId(native, '2026-11-20')).toBe(`${prefix}07ea0b14${'11'.repeat(16)}04000000deadbeef`);
  });

  it('counts a long UID in four little-endian bytes', () => {
    expect(globalObjectId('a'.repeat(300)).slice(72, 80)).toBe('39010000');
  });
});
