import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openProject } from '../../electron/adapters/sqlite/projectFile.ts';
import { sqliteMeetingLedger } from '../../electron/adapters/sqlite/SqliteMeetingLedger.ts';
import { sqliteVerificationStore } from '../../electron/adapters/sqlite/SqliteVerificationStore.ts';
import { describeMeetingLedger, type MeetingLedgerUnderTest } from './suites/meetingLedger.ts';

describeMeetingLedger('A project file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'godwit-meetings-'));
  const open = (): MeetingLedgerUnderTest => {
    const project = openProject(join(folder, 'test.godwit'), 'create');
    return {
      ledger: sqliteMeetingLedger(project),
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

describe('A project file keeps verifications', () => {
  const verdict = {
    ...{ mailbox: 'room@contoso.com', instancesSource: 5, instancesFound: 4, answersSource: 6, answersFound: 4 },
    ...{ trackingSource: 4, trackingFound: 2, ownSource: 2, ownFound: 2 },
  };
  const difference = { mailbox: 'room@contoso.com', key: 'k', kind: 'different', field: 'tracking', source: 'a', target: 'b' } as const;
  const booking = { mailbox: 'room@contoso.com', start: 's', end: 'e', subject: 'one', otherSubject: 'two', times: 3 };

  it('whole, and shows the newest complete one of a plan', () => {
    const folder = mkdtempSync(join(tmpdir(), 'godwit-verifications-'));
    const project = openProject(join(folder, 'test.godwit'), 'create');
    try {
      const store = sqliteVerificationStore(project);
      expect(store.newest('plan')).toBeNull();
      const writer = store.begin('plan', 'then', { mailboxes: 1, items: 20 });
      writer.add(verdict, [difference], [booking]);
      writer.finish();
      store.begin('plan', 'later').add(verdict, [], []);
      const found = store.newest('plan');
      expect({ ...found, differences: [...(found?.differences() ?? [])] }).toEqual({
        ...{ planHash: 'plan', verifiedAt: 'then', sample: { mailboxes: 1, items: 20 } },
        ...{ verdicts: [verdict], doubleBookings: [booking], differences: [difference] },
      });
    } finally {
      project.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
