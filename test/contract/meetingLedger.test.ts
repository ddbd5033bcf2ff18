import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openProject } from '../../electron/adapters/sqlite/projectFile.ts';
import { sqliteLedgerStore } from '../../electron/adapters/sqlite/SqliteLedgerStore.ts';
import { sqliteMeetingLedger } from '../../electron/adapters/sqlite/SqliteMeetingLedger.ts';
import { describeMeetingLedger, type MeetingLedgerUnderTest } from './suites/meetingLedger.ts';

describeMeetingLedger('A project file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'godwit-meetings-'));
  const open = (): MeetingLedgerUnderTest => {
    const project = openProject(join(folder, 'test.godwit'), 'create');
    return {
      ledger: sqliteMeetingLedger(project),
      items: sqliteLedgerStore(project),
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
