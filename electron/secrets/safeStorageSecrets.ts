import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SafeStorage } from 'electron';
import { z } from 'zod';
import type { SecretName, SecretStore } from '../ports/SecretStore.ts';

export type SafeStorageParts = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
>;

const stored = z.record(z.string(), z.string());

const PLACES: Readonly<Record<string, string>> = {
  win32: 'Windows credential protection',
  darwin: 'the macOS keychain',
  linux: 'the desktop’s password store',
};

function keyOf({ projectId, slot }: SecretName): string {
  return `${projectId}/${slot}`;
}

/**
 * Secrets encrypted with a key only this user's system can give, in a file of their own outside every project. On Linux without a password
 * store Electron would «encrypt» with a key everybody knows (`basic_text`): then nothing is kept.
 */
export function safeStorageSecrets(safeStorage: SafeStorageParts, path: string, platform: string): SecretStore {
  async function canStore(): Promise<boolean> {
    if (platform === 'linux' && ['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())) return false;
    return safeStorage.isAsyncEncryptionAvailable();
  }

  function load(): Record<string, string> {
    try {
      return stored.parse(JSON.parse(readFileSync(path, 'utf8')));
    } catch {
      return {};
    }
  }

  function save(secrets: Record<string, string>): void {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.new`, JSON.stringify(secrets), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  }

  return {
    describe: async () => ({ canStore: await canStore(), name: PLACES[platform] ?? '' }),
    read: async (name) => {
      const text = load()[keyOf(name)];
      if (text === undefined || !(await canStore())) return null;
      // Encrypted for another user or on another machine: as good as not there.
      const opened = await safeStorage.decryptStringAsync(Buffer.from(text, 'base64')).catch(() => null);
      return opened?.result ?? null;
    },
    write: async (name, secret) => {
      if (!(await canStore())) throw new Error('there is no safe place for secrets');
      const bytes = await safeStorage.encryptStringAsync(secret);
      save({ ...load(), [keyOf(name)]: bytes.toString('base64') });
    },
    remove: (name) => {
      const { [keyOf(name)]: removed, ...rest } = load();
      if (removed !== undefined) save(rest);
      return Promise.resolve();
    },
  };
}
