import { describe, expect, it } from 'vitest';
import { changedAddresses } from '../../../shared/directory/changedAddresses.ts';
import { diffMapping } from '../../../shared/directory/diffMapping.ts';
import { scanPeople } from '../../../shared/directory/scanPeople.ts';
import type { CalendarRouteRow, MappingRow } from '../../../shared/domain/mappingRows.ts';
import { guid, row } from './people.ts';

const ANN = row(`uid:${guid(1)}`, { decision: 'mapped', email: 'ann@new.example', shortName: 'ann' });
const TEAM = row(`uid:${guid(9)}`, { kind: 'group', decision: 'left-out', memberUids: [guid(2)] });
const WORK: CalendarRouteRow = {
  ownerUid: guid(3),
  calendar: 'work',
  name: 'Work',
  route: 'category',
  target: 'Work',
  isTransparent: false,
  chosenBy: 'policy',
};

/** The keys of what changed that an event with these lines, of this owner, may depend on. */
function touching(
  before: readonly MappingRow[],
  after: readonly MappingRow[],
  lines: readonly string[],
  owner = guid(5),
): readonly string[] {
  const changed = changedAddresses(
    diffMapping({ rows: before, calendars: [WORK] }, { rows: after, calendars: [{ ...WORK, route: 'folder' }] }),
  );
  return changed.touching({ ownerUid: owner, calendar: 'work' }, scanPeople(lines.join('\r\n')));
}

const moved = { ...ANN, email: 'boss@new.example' };

describe('who is touched by a changed mapping', () => {
  it.each<[string, string[], string[]]>([
    ['named by UID', [`ATTENDEE:urn:x-uid:${guid(1)}`], [ANN.source]],
    ['named by UID in the other spelling', [`ORGANIZER:urn:uuid:${guid(1).toLowerCase()}`], [ANN.source]],
    ['named by the mailbox it went to', ['ATTENDEE:mailto:Ann@New.example'], [ANN.source]],
    ['named by the mailbox it goes to', ['ATTENDEE:mailto:boss@new.example'], [ANN.source]],
    ['named by short name', ['ATTENDEE:/principals/users/ANN/'], [ANN.source]],
    ['known by EMAIL only', ['ATTENDEE;EMAIL=ann@new.example:invalid:nomail'], [ANN.source]],
    ['not named at all', [`ATTENDEE:urn:x-uid:${guid(7)}`, 'ATTENDEE:mailto:annie@new.example'], []],
  ])('somebody %s', (_, lines, expected) => {
    expect(touching([ANN], [moved], lines)).toEqual(expected);
  });

  it('the owner, whom the text need not name', () => {
    expect(touching([ANN], [moved], [], guid(1))).toEqual([ANN.source]);
  });

  it('whoever is a member of a group that changed', () => {
    const grown = { ...TEAM, memberUids: [guid(2), guid(4)] };
    expect(touching([TEAM], [grown], [`ATTENDEE:urn:x-uid:${guid(4)}`])).toEqual([TEAM.source]);
  });

  it('everything in a calendar that goes elsewhere', () => {
    expect(touching([ANN], [ANN], [], guid(3))).toEqual([`calendar:${guid(3)}/work`]);
  });

  it('nobody, by rows that only count otherwise', () => {
    expect(touching([ANN], [{ ...ANN, events: 99, rule: 'csv', confidence: 'confirmed' }], [`ATTENDEE:urn:x-uid:${guid(1)}`])).toEqual([]);
  });
});
