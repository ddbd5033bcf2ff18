import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { safeStorageSecrets, type SafeStorageParts } from '../../../electron/secrets/safeStorageSecrets.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

const NAME = { projectId: 'p1', slot: 'target' };

/** Encrypts by turning bytes round: enough to see that nothing is written as it is. */
function storage(given: Partial<SafeStorageParts> = {}): SafeStorageParts {
  return {
    isAsyncEncryptionAvailable: () => Promise.resolve(true),
    encryptStringAsync: (text) => Promise.resolve(Buffer.from(text).map((byte) => byte ^ 0x55) as Buffer),
    decryptStringAsync: (bytes) =>
      Promise.resolve({ shouldReEncrypt: false, result: Buffer.from(bytes.map((byte) => byte ^ 0x55)).toString() }),
    getSelectedStorageBackend: () => 'gnome_libsecret',
    ...given,
  };
}

function place(): string {
  return join(temporaryFolder('secrets-'), 'deep', 'secrets.json');
}

describe('secrets in the system’s store', () => {
  it('come back, to another start of the program too, and go when they are removed', async () => {
    const path = place();
    await safeStorageSecrets(storage(), path, 'win32').write(NAME, 'grüße ☃');
    const later = safeStorageSecrets(storage(), path, 'win32');
    expect(await later.read(NAME)).toBe('grüße ☃');
    expect(await later.read({ ...NAME, slot: 'source' })).toBeNull();
    expect(await later.read({ ...NAME, projectId: 'p2' })).toBeNull();
    await later.remove(NAME);
    expect(await later.read(NAME)).toBeNull();
  });

  it('are never written as they are, into a file only its owner reads', async () => {
    const path = place();
    await safeStorageSecrets(storage(), path, 'darwin').write(NAME, 'canary-secret');
    const text = readFileSync(path, 'utf8');
    expect(text).not.toMatch(/canary|Y2FuYXJ5/);
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  it.each([
    ['Linux without a password store', 'linux', { getSelectedStorageBackend: (): 'basic_text' => 'basic_text' }],
    ['Linux before the desktop is known', 'linux', { getSelectedStorageBackend: (): 'unknown' => 'unknown' }],
    ['a system without encryption', 'win32', { isAsyncEncryptionAvailable: () => Promise.resolve(false) }],
  ] as const)('are not kept on %s', async (_what, platform, given) => {
    const path = place();
    const store = safeStorageSecrets(storage(given), path, platform);
    expect((await store.describe()).canStore).toBe(false);
    await expect(store.write(NAME, 'x')).rejects.toThrow('no safe place');
    expect(() => statSync(path)).toThrow('ENOENT');
    expect(await store.read(NAME)).toBeNull();
  });

  it('of another user or machine are as good as not there', async () => {
    const path = place();
    await safeStorageSecrets(storage(), path, 'win32').write(NAME, 'x');
    const stranger = storage({ decryptStringAsync: () => Promise.reject(new Error('wrong key')) });
    expect(await safeStorageSecrets(stranger, path, 'win32').read(NAME)).toBeNull();
  });

  it('survive a damaged file as none', async () => {
    const path = join(temporaryFolder('secrets-'), 'secrets.json');
    writeFileSync(path, '{"p1/target": 5');
    const store = safeStorageSecrets(storage(), path, 'win32');
    expect(await store.read(NAME)).toBeNull();
    await store.write(NAME, 'new');
    expect(await store.read(NAME)).toBe('new');
  });
});
