import type { SecretStore } from '../ports/SecretStore.ts';

/** Where nothing can be kept safely, nothing is kept. */
export const noSecretStore: SecretStore = {
  describe: () => Promise.resolve({ canStore: false, name: '' }),
  read: () => Promise.resolve(null),
  write: () => Promise.resolve(),
  remove: () => Promise.resolve(),
};
