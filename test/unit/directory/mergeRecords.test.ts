import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeRecords } from '../../../shared/directory/mergeRecords.ts';
import { guid, record } from './people.ts';

describe('merging directory records', () => {
  it('joins what several sources say of one GUID, each fact with who says it', () => {
    const [principal, ...others] = mergeRecords([
      record({ uid: guid(1), source: 'augments.xml', origin: 'augments.xml', kind: 'unknown', autoSchedule: 'automatic' }),
      record({ uid: guid(1), kind: 'room', shortNames: ['eyrie'], fullName: 'Eyrie', source: 'resources.xml', origin: 'resources.xml' }),
      record({ uid: guid(1), kind: 'room', fullName: 'Eyrie', emails: ['Eyrie@Birds.example'], source: 'csv', origin: 'rooms.csv' }),
    ]);
    expect(others).toEqual([]);
    expect(principal).toMatchObject({ uid: guid(1), kind: 'room', shortNames: ['eyrie'], fullName: 'Eyrie', autoSchedule: 'automatic' });
    expect(principal?.emails).toEqual([
      { value: 'eyrie@birds.example', saidBy: [{ source: 'csv', origin: 'rooms.csv', matchedBy: 'uid' }] },
    ]);
    expect(principal?.conflicts).toEqual([]);
  });

  it('lets the better source win and shows where they disagree', () => {
    const [principal] = mergeRecords([
      record({ uid: guid(1), fullName: 'Ann Old', emails: ['old@birds.example'], source: 'ldif', origin: 'od.ldif' }),
      record({ uid: guid(1), fullName: 'Ann New', emails: ['new@birds.example'], source: 'ldap' }),
    ]);
    expect(principal?.fullName).toBe('Ann New');
    expect(principal?.emails.map(({ value }) => value)).toEqual(['new@birds.example', 'old@birds.example']);
    expect(principal?.conflicts.map(({ field, values }) => [field, values.map(({ value }) => value)])).toEqual([
      ['fullName', ['Ann New', 'Ann Old']],
      ['email', ['new@birds.example', 'old@birds.example']],
    ]);
  });

  it('does not call it a conflict when one source knows more addresses than the other', () => {
    const [principal] = mergeRecords([
      record({ uid: guid(1), emails: ['a@birds.example', 'b@birds.example'] }),
      record({ uid: guid(1), emails: ['b@birds.example'], source: 'plist' }),
    ]);
    expect(principal?.conflicts).toEqual([]);
  });

  it.each([
    ['an address', { emails: ['SMTP-none', 'ann@birds.example'] }, 'email'],
    ['a short name of the same kind', { shortNames: ['ANN'] }, 'short-name'],
  ])('joins a record without GUID by %s', (_, fields, matchedBy) => {
    const principals = mergeRecords([
      record({ uid: guid(1), shortNames: ['ann'], emails: ['ann@birds.example'] }),
      record({ ...fields, source: 'target-export', origin: 'mailboxes.csv' }),
    ]);
    expect(principals).toHaveLength(1);
    expect(principals[0]?.saidBy.map((provenance) => provenance.matchedBy).sort()).toEqual([matchedBy, 'uid'].sort());
  });

  it.each([
    ['two principals share the address', { emails: ['teals@birds.example'] }],
    ['two principals share the short name', { shortNames: ['teal'] }],
    ['the short name belongs to another kind', { shortNames: ['teal'], kind: 'room' as const }],
  ])('keeps a record by itself when %s', (_, fields) => {
    const twins = [1, 2].map((number) => record({ uid: guid(number), shortNames: ['teal'], emails: ['teals@birds.example'] }));
    expect(mergeRecords([...twins, record({ ...fields, source: 'csv' })])).toHaveLength(3);
  });

  it('keeps what is no address apart, and trims what is one', () => {
    const [principal] = mergeRecords([record({ uid: guid(1), emails: ['snipe@birds.example ', 'not-an-address', '2a@do_not_reply'] })]);
    expect(principal?.emails.map(({ value }) => value)).toEqual(['snipe@birds.example']);
    expect(principal?.unusableEmails).toEqual(['not-an-address', '2a@do_not_reply']);
  });

  it('drops the system’s own accounts', () => {
    expect(mergeRecords([record({ uid: 'FFFFEEEE-DDDD-CCCC-BBBB-AAAA000000F8', shortNames: ['_setup'] })])).toEqual([]);
  });

  it('does not depend on the order in which sources are read', () => {
    const source = fc.constantFrom('ldap', 'csv', 'plist', 'resources.xml', 'target-export');
    const anyRecord = fc.record({
      uid: fc.option(fc.integer({ min: 1, max: 3 }).map(guid)),
      shortNames: fc.subarray(['ann', 'bob', 'eyrie']),
      emails: fc.subarray(['ann@birds.example', 'bob@birds.example']),
      fullName: fc.constantFrom('', 'Ann', 'Bob'),
      source,
    });
    fc.assert(
      fc.property(fc.array(anyRecord, { maxLength: 8 }), fc.infiniteStream(fc.nat()), (fields, order) => {
        const records = fields.map((some) => record(some as Parameters<typeof record>[0]));
        const shuffled = records
          .map((entry) => ({ entry, place: order.next().value as number }))
          .sort((one, other) => one.place - other.place)
          .map(({ entry }) => entry);
        expect(mergeRecords(shuffled)).toEqual(mergeRecords(records));
      }),
    );
  });
});
