import { hash } from 'node:crypto';
import { constants, zstdCompressSync } from 'node:zlib';
import type { Database, Statement } from 'better-sqlite3';

/**
 * Bytes of texts per block. Calendar texts repeat each other: 64 KiB compress 14:1 where single texts reach 3:1, and unpacking
 * a block still takes less than 0.1 ms.
 */
const BLOCK_BYTES = 64 * 1024;
const COMPRESSION = { params: { [constants.ZSTD_c_compressionLevel]: 3 } };

export interface StoredText {
  readonly md5: Buffer;
  readonly sizeBytes: number;
}

/** Stores each distinct text once, packed in compressed blocks. Call inside a transaction; the last block is written by `flush`. */
export class TextWriter {
  readonly #isStored: Statement<[Buffer], 1>;
  readonly #insertBlock: Statement<[Buffer]>;
  readonly #insertText: Statement<[Buffer, number | bigint, number, number]>;
  #block = new Map<string, { readonly md5: Buffer; readonly bytes: Buffer }>();
  #blockBytes = 0;

  constructor(database: Database) {
    this.#isStored = database.prepare<[Buffer], 1>('SELECT 1 FROM text WHERE md5 = ?').pluck();
    this.#insertBlock = database.prepare('INSERT INTO text_block (texts) VALUES (?)');
    this.#insertText = database.prepare('INSERT INTO text (md5, block_id, offset, length) VALUES (?, ?, ?, ?)');
  }

  store(text: string): StoredText {
    const bytes = Buffer.from(text);
    const md5 = hash('md5', bytes, 'buffer');
    const stored = { md5, sizeBytes: bytes.length };
    const key = md5.toString('latin1');
    if (this.#block.has(key) || this.#isStored.get(md5) !== undefined) return stored;
    this.#block.set(key, { md5, bytes });
    this.#blockBytes += bytes.length;
    if (this.#blockBytes >= BLOCK_BYTES) this.flush();
    return stored;
  }

  flush(): void {
    if (this.#block.size === 0) return;
    const texts = [...this.#block.values()];
    const block = zstdCompressSync(Buffer.concat(texts.map(({ bytes }) => bytes)), COMPRESSION);
    const { lastInsertRowid } = this.#insertBlock.run(block);
    let offset = 0;
    for (const { md5, bytes } of texts) {
      this.#insertText.run(md5, lastInsertRowid, offset, bytes.length);
      offset += bytes.length;
    }
    this.#block = new Map();
    this.#blockBytes = 0;
  }
}
