/** A text waiting to be packed, and where its bytes are. */
export interface WaitingText {
  readonly uid: string;
  readonly md5: string;
  readonly offset: number;
  readonly length: number;
}

function byUid(one: WaitingText, other: WaitingText): number {
  return one.uid < other.uid ? -1 : one.uid > other.uid ? 1 : 0;
}

/** Texts in memory, one after the other in one buffer: a million short-lived ones would cost more than compressing them. */
export class TextBatch {
  readonly #waiting = new Map<string, WaitingText>();
  #buffer: Buffer;
  #bytes = 0;

  constructor(expectedBytes: number) {
    this.#buffer = Buffer.allocUnsafeSlow(expectedBytes);
  }

  get bytes(): number {
    return this.#bytes;
  }

  has(md5: string): boolean {
    return this.#waiting.has(md5);
  }

  /** Writes a text behind the others without counting it in; its place is the next one's unless it is kept. */
  write(text: string): Buffer {
    const end = this.#bytes + Buffer.byteLength(text);
    if (end > this.#buffer.length) {
      const larger = Buffer.allocUnsafeSlow(2 * end);
      this.#buffer.copy(larger, 0, 0, this.#bytes);
      this.#buffer = larger;
    }
    return this.#buffer.subarray(this.#bytes, this.#bytes + this.#buffer.write(text, this.#bytes, 'utf8'));
  }

  /** Keeps the text that was written last. */
  keep(uid: string, md5: string, length: number): void {
    this.#waiting.set(md5, { uid, md5, offset: this.#bytes, length });
    this.#bytes += length;
  }

  /** All that is kept, in the order of UIDs. */
  sorted(): readonly WaitingText[] {
    return [...this.#waiting.values()].sort(byUid);
  }

  bytesOf({ offset, length }: WaitingText): Buffer {
    return this.#buffer.subarray(offset, offset + length);
  }

  clear(): void {
    this.#waiting.clear();
    this.#bytes = 0;
  }
}
