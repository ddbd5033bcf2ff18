import type { CalendarServerSource, SourceProgress, SourceRows } from '../../ports/CalendarServerSource.ts';
import { stepOf, type CheckStep } from './CheckStep.ts';

interface Seen {
  version: string;
  homes: number;
  objects: number;
  damaged: number;
}

function versionIn({ columns, rows }: SourceRows): string | null {
  const [name, value] = [columns.indexOf('name'), columns.indexOf('value')];
  return rows.find((row) => row[name] === 'VERSION')?.[value] ?? null;
}

function see(seen: Seen, batch: SourceRows): void {
  if (batch.table === 'calendarserver') seen.version = versionIn(batch) ?? seen.version;
  if (batch.table === 'calendar_home') seen.homes += batch.rows.length;
  if (batch.table === 'calendar_object') seen.objects += batch.rows.length;
}

/**
 * Reads a source from end to end and keeps nothing: the only way to know that a dump is whole, for its schema version comes after most of its
 * rows. Fails with what the snapshot would fail with.
 */
export function checkSource(input: {
  readonly source: CalendarServerSource;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: SourceProgress) => void;
}): Promise<CheckStep> {
  const { source, signal, onProgress } = input;
  return stepOf('source', 'content', async () => {
    const seen: Seen = { version: 'unknown', homes: 0, objects: 0, damaged: 0 };
    const rows = source.rows({
      ...(signal === undefined ? {} : { signal }),
      ...(onProgress === undefined ? {} : { onProgress }),
      onDamaged: () => (seen.damaged += 1),
    });
    for await (const batch of rows) see(seen, batch);
    const damaged = seen.damaged === 0 ? '' : `; ${String(seen.damaged)} rows are damaged and cost no more than themselves`;
    return `${source.label} is whole: schema version ${seen.version}, ${String(seen.homes)} homes, ${String(seen.objects)} calendar objects${damaged}`;
  });
}
