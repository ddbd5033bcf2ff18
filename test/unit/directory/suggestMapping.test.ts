import { describe, expect, it } from 'vitest';
import { mergeRecords } from '../../../shared/directory/mergeRecords.ts';
import { suggestMapping } from '../../../shared/directory/suggestMapping.ts';
import type { SuggestionInput } from '../../../shared/directory/suggestMapping.ts';
import { swapGuidBytes } from '../../../shared/directory/swapGuidBytes.ts';
import type { MappingRow } from '../../../shared/domain/mappingRows.ts';
import type { DirectoryRecord } from '../../../shared/domain/principal.ts';
import { guid, harvested, record, row } from './people.ts';

const ANN = record({ uid: guid(1), shortNames: ['ann'], fullName: 'Ann Avocet', emails: ['ann@old.example'] });
const ROOM = record({ uid: guid(9), kind: 'room', shortNames: ['eyrie'], fullName: 'Eyrie', source: 'resources.xml' });

type Options = Partial<Omit<SuggestionInput, 'principals'>> & { readonly records?: readonly DirectoryRecord[] };

function suggest({ records = [], ...options }: Options): MappingRow[] {
  return suggestMapping({
    principals: mergeRecords(records),
    harvested: [],
    acceptedDomains: ['new.example'],
    rewriteDomains: { 'old.example': 'new.example' },
    previous: [],
    ...options,
  });
}

function outcome(rows: readonly MappingRow[]): unknown {
  return rows.map(({ source, decision, email, rule, confidence }) => [source, decision, email, rule, confidence]);
}

