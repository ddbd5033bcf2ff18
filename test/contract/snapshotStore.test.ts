import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openProject } from '../../electron/adapters/sqlite/projectFile.ts';
import { SqliteSnapshotStore } from '../../electron/adapters/sqlite/SqliteSnapshotStore.ts';
import { describeSnapshotStore } from './suites/snapshotStore.ts';

describeSnapshotStore('A project file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'godwit-snapshot-'));
  const project = openProject(join(folder, 'test.godwit'), 'create');
  return {
    store: new SqliteSnapshotStore(project),
    close: () => {
      project.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
});
