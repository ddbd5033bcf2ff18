import { describe, expect, it } from 'vitest';
import { chooseRival, reconcile, type Believed, type Listed } from '../../../shared/run/reconcile.ts';

const item = (key: string, itemId: string, more: Partial<Listed> = {}): Listed => ({
  ...{ key, itemId, hash: 'h', folderId: 'calendar', isSingleOrMaster: true, isSeries: false },
  ...more,
});
const wanted = new Map(['a', 'b', 'c'].map((key) => [key, { key, folderId: 'calendar' }]));
const believed = (...rows: Believed[]): ReadonlyMap<string, Believed> => new Map(rows.map((row) => [row.key, row]));
const NOTHING = { adopt: [], rivals: [], lost: [], strangers: [] };

describe('a listing against plan and ledger', () => {
  it('has nothing to do where all agree', () => {
    expect(reconcile([item('a', '1')], wanted, believed({ key: 'a', state: 'written', itemId: '1' }))).toEqual(NOTHING);
  });

  it.each([
    ['the ledger does not know', believed()],
    ['was in doubt', believed({ key: 'a', state: 'intended', itemId: null })],
    ['was refused, and came all the same', believed({ key: 'a', state: 'refused', itemId: null })],
    ['the ledger knows by another id', believed({ key: 'a', state: 'written', itemId: '9' })],
  ])('adopts what %s', (_, ledger) => {
    expect(reconcile([item('a', '1')], wanted, ledger)).toEqual({ ...NOTHING, adopt: [item('a', '1')] });
  });

  it('misses what the ledger calls written', () => {
    const ledger = believed({ key: 'a', state: 'written', itemId: '1' }, { key: 'b', state: 'intended', itemId: null });
    expect(reconcile([], wanted, ledger)).toEqual({ ...NOTHING, lost: ['a'] });
  });

  it('does not miss what the plan does not want any more', () => {
    expect(reconcile([], wanted, believed({ key: 'z', state: 'written', itemId: '1' }))).toEqual(NOTHING);
  });

  it('adopts neither of two with one key before they were looked at', () => {
    expect(reconcile([item('a', '1'), item('a', '2')], wanted, believed())).toEqual({
      ...NOTHING,
      rivals: [[item('a', '1'), item('a', '2')]],
    });
  });

  it.each([
    ['in another folder', item('a', '1', { folderId: 'elsewhere' }), 'not-in-plan'],
    ['of another plan', item('z', '1'), 'not-in-plan'],
    ['on an occurrence', item('a', '1', { isSingleOrMaster: false }), 'occurrence-with-key'],
  ])('leaves a key %s alone', (_, stranger, what) => {
    expect(reconcile([stranger], wanted, believed())).toEqual({ ...NOTHING, strangers: [{ item: stranger, what }] });
  });

  it('counts a copy in another folder neither as the item nor as a rival', () => {
    const [own, dragged] = [item('a', '1'), item('a', '2', { folderId: 'elsewhere' })];
    const outcome = reconcile([dragged, own], wanted, believed({ key: 'a', state: 'written', itemId: '1' }));
    expect(outcome).toEqual({ ...NOTHING, strangers: [{ item: dragged, what: 'not-in-plan' }] });
  });
});

describe('which of several copies stays', () => {
  const touched = (itemId: string) => ({ item: item('a', itemId), isTouched: true });
  const untouched = (itemId: string) => ({ item: item('a', itemId), isTouched: false });
  const ids = (items: readonly Listed[]): readonly string[] => items.map(({ itemId }) => itemId);

  it.each([
    ['the smaller id, so that two ledgers choose alike', [untouched('2'), untouched('1')], '1', ['2'], []],
    ['the one its owner changed', [untouched('1'), touched('2')], '2', ['1'], []],
    ['all that were changed', [touched('2'), untouched('3'), touched('1')], '1', ['3'], ['2']],
    ['the only one left', [untouched('1')], '1', [], []],
  ] as const)('%s', (_, rivals, keep, remove, leave) => {
    const [first, ...rest] = rivals;
    const verdict = chooseRival([first, ...rest]);
    expect([verdict.keep.itemId, ids(verdict.remove), ids(verdict.leave)]).toEqual([keep, remove, leave]);
  });
});
