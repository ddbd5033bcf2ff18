import type { SecretName, SecretStore } from '../../electron/ports/SecretStore.ts';

/** Keeps in memory what the system would keep for good. */
export function memorySecretStore(): SecretStore & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  const key = ({ projectId, slot }: SecretName): string => `${projectId}/${slot}`;
  return {
    kept,
    describe: () => Promise.resolve({ canStore: true, name: 'memory' }),
    read: (name) => Promise.resolve(kept.get(key(name)) ?? null),
    write: (name, secret) => Promise.resolve(void kept.set(key(name), secret)),
    remove: (name) => Promise.resolve(void kept.delete(key(name))),
  };
}
