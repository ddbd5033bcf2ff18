import { describe, expect, it } from 'vitest';
import { mailboxTimeZones } from '../../../shared/directory/mailboxTimeZones.ts';
import { mergeRecords } from '../../../shared/directory/mergeRecords.ts';
import type { DirectoryRecord } from '../../../shared/domain/principal.ts';
import { guid, record, row } from './people.ts';

const ann = record({ uid: guid(1), shortNames: ['ann'], fullName: 'Ann Avocet', emails: ['ann@old.example'] });
const annThere = record({ source: 'target-export', shortNames: ['ann'], fullName: 'Ann Avocet', emails: ['ann@new.example'] });
const rows = [
  row(`uid:${guid(1)}`, { decision: 'mapped', email: 'ann@new.example' }),
  row(`uid:${guid(2)}`, { decision: 'mapped', email: 'bob@new.example' }),
  row(`uid:${guid(3)}`, { decision: 'external', email: 'eve@else.example' }),
];

function zone(fields: Partial<DirectoryRecord>): DirectoryRecord {
  return record({ source: 'target-export', kind: 'unknown', timeZone: 'Europe/Berlin', ...fields });
}

function zonesOf(...records: readonly DirectoryRecord[]): Record<string, string> {
  return mailboxTimeZones(mergeRecords(records), rows);
}

describe('time zones of mailboxes', () => {
  it.each<[string, DirectoryRecord[], Record<string, string>]>([
    ['an address', [zone({ emails: ['Ann@New.example'] })], { 'ann@new.example': 'Europe/Berlin' }],
    [
      'a display name',
      [annThere, ann, zone({ shortNames: ['Ann Avocet'], fullName: 'Ann Avocet' })],
      { 'ann@new.example': 'Europe/Berlin' },
    ],
    ['an alias', [annThere, zone({ shortNames: ['ANN'], fullName: 'ANN' })], { 'ann@new.example': 'Europe/Berlin' }],
    [
      'a name two people share, which decides nothing',
      [annThere, record({ ...annThere, shortNames: ['ann2'], emails: ['ann2@new.example'] }), zone({ shortNames: ['Ann Avocet'] })],
      {},
    ],
    ['somebody outside, whom nothing is written for', [zone({ emails: ['eve@else.example'] })], {}],
  ])('are found by %s', (_, records, expected) => {
    expect(zonesOf(...records)).toEqual(expected);
  });

  it('do not depend on the order of the lists', () => {
    const records = [annThere, ann, zone({ shortNames: ['ann'] }), zone({ emails: ['bob@new.example'], timeZone: 'Asia/Tokyo' })];
    const expected = { 'ann@new.example': 'Europe/Berlin', 'bob@new.example': 'Asia/Tokyo' };
    expect(zonesOf(...records)).toEqual(expected);
    expect(zonesOf(...records.reverse())).toEqual(expected);
    expect(Object.keys(zonesOf(...records))).toEqual(Object.keys(expected));
  });
});
