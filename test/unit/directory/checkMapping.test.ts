import { describe, expect, it } from 'vitest';
import { checkMapping, MAPPING_ISSUES } from '../../../shared/directory/checkMapping.ts';
import type { MappingRow } from '../../../shared/domain/mappingRows.ts';
import { guid, row } from './people.ts';

const mapped = (number: number, email: string, fields: Partial<MappingRow> = {}): MappingRow =>
  row(`uid:${guid(number)}`, { decision: 'mapped', email, name: `P${String(number)}`, ...fields });

function codes(rows: readonly MappingRow[], context = {}): string[] {
  return checkMapping(rows, context).map(({ code }) => code);
}

describe('checking a mapping', () => {
  it.each<[string, Partial<MappingRow>, string[]]>([
    ['an unmapped owner of events', { ownsHome: true }, ['unmapped-home-owner']],
    ['an unmapped owner of an empty home', { ownsHome: true, events: 0 }, ['unmapped-empty-home']],
    ['an unmapped organizer', { organizes: true }, ['unmapped-organizer']],
    ['an unmapped guest', {}, ['unmapped-guest']],
    ['a home owner left out on purpose', { ownsHome: true, decision: 'left-out' }, []],
    ['a guess', { decision: 'mapped', email: 'a@new.example', confidence: 'guess' }, ['guess']],
    ['a guess that was confirmed', { decision: 'mapped', email: 'a@new.example', confidence: 'confirmed' }, []],
    [
      'a disabled account',
      { decision: 'mapped', email: 'a@new.example', confidence: 'guess', rule: 'guid-disabled' },
      ['disabled-account'],
    ],
    [
      'several addresses',
      { decision: 'mapped', email: 'a@new.example', confidence: 'guess', rule: 'guid-ambiguous' },
      ['ambiguous-address'],
    ],
  ])('finds %s', (_, fields, expected) => {
    expect(codes([row(`uid:${guid(1)}`, fields)])).toEqual(expected);
  });

  it('stops two principals on one mailbox', () => {
    expect(checkMapping([mapped(1, 'a@new.example'), mapped(2, 'a@new.example')])).toEqual([
      {
        code: 'two-principals-one-mailbox',
        blocking: true,
        sources: [`uid:${guid(1)}`, `uid:${guid(2)}`],
        names: ['P1', 'P2'],
        email: 'a@new.example',
      },
    ]);
  });

  it('names those without a name by their key', () => {
    expect(checkMapping([row(`uid:${guid(1)}`)])[0]?.names).toEqual([`uid:${guid(1)}`]);
  });

  it('lets a principal and its aliases share a mailbox', () => {
    const alias = row('mailto:old@old.example', { decision: 'mapped', email: 'a@new.example', rule: 'mailto', follows: `uid:${guid(1)}` });
    expect(codes([mapped(1, 'a@new.example'), alias])).toEqual([]);
  });

  it('stops a room on a person’s mailbox, known from the mapping or from the target', () => {
    const room = mapped(9, 'a@new.example', { kind: 'room' });
    expect(codes([room, mapped(1, 'a@new.example')])).toEqual(['two-principals-one-mailbox', 'room-on-user-mailbox']);
    expect(codes([room], { mailboxKinds: new Map([['a@new.example', 'user']]) })).toEqual(['room-on-user-mailbox']);
    expect(codes([room], { mailboxKinds: new Map([['a@new.example', 'room']]) })).toEqual([]);
  });

  it('points out a person on a room’s mailbox, and a room of another size', () => {
    const rooms = new Map([['a@new.example', 'room' as const]]);
    expect(codes([mapped(1, 'a@new.example')], { mailboxKinds: rooms })).toEqual(['person-on-room-mailbox']);
    const room = mapped(9, 'a@new.example', { kind: 'room' });
    const capacities = (there: number): object => ({
      capacities: { bySource: new Map([[room.source, 14]]), byMailbox: new Map([['a@new.example', there]]) },
    });
    expect(codes([room], capacities(8))).toEqual(['room-capacity-differs']);
    expect(codes([room], capacities(14))).toEqual([]);
    expect(codes([room], { capacities: { bySource: new Map(), byMailbox: new Map([['a@new.example', 8]]) } })).toEqual([]);
  });

  it('points out people of one name until somebody has looked', () => {
    const kites = [1, 2].map((number) => mapped(number, `kite${String(number)}@new.example`, { name: 'Chris Kite' }));
    expect(codes(kites)).toEqual(['same-name']);
    expect(codes(kites.map((kite) => ({ ...kite, confidence: 'confirmed' as const })))).toEqual([]);
  });

  it('points out targets outside the accepted domains', () => {
    expect(codes([mapped(1, 'a@else.example')], { acceptedDomains: ['new.example'] })).toEqual(['outside-accepted-domains']);
  });

  it('puts what blocks first', () => {
    const rows = [mapped(1, 'a@new.example', { confidence: 'guess' }), row(`uid:${guid(2)}`, { organizes: true })];
    expect(checkMapping(rows).map(({ blocking }) => blocking)).toEqual([true, false]);
  });

  it('has a sentence for every issue', () => {
    for (const { sentence } of Object.values(MAPPING_ISSUES)) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });
});
