import type { SnapshotInfo, SnapshotReader, SnapshotStore, SnapshotWriter } from '../../ports/SnapshotStore.ts';
import type { ProjectFile } from './projectFile.ts';
import { SqliteSnapshotReader } from './SqliteSnapshotReader.ts';
import { SqliteSnapshotWriter } from './SqliteSnapshotWriter.ts';
import type { SnapshotOrigin } from './SqliteSnapshotWriter.ts';

interface SnapshotRow {
  readonly snapshot_id: number;
  readonly source_kind: SnapshotInfo['sourceKind'];
  readonly source_label: string;
  readonly taken_at: string;
  readonly schema_version: number;
  readonly fingerprint: string;
  readonly counts: string;
}

/** The snapshots of one project file. */
export class SqliteSnapshotStore implements SnapshotStore {
  readonly #project: ProjectFile;

  constructor(project: ProjectFile) {
    this.#project = project;
  }

  newest(): SnapshotReader | null {
    return this.#reader('SELECT * FROM snapshot ORDER BY snapshot_id DESC LIMIT 1', []);
  }

  snapshot(snapshotId: number): SnapshotReader | null {
    return this.#reader('SELECT * FROM snapshot WHERE snapshot_id = ?', [snapshotId]);
  }

  begin(source: SnapshotOrigin): SnapshotWriter {
    return new SqliteSnapshotWriter(this.#project, source);
  }

  #reader(select: string, parameters: readonly number[]): SnapshotReader | null {
    const row = this.#project.read(() => this.#project.database.prepare<number[], SnapshotRow>(select).get(...parameters));
    return row === undefined ? null : this.#project.read(() => new SqliteSnapshotReader(this.#project, toInfo(row)));
  }
}

function toInfo(row: SnapshotRow): SnapshotInfo {
  return {
    snapshotId: row.snapshot_id,
    takenAt: row.taken_at,
    sourceKind: row.source_kind,
    sourceLabel: row.source_label,
    schemaVersion: row.schema_version,
    fingerprint: row.fingerprint,
    counts: toCounts(JSON.parse(row.counts)),
  };
}

function toCounts(value: unknown): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(value ?? {}).map(([name, count]) => [name, Number(count)]));
}
