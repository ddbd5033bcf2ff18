import { describe, expect, it } from 'vitest';
import { createMappingView } from '../../../shared/directory/mappingView.ts';
import { parseCalendarUserAddress } from '../../../shared/domain/address.ts';
import type { MappingRow } from '../../../shared/domain/mappingRows.ts';
import { guid, row } from './people.ts';

const ANN = row(`uid:${guid(1)}`, {
  decision: 'mapped',
  email: 'ann@new.example',
  name: 'Ann',
  targetName: 'Ann Avocet',
  shortName: 'ann',
});
const ROOM = row(`uid:${guid(9)}`, { kind: 'room', decision: 'mapped', email: 'eyrie@new.example', name: 'Eyrie', shortName: 'eyrie' });

function resolve(rows: readonly MappingRow[], value: string, hints?: { cn?: string; email?: string }): unknown {
  return createMappingView({ rows }).resolve(parseCalendarUserAddress(value), hints);
}

describe('the mapping as the converter asks it', () => {
  const mapped = { state: 'mapped', email: 'ann@new.example', name: 'Ann Avocet', kind: 'user' };

  it.each([
    ['by GUID', `urn:x-uid:${guid(1)}`],
    ['by GUID in lower case', `urn:uuid:${guid(1).toLowerCase()}`],
    ['by short name, though no row names it', '/principals/users/ANN/'],
    ['by the target address itself', 'mailto:ann@new.example'],
  ])('finds a principal %s', (_, value) => {
    expect(resolve([ANN, ROOM], value)).toEqual(mapped);
  });

  it('asks EMAIL only where the address leads nowhere', () => {
    const open = row(`uid:${guid(2)}`, { name: 'Bob' });
    expect(resolve([ANN, open], `urn:x-uid:${guid(2)}`, { email: 'ann@new.example' })).toEqual(mapped);
    const bob = { ...open, decision: 'left-out' as const };
    expect(resolve([ANN, bob], `urn:x-uid:${guid(2)}`, { email: 'ann@new.example' })).toEqual({
      state: 'left-out',
      name: 'Bob',
      kind: 'user',
    });
  });

  it('never goes by CN alone', () => {
    expect(resolve([ANN], `urn:x-uid:${guid(3)}`, { cn: 'Ann Avocet' })).toEqual({
      state: 'unmapped',
      name: 'Ann Avocet',
      kind: 'unknown',
    });
  });

  it('does not choose between two of one short name or one mailbox', () => {
    const twin = { ...ANN, source: `uid:${guid(4)}` };
    expect(resolve([ANN, twin], '/principals/users/ann/')).toMatchObject({ state: 'unmapped' });
    expect(resolve([ANN, twin], 'mailto:ann@new.example')).toMatchObject({ state: 'unmapped' });
  });

  it('does not take a room for a person of the same short name', () => {
    expect(resolve([{ ...ROOM, shortName: 'ann' }], '/principals/users/ann/')).toMatchObject({ state: 'unmapped' });
    expect(resolve([{ ...ROOM, shortName: 'ann' }, ANN], '/principals/locations/ann/')).toMatchObject({ email: 'eyrie@new.example' });
  });

  it.each([
    [{ decision: 'external', email: 'x@else.example' } as const, { state: 'external', email: 'x@else.example', name: 'X' }],
    [{ decision: 'left-out' } as const, { state: 'left-out', name: 'X', kind: 'user' }],
    [{ decision: 'unmapped' } as const, { state: 'unmapped', name: 'X', kind: 'user' }],
  ])('says what was decided: %j', (fields, expected) => {
    expect(resolve([row('mailto:x@else.example', fields)], 'mailto:x@else.example', { cn: 'X' })).toEqual(expected);
  });

  it('knows the members of groups, and that nobody else has any', () => {
    const view = createMappingView({ rows: [row(`uid:${guid(20)}`, { kind: 'group', decision: 'left-out', memberUids: [guid(1)] }), ANN] });
    expect(view.group({ kind: 'principal', uid: guid(20) })).toEqual({ memberUids: [guid(1)] });
    expect(view.group({ kind: 'principal', uid: guid(1) })).toBeNull();
    expect(view.group({ kind: 'principal', uid: guid(5) })).toBeNull();
  });
});
