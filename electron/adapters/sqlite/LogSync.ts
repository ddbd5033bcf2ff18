import { closeSync, fdatasync, openSync } from 'node:fs';
import { promisify } from 'node:util';

const sync = promisify(fdatasync);

/**
 * Waits until SQLite's write-ahead log is on disk, on another thread: what `synchronous = FULL` does within each commit, while everything
 * else stands still (sqlite.org/pragma.html#pragma_synchronous). On a Mac that takes many milliseconds: libuv asks for F_FULLFSYNC there.
 */
export class LogSync {
  readonly #path: string;
  #descriptor: number | null = null;
  #running: Promise<void> = Promise.resolve();
  #next: Promise<void> | null = null;
  #isBusy = false;

  /** The log's path. It need not be there before the first wait. */
  constructor(path: string) {
    this.#path = path;
  }

  /** All that was committed before is on disk when the promise resolves. Who comes while the disk is at work shares the next turn. */
  wait(): Promise<void> {
    if (this.#next === null) {
      const before = this.#running.catch(() => undefined);
      this.#next = before.then(() => {
        this.#running = this.#next ?? before;
        this.#next = null;
        return this.#sync();
      });
    }
    return this.#next;
  }

  /** Lets go of the file, once the disk is done with it. */
  close(): void {
    const descriptor = this.#descriptor;
    this.#descriptor = null;
    if (descriptor === null) return;
    const close = (): void => closeSync(descriptor);
    if (this.#isBusy) void this.#running.then(close, close);
    else close();
  }

  async #sync(): Promise<void> {
    this.#descriptor ??= openSync(this.#path, 'r+');
    this.#isBusy = true;
    try {
      await sync(this.#descriptor);
    } finally {
      this.#isBusy = false;
    }
  }
}
