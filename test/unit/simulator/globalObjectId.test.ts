import { describe, expect, it } from 'vitest';
import { globalObjectIdOf, newGlobalObjectId, uidOf, withInstanceDate } from '../../simulator/calendar/globalObjectId.ts';
import { md4 } from '../../simulator/http/md4.ts';

describe('the global object id', () => {
  it('wraps a foreign UID as [MS-OXCICAL] 2.1.3.1.1.20.26 says', () => {
    const expected =
      '040000008200E00074C5B7101A82E008' +
      '00'.repeat(20) +
      '31000000' +
      '7643616C2D55696401000000' +
      Buffer.from('9D6C8E2A-AAAA-4BBB-8CCC-000000000001').toString('hex').toUpperCase() +
      '00';
    expect(globalObjectIdOf('9D6C8E2A-AAAA-4BBB-8CCC-000000000001')).toBe(expected);
  });

  it.each(['9D6C8E2A-AAAA', 'ümlaut@example.test', '', 'x'.repeat(300)])('gives the UID %j back', (uid) => {
    expect(uidOf(globalObjectIdOf(uid))).toBe(uid);
  });

  it('takes an id of Exchange’s own as it is, without its instance date', () => {
    const own = newGlobalObjectId(Date.UTC(2026, 11, 7));
    expect(globalObjectIdOf(own.toLowerCase())).toBe(own);
    expect(globalObjectIdOf(withInstanceDate(own, '2026-12-07'))).toBe(own);
    expect(withInstanceDate(own, '2026-12-07').slice(32, 40)).toBe('07EA0C07');
  });
});

describe('MD4', () => {
  it.each([
    ['', '31d6cfe0d16ae931b73c59d7e0c089c0'],
    ['abc', 'a448017aaf21d8525fc10ae87aa6729d'],
    ['message digest', 'd9130a8164549fe818874806e1c7014b'],
    ['12345678901234567890123456789012345678901234567890123456789012345678901234567890', 'e33b4ddc9c38f2199c3e7b164fcc0536'],
  ])('of %j is what RFC 1320 says', (text, digest) => {
    expect(md4(Buffer.from(text)).toString('hex')).toBe(digest);
  });
});