describe('suggesting a mapping', () => {
  it.each([
    ['urn:x-uid', `urn:x-uid:${guid(1)}`, 'guid'],
    ['urn:uuid in lower case', `urn:uuid:${guid(1).toLowerCase()}`, 'guid'],
    ['a principal path', `/principals/__uids__/${guid(1)}/`, 'guid'],
    ['a principal URL', `https://cal.old.example:8443/principals/__uids__/${guid(1)}`, 'guid'],
    ['a short name path', '/principals/users/Ann/', 'short-name-record'],
    ['mailto with the old domain', 'MAILTO:Ann@Old.example', 'mailto'],
    ['mailto with the new domain', 'mailto:ann@new.example', 'mailto'],
    ['the stand-in address of a hidden UID', `mailto:${Buffer.from(guid(1)).toString('hex')}@do_not_reply`, 'guid'],
  ])('understands %s', (_, value, rule) => {
    const [found] = suggest({ records: [ANN], harvested: [harvested(value)] });
    expect(found).toMatchObject({ decision: 'mapped', email: 'ann@new.example', name: 'Ann Avocet', rule, confidence: 'sure' });
  });

  it.each<[string, Partial<DirectoryRecord>, readonly [string, string, string, string]]>([
    ['one address inside', { emails: ['ann@new.example'] }, ['mapped', 'ann@new.example', 'guid', 'sure']],
    [
      'the same address in old and new domain',
      { emails: ['ann@old.example', 'ann@new.example'] },
      ['mapped', 'ann@new.example', 'guid', 'sure'],
    ],
    [
      'two addresses inside',
      { emails: ['ann@new.example', 'a.lee@new.example'] },
      ['mapped', 'ann@new.example', 'guid-ambiguous', 'guess'],
    ],
    [
      'two addresses, one of them primary',
      { emails: ['ann@new.example', 'a.lee@new.example'], primaryEmail: 'a.lee@new.example' },
      ['mapped', 'a.lee@new.example', 'guid', 'sure'],
    ],
    ['a disabled account', { emails: ['ann@new.example'], disabled: true }, ['mapped', 'ann@new.example', 'guid-disabled', 'guess']],
    ['no address', { emails: [] }, ['mapped', 'ann@new.example', 'short-name', 'guess']],
    ['an address outside only', { emails: ['ann@elsewhere.example'] }, ['mapped', 'ann@new.example', 'short-name', 'guess']],
    ['a malformed address', { emails: ['not-an-address'] }, ['mapped', 'ann@new.example', 'short-name', 'guess']],
    ['neither address nor usable short name', { emails: [], shortNames: ['a@b'] }, ['unmapped', '', 'no-address', 'none']],
  ])('decides a principal with %s', (_, fields, expected) => {
    const rows = suggest({ records: [{ ...ANN, ...fields }], harvested: [harvested(`uid:${guid(1)}`, { cns: ['Ann'] })] });
    expect(outcome(rows)).toEqual([[`uid:${guid(1)}`, ...expected]]);
  });

  it('prefers the domain that is accepted first', () => {
    const records = [{ ...ANN, emails: ['ann@second.example', 'ann@first.example'] }];
    const [found] = suggest({ records, acceptedDomains: ['first.example', 'second.example'], harvested: [harvested(`uid:${guid(1)}`)] });
    expect(found).toMatchObject({ email: 'ann@first.example', rule: 'guid-ambiguous' });
    expect(found?.candidates).toEqual(['ann@second.example', 'ann@first.example']);
  });

  it('guesses a room’s address from its short name, and says that it is a guess', () => {
    const rows = suggest({ records: [ROOM], harvested: [harvested(`uid:${guid(9)}`, { cutypes: ['ROOM'], ownsHome: true })] });
    expect(outcome(rows)).toEqual([[`uid:${guid(9)}`, 'mapped', 'eyrie@new.example', 'short-name', 'guess']]);
    expect(rows[0]).toMatchObject({ kind: 'room', name: 'Eyrie', shortName: 'eyrie' });
  });

  it('takes the target’s own word for a primary address', () => {
    const mailbox = record({
      source: 'target-export',
      emails: ['a.avocet@new.example', 'ann@old.example'],
      primaryEmail: 'a.avocet@new.example',
    });
    const room = record({
      source: 'target-export',
      kind: 'room',
      shortNames: ['eyrie'],
      emails: ['mr-4f@new.example'],
      primaryEmail: 'mr-4f@new.example',
    });
    const rows = suggest({ records: [ANN, ROOM, mailbox, room], harvested: [harvested(`uid:${guid(1)}`), harvested(`uid:${guid(9)}`)] });
    expect(outcome(rows)).toEqual([
      [`uid:${guid(1)}`, 'mapped', 'a.avocet@new.example', 'target-export', 'sure'],
      [`uid:${guid(9)}`, 'mapped', 'mr-4f@new.example', 'target-export-name', 'guess'],
    ]);
  });

  it.each([
    ['somewhere else', 'mailto:x@elsewhere.example', ['external', 'x@elsewhere.example', 'external-domain', 'sure']],
    ['inside, unknown to the directory', 'mailto:x@new.example', ['mapped', 'x@new.example', 'inside-domain', 'guess']],
    ['in a rewritten domain', 'mailto:x@old.example', ['mapped', 'x@new.example', 'inside-domain', 'guess']],
    ['a subdomain of an accepted domain', 'mailto:x@sub.new.example', ['external', 'x@sub.new.example', 'external-domain', 'sure']],
    ['an unknown GUID', `uid:${guid(5)}`, ['unmapped', '', 'not-in-directory', 'none']],
    ['a short name nobody has', '/principals/locations/attic/', ['mapped', 'attic@new.example', 'short-name', 'guess']],
    ['a wiki', 'urn:x-uid:wiki-birds', ['unmapped', '', 'not-in-directory', 'none']],
    ['no address at all', 'invalid:nomail', ['unmapped', '', 'unreadable-address', 'none']],
  ])('decides an address %s', (_, value, expected) => {
    const [found] = suggest({ records: [ANN], harvested: [harvested(value)] });
    expect([found?.decision, found?.email, found?.rule, found?.confidence]).toEqual(expected);
  });

  it('recognises somebody by a former address, even one of another domain', () => {
    const olga = { ...ANN, emails: ['ann@new.example', 'ann@former.example'], primaryEmail: 'ann@new.example' };
    const [found] = suggest({ records: [olga], harvested: [harvested('mailto:ann@former.example')] });
    expect(found).toMatchObject({ decision: 'mapped', email: 'ann@new.example', rule: 'mailto', follows: `uid:${guid(1)}` });
  });

  it('never decides by name alone, but offers those of that name', () => {
    const homonyms = [1, 2].map((n) => record({ uid: guid(n), fullName: 'Chris Kite', emails: [`kite${String(n)}@new.example`] }));
    const [found] = suggest({ records: homonyms, harvested: [harvested(`uid:${guid(5)}`, { cns: ['Chris Kite'] })] });
    expect(found).toMatchObject({ decision: 'unmapped', candidates: ['kite1@new.example', 'kite2@new.example'] });
  });

  it('lets a shared address stand for itself', () => {
    const twins = [1, 2].map((n) => record({ uid: guid(n), shortNames: [`twin${String(n)}`], emails: ['teals@old.example'] }));
    const rows = suggest({ records: twins, harvested: [harvested('mailto:teals@old.example')] });
    expect(outcome(rows)).toEqual([['mailto:teals@old.example', 'mapped', 'teals@new.example', 'mailto-shared', 'guess']]);
  });

  it('finds a GUID whose bytes were once turned round, and doubts it', () => {
    const swapped = swapGuidBytes(guid(1)) ?? '';
    const rows = suggest({ records: [ANN], harvested: [harvested(`uid:${swapped}`)] });
    expect(outcome(rows)).toEqual([[`uid:${swapped}`, 'mapped', 'ann@new.example', 'guid-swapped', 'guess']]);
  });

  it('takes a UID that is no GUID for a short name, and doubts it', () => {
    const rows = suggest({ records: [ROOM], harvested: [harvested('urn:x-uid:eyrie', { cutypes: ['ROOM'] })] });
    expect(outcome(rows)).toEqual([['uid:eyrie', 'mapped', 'eyrie@new.example', 'short-name-record', 'guess']]);
  });

  it('without a directory takes the address the events give, and links it to the GUID that carries it', () => {
    const rows = suggest({
      harvested: [harvested(`uid:${guid(1)}`, { cns: ['Ann'], emails: ['ann@old.example'] }), harvested('mailto:ann@old.example')],
    });
    expect(outcome(rows)).toEqual([
      ['mailto:ann@old.example', 'mapped', 'ann@new.example', 'mailto', 'guess'],
      [`uid:${guid(1)}`, 'mapped', 'ann@new.example', 'harvest', 'guess'],
    ]);
  });

  it('without accepted domains counts those of the directory as inside', () => {
    const options = { acceptedDomains: [], rewriteDomains: {} };
    const rows = suggest({ ...options, records: [ANN], harvested: [harvested('mailto:x@elsewhere.example'), harvested(`uid:${guid(1)}`)] });
    expect(outcome(rows)).toEqual([
      ['mailto:x@elsewhere.example', 'external', 'x@elsewhere.example', 'external-domain', 'sure'],
      [`uid:${guid(1)}`, 'mapped', 'ann@old.example', 'guid', 'sure'],
    ]);
    expect(suggest({ ...options, harvested: [harvested('mailto:x@elsewhere.example')] })[0]?.confidence).toBe('guess');
  });

  it('reads a line that is no address by its EMAIL only where it can mean one person', () => {
    const one = harvested('invalid:nomail', { cns: ['Ann'], emails: ['ann@old.example'] });
    const many = harvested('invalid:nomail', { cns: ['Ann', 'Bob'], emails: ['ann@old.example'] });
    expect(suggest({ records: [ANN], harvested: [one] })[0]).toMatchObject({ email: 'ann@new.example', confidence: 'guess' });
    expect(suggest({ records: [ANN], harvested: [many] })[0]).toMatchObject({ decision: 'unmapped' });
  });

  describe('groups', () => {
    const group = record({
      uid: guid(20),
      kind: 'group',
      fullName: 'Waders',
      emails: ['waders@new.example'],
      memberUids: [guid(1), guid(21)],
    });
    const nested = record({ uid: guid(21), kind: 'group', memberUids: [guid(2), guid(20)] });

    it('are opened to the end, circles included, and left out themselves', () => {
      const [found] = suggest({ records: [group, nested], harvested: [harvested(`uid:${guid(20)}`, { memberUids: [guid(3)] })] });
      expect(found).toMatchObject({ kind: 'group', decision: 'left-out', rule: 'group-members', confidence: 'sure' });
      expect(found?.memberUids).toEqual([guid(1), guid(2), guid(3)]);
      expect(found?.candidates).toEqual(['waders@new.example']);
    });

    it('keep their address where nobody knows their members', () => {
      const [found] = suggest({ records: [{ ...group, memberUids: [] }], harvested: [harvested(`uid:${guid(20)}`)] });
      expect(found).toMatchObject({ decision: 'mapped', email: 'waders@new.example', rule: 'group-address', confidence: 'guess' });
    });

    it.each(['GROUP', 'X-SERVER-GROUP'])('are told by CUTYPE=%s', (cutype) => {
      expect(suggest({ harvested: [harvested(`uid:${guid(20)}`, { cutypes: [cutype] })] })[0]?.kind).toBe('group');
    });
  });

  describe('what the operator decided', () => {
    const decided = row(`uid:${guid(1)}`, {
      decision: 'mapped',
      email: 'boss@new.example',
      confidence: 'confirmed',
      rule: 'csv',
      targetName: 'The Boss',
    });

    it('survives a new suggestion, and aliases follow it', () => {
      const rows = suggest({
        records: [ANN],
        harvested: [harvested(`uid:${guid(1)}`, { events: 7 }), harvested('mailto:ann@old.example')],
        previous: [decided],
      });
      expect(outcome(rows)).toEqual([
        ['mailto:ann@old.example', 'mapped', 'boss@new.example', 'mailto', 'sure'],
        [`uid:${guid(1)}`, 'mapped', 'boss@new.example', 'csv', 'confirmed'],
      ]);
      expect(rows[1]).toMatchObject({ events: 7, name: 'Ann Avocet', targetName: 'The Boss' });
    });

    it('survives even when the data no longer names that person', () => {
      expect(suggest({ previous: [decided] })).toEqual([{ ...decided, events: 0, ownsHome: false, organizes: false }]);
    });

    it('for an old address or a short name decides its principal too', () => {
      for (const source of ['mailto:ann@old.example', 'short:users/ann']) {
        const rows = suggest({ records: [ANN], harvested: [harvested(`uid:${guid(1)}`)], previous: [{ ...decided, source }] });
        expect(rows.find((found) => found.source === `uid:${guid(1)}`)).toMatchObject({ email: 'boss@new.example', rule: 'csv' });
      }
    });

    it('is not confused with what was only suggested', () => {
      const guessed = { ...decided, confidence: 'guess' as const };
      const rows = suggest({ records: [ANN], harvested: [harvested(`uid:${guid(1)}`)], previous: [guessed] });
      expect(rows[0]?.email).toBe('ann@new.example');
    });
  });

  it('gives the same rows for the same input in another order', () => {
    const records = [ANN, ROOM, record({ uid: guid(2), shortNames: ['bob'], emails: ['bob@new.example'] })];
    const found = [
      harvested(`uid:${guid(9)}`),
      harvested(`uid:${guid(1)}`),
      harvested('mailto:bob@new.example'),
      harvested('mailto:z@z.example'),
    ];
    expect(suggest({ records: [...records].reverse(), harvested: [...found].reverse() })).toEqual(suggest({ records, harvested: found }));
  });

  it('takes less than five seconds for 20,000 people and 1,000 rooms', () => {
    const records = Array.from({ length: 21_000 }, (_, n) => {
      const isRoom = n >= 20_000;
      const name = `${isRoom ? 'room' : 'user'}${String(n)}`;
      return record({
        uid: guid(n),
        kind: isRoom ? 'room' : 'user',
        shortNames: [name],
        fullName: name,
        emails: isRoom ? [] : [`${name}@old.example`],
      });
    });
    const found = records.flatMap(({ uid, emails }) => [
      harvested(`uid:${uid ?? ''}`),
      ...emails.map((email) => harvested(`mailto:${email}`)),
    ]);
    const started = performance.now();
    const rows = suggest({ records, harvested: found });
    const seconds = (performance.now() - started) / 1000;
    expect(rows.filter(({ decision }) => decision === 'mapped')).toHaveLength(41_000);
    expect(seconds).toBeLessThan(5);
  });
});
