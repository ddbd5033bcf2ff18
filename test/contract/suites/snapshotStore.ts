import { afterEach, beforeEach, describe } from 'vitest';
import type { SnapshotStore } from '../../../electron/ports/SnapshotStore.ts';
import { describeBrokenRows } from './snapshotStore/brokenRows.ts';
import { describeContents } from './snapshotStore/contents.ts';
import { describeFingerprint } from './snapshotStore/fingerprint.ts';
import { describeTaking } from './snapshotStore/taking.ts';

/** A store for one test. */
export interface StoreUnderTest {
  readonly store: SnapshotStore;
  close(): void;
}

/** The agreement of electron/ports/SnapshotStore.ts. */
export function describeSnapshotStore(name: string, open: () => StoreUnderTest): void {
  describe(`${name} as a store of snapshots`, () => {
    let under: StoreUnderTest;
    beforeEach(() => {
      under = open();
    });
    afterEach(() => under.close());
    const store = (): SnapshotStore => under.store;

    describeTaking(store);
    describeContents(store);
    describeFingerprint(store);
    describeBrokenRows(store);
  });
}
