import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openProject } from '../../electron/adapters/sqlite/projectFile.ts';
import { sqliteLedgerStore } from '../../electron/adapters/sqlite/SqliteLedgerStore.ts';
import { describeLedgerStore, type LedgerUnderTest } from './suites/ledgerStore.ts';

describeLedgerStore('A project file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'godwit-ledger-'));
  const open = (): LedgerUnderTest => {
    const project = openProject(join(folder, 'test.godwit'), 'create');
    return {
      ledger: sqliteLedgerStore(project),
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
