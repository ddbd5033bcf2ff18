import { createHash } from 'node:crypto';
import { Failure } from '../../../shared/domain/failure.ts';
import { readObject, type ObjectRow } from '../../../shared/domain/snapshot/readObject.ts';
import { readRows } from '../../../shared/domain/snapshot/readRows.ts';
import type { CalendarServerSource, SourceProgress } from '../../ports/CalendarServerSource.ts';
import type { SnapshotReader } from '../../ports/SnapshotStore.ts';

/** One object that is not as the snapshot has it. `owner` and `calendar` are '' for one the snapshot does not know. */
export interface SourceChange {
  readonly what: 'new' | 'changed' | 'gone';
  readonly uid: string;
  readonly owner: string;
  readonly calendar: string;
  readonly resourceName: string;
}

export interface CompareSourceInput {
  readonly source: CalendarServerSource;
  readonly snapshot: SnapshotReader;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: SourceProgress) => void;
  readonly onChange: (change: SourceChange) => void;
}

/** Named in the sentence; all are told one by one. */
const NAMED = 5;

function md5Of(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

/** Compares one row of the source with what the snapshot has under its id. */
function compareRow(snapshot: SnapshotReader, row: ObjectRow): SourceChange | null {
  const known = snapshot.object(String(row.objectId));
  const { uid, resourceName } = row;
  if (known !== null) {
    const isSame = known.md5 === md5Of(row.text) && known.calendarId === String(row.calendarId);
    return isSame ? null : { what: 'changed', uid, owner: known.ownerUid, calendar: known.calendar, resourceName };
  }
  // Of two rows that are one object to a client the snapshot keeps one.
  const isTwin = snapshot.copiesOf(uid).some((copy) => copy.resourceName === resourceName);
  return isTwin ? null : { what: 'new', uid, owner: '', calendar: '', resourceName };
}

/**
 * Compares the objects of a source with a snapshot of it, by MD5. Keeps nothing; what differs is told one by one. Answers the UIDs of the first
 * few, and how many there are.
 */
async function compareSource(input: CompareSourceInput): Promise<{ readonly count: number; readonly examples: readonly string[] }> {
  const { source, snapshot, signal, onProgress, onChange } = input;
  const seen = new Set<string>();
  const examples: string[] = [];
  let count = 0;
  const tell = (change: SourceChange | null): void => {
    if (change === null) return;
    count += 1;
    if (examples.length < NAMED) examples.push(`${change.uid} ${change.what}`);
    onChange(change);
  };
  for await (const batch of source.rows({ signal, ...(onProgress === undefined ? {} : { onProgress }) })) {
    if (signal.aborted) throw new Failure('INTERRUPTED');
    if (batch.table !== 'calendar_object') continue;
    readRows(
      batch,
      (fields, where) => {
        const row = readObject(fields, where, () => undefined);
        seen.add(String(row.objectId));
        tell(compareRow(snapshot, row));
      },
      () => undefined,
    );
  }
  for (const { objectId, uid, ownerUid: owner, calendar, resourceName } of snapshot.objects()) {
    if (!seen.has(objectId)) tell({ what: 'gone', uid, owner, calendar, resourceName });
  }
  return { count, examples };
}

/** Throws SOURCE_CHANGED when the source is not what the snapshot was taken of any more. */
export async function checkSourceUnchanged(input: CompareSourceInput): Promise<void> {
  const { count, examples } = await compareSource(input);
  if (count === 0) return;
  const words = examples.join(', ') + (count > examples.length ? ', …' : '');
  throw new Failure('SOURCE_CHANGED', { count, examples: words, takenAt: input.snapshot.info().takenAt });
}
