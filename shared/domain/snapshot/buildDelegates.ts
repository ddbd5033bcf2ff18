import type { SourceDelegate, SourceGroup } from '../source.ts';
import { note } from '../note.ts';
import { SNAPSHOT_NOTES } from '../notes/snapshot.ts';
import { compareBytes } from './compareBytes.ts';
import type { ReadingNote } from './readingNote.ts';
import type { SmallTables } from './SmallTables.ts';

/** The groups the server knows, with all their members: GROUP_MEMBERSHIP is already flat. */
export function buildGroups(tables: SmallTables): readonly SourceGroup[] {
  const groups = [...tables.groups].map(([groupId, { groupUid, name }]) => ({
    groupUid,
    name,
    memberUids: [...(tables.members.get(groupId) ?? [])].sort(compareBytes),
  }));
  return groups.sort((a, b) => compareBytes(a.groupUid, b.groupUid));
}

/** Who may act for whom; a group that is a delegate both inside and outside the database is listed once. */
export function buildDelegates(tables: SmallTables, onNote: (note: ReadingNote) => void): readonly SourceDelegate[] {
  const delegates = new Map<string, SourceDelegate>();
  for (const { delegatorUid, readWrite, delegate } of tables.delegates) {
    const groupUid = 'groupId' in delegate ? tables.groups.get(delegate.groupId)?.groupUid : null;
    if (groupUid === undefined) {
      onNote({ where: `delegate_groups ${delegatorUid}`, note: note(SNAPSHOT_NOTES, 'delegate-group-unknown', 'group_id') });
      continue;
    }
    const delegateUid = 'uid' in delegate ? delegate.uid : (groupUid ?? '');
    const isGroup = 'uid' in delegate ? delegate.isGroup : true;
    delegates.set(`${delegatorUid} ${delegateUid} ${readWrite}`, { delegatorUid, delegateUid, readWrite, isGroup });
  }
  return [...delegates.values()].sort(
    (a, b) =>
      compareBytes(a.delegatorUid, b.delegatorUid) ||
      compareBytes(a.delegateUid, b.delegateUid) ||
      Number(a.readWrite) - Number(b.readWrite),
  );
}
