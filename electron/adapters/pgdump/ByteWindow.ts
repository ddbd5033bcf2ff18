/**
 * The unread bytes of a stream. Whoever reads takes what is there and asks for more when a thing is not whole yet; then reading goes on only
 * when at least twice as much is there, so that a long thing is looked at a few times, not once a chunk.
 */
export class ByteWindow {
  bytes: Buffer = Buffer.alloc(0);
  /** The first unread byte. */
  position = 0;
  /** No byte follows those in the window. */
  isLast = false;
  #offset = 0;
  #pending: Buffer[] = [];
  #pendingSize = 0;
  #wanted = 0;

  /** Adds a chunk; whether there is enough to go on reading. */
  push(chunk: Buffer): boolean {
    this.#pending.push(chunk);
    this.#pendingSize += chunk.length;
    if (this.#pendingSize + this.unread < this.#wanted) return false;
    this.#join();
    return true;
  }

  /** The stream is at its end. */
  finish(): void {
    this.#join();
    this.isLast = true;
  }

  get unread(): number {
    return this.bytes.length - this.position;
  }

  /** Where in the whole stream the next unread byte is. */
  get offset(): number {
    return this.#offset + this.position;
  }

  /** Asks for more bytes, never for more than a limit in all; false, for the caller to hand back. */
  wait(limit = Number.POSITIVE_INFINITY): false {
    this.#wanted = Math.min(this.unread * 2, limit);
    return false;
  }

  #join(): void {
    this.#offset += this.position;
    const rest = this.bytes.subarray(this.position);
    const [first] = this.#pending;
    this.bytes = rest.length === 0 && this.#pending.length === 1 && first !== undefined ? first : Buffer.concat([rest, ...this.#pending]);
    this.position = 0;
    this.#pending = [];
    this.#pendingSize = 0;
    this.#wanted = 0;
  }
}
