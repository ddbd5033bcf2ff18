import { describe, expect, it } from 'vitest';
import { guessedOwners, withMappingDecisions } from '../../../electron/usecases/plan/mappingDecisions.ts';
import { checkMapping } from '../../../shared/directory/checkMapping.ts';
import type { MappingRow } from '../../../shared/domain/mappingRows.ts';
import { guid, row } from './people.ts';

const owner = row(`uid:${guid(1)}`, { ownsHome: true, events: 7, name: 'Ann' });
const organizer = row('mailto:old@old.example', { organizes: true, events: 2 });
const one = row(`uid:${guid(2)}`, { decision: 'mapped', email: 'x@new.example', events: 3, name: 'Bob' });
const other = row(`uid:${guid(3)}`, { decision: 'mapped', email: 'x@new.example', events: 4, name: 'Eve' });

function decisions(
  rows: readonly MappingRow[],
  met: Parameters<typeof withMappingDecisions>[0] = [],
  scope: readonly string[] | null = null,
): unknown {
  return withMappingDecisions(met, checkMapping(rows), { rows }, scope).map(({ code, subject, objects }) => [code, subject, objects]);
}

describe('decisions a plan leaves open', () => {
  it('are what blocks in the mapping, the most events first', () => {
    expect(decisions([owner, organizer, one, other])).toEqual([
      ['unmapped-owner', guid(1), 7],
      ['two-principals-one-mailbox', 'x@new.example: Bob, Eve', 7],
      ['unmapped-organizer', 'old@old.example', 2],
    ]);
  });

  it('are said once, in the words of the conversion, which counted the objects', () => {
    expect(decisions([owner], [{ code: 'unmapped-owner', subject: guid(1), objects: 12 }])).toEqual([['unmapped-owner', guid(1), 12]]);
  });

  it('can wait where nobody is going to write to the mailbox', () => {
    const ann = { ...owner, decision: 'mapped', email: 'Ann@new.example' } as const;
    expect(decisions([ann, one, other], [], ['ann@new.example'])).toEqual([]);
    expect(decisions([one, other], [], ['x@new.example'])).toHaveLength(1);
  });

  it('are mailboxes of the scope that nobody is mapped to', () => {
    expect(decisions([one], [], ['x@new.example', 'nobody@new.example'])).toEqual([['scope-unknown-mailbox', 'nobody@new.example', 0]]);
  });

  it('are not what merely deserves a look', () => {
    expect(decisions([row(`uid:${guid(4)}`), { ...one, confidence: 'guess' }])).toEqual([]);
  });
});

describe('guesses a plan names', () => {
  const guess = { ...one, confidence: 'guess', ownsHome: true } as const;

  it.each<[string, Partial<MappingRow>, readonly string[] | null, number]>([
    ['an owner of events', {}, null, 1],
    ['an owner in scope', {}, ['x@new.example'], 1],
    ['an owner out of scope', {}, ['y@new.example'], 0],
    ['an owner of nothing', { events: 0 }, null, 0],
    ['a guest', { ownsHome: false }, null, 0],
    ['an owner somebody confirmed', { confidence: 'confirmed' }, null, 0],
  ])('%s', (_, fields, scope, count) => {
    expect(guessedOwners({ rows: [{ ...guess, ...fields }] }, scope)).toHaveLength(count);
  });
});
