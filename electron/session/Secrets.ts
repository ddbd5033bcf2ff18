import type { SecretSlot } from '../../shared/contract/wizard/state.ts';
import type { SecretStore } from '../ports/SecretStore.ts';
import type { Redactor } from './Redactor.ts';

type Place = 'none' | 'memory' | 'stored';

const SLOTS: readonly SecretSlot[] = ['source', 'directory', 'target'];

/** The secrets of the open project: in memory, and in the system's store where the operator wants it and it is safe. */
export class Secrets {
  readonly #store: SecretStore;
  readonly #redactor: Redactor;
  readonly #projectId: string;
  readonly #known = new Map<SecretSlot, { readonly secret: string; readonly place: Place }>();

  constructor(store: SecretStore, redactor: Redactor, projectId: string) {
    this.#store = store;
    this.#redactor = redactor;
    this.#projectId = projectId;
  }

  /** Fetches what was kept. A store that fails has nothing. */
  async load(): Promise<void> {
    for (const slot of SLOTS) {
      const secret = await this.#store.read({ projectId: this.#projectId, slot }).catch(() => null);
      if (secret !== null) this.#keep(slot, secret, 'stored');
    }
  }

  /** An empty one is forgotten. */
  async set(slot: SecretSlot, secret: string, remember: boolean): Promise<void> {
    const name = { projectId: this.#projectId, slot };
    const { canStore } = await this.#store.describe();
    if (secret !== '' && remember && canStore) {
      await this.#store.write(name, secret);
      this.#keep(slot, secret, 'stored');
      return;
    }
    if (canStore) await this.#store.remove(name);
    if (secret === '') this.#known.delete(slot);
    else this.#keep(slot, secret, 'memory');
  }

  reveal(slot: SecretSlot): string | null {
    return this.#known.get(slot)?.secret ?? null;
  }

  states(): Record<SecretSlot, Place> {
    const place = (slot: SecretSlot): Place => this.#known.get(slot)?.place ?? 'none';
    return { source: place('source'), directory: place('directory'), target: place('target') };
  }

  #keep(slot: SecretSlot, secret: string, place: Place): void {
    this.#known.set(slot, { secret, place });
    this.#redactor.add(secret);
  }
}
