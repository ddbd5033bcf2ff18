import type { CalendarServerSource, SourceProgress } from '../ports/CalendarServerSource.ts';
import type { Clock } from '../ports/Clock.ts';
import type { SnapshotInfo, SnapshotStore } from '../ports/SnapshotStore.ts';
import { Failure } from '../../shared/domain/failure.ts';
import { note } from '../../shared/domain/note.ts';
import { SNAPSHOT_NOTES } from '../../shared/domain/notes/snapshot.ts';

/** How far a snapshot has come: what the source says, and the calendar objects stored so far. */
export interface SnapshotProgress extends SourceProgress {
  readonly objects: number;
}

export interface TakeSnapshotOptions {
  readonly source: CalendarServerSource;
  readonly store: SnapshotStore;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: SnapshotProgress) => void;
}

/**
 * Copies a source into the project, whole or not at all: stopped or failed, the previous snapshot stays the newest, and what was stored
 * of this one saves time at the next attempt. Throws `Failure('INTERRUPTED')` when the signal is aborted, else what source and store throw.
 */
export async function takeSnapshot({ source, store, clock, signal, onProgress }: TakeSnapshotOptions): Promise<SnapshotInfo> {
  const writer = store.begin({ kind: source.kind, label: source.label, startedAt: clock.now().toISOString() });
  let objects = 0;
  try {
    const rows = source.rows({
      ...(signal === undefined ? {} : { signal }),
      ...(onProgress === undefined ? {} : { onProgress: (progress) => onProgress({ ...progress, objects }) }),
      onDamaged: ({ table, where, reason }) => writer.note(`${table} ${where}`, note(SNAPSHOT_NOTES, 'row-unreadable', table, reason)),
    });
    for await (const batch of rows) {
      stopIfAsked(signal);
      writer.add(batch);
      if (batch.table === 'calendar_object') objects += batch.rows.length;
    }
    stopIfAsked(signal);
    return writer.finish();
  } catch (error) {
    abandonQuietly(writer);
    throw error;
  }
}

function stopIfAsked(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new Failure('INTERRUPTED');
}

/** The first failure is the one to tell; giving up after it often fails for the same reason (a full disk). */
function abandonQuietly(writer: { abandon(): void }): void {
  try {
    writer.abandon();
  } catch {
    // Nothing to tidy up that the next attempt would not.
  }
}
