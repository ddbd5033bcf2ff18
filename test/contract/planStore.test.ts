import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openProject } from '../../electron/adapters/sqlite/projectFile.ts';
import { sqlitePlanStore } from '../../electron/adapters/sqlite/SqlitePlanStore.ts';
import { describePlanStore, type PlansUnderTest } from './suites/planStore.ts';

describePlanStore('A project file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'godwit-plan-'));
  const open = (): PlansUnderTest => {
    const project = openProject(join(folder, 'test.godwit'), 'create');
    return {
      plans: sqlitePlanStore(project),
      reopen: () => {
        project.close();
        return open();
      },
      close: () => {
        project.close();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  };
  return open();
});
