import { hash } from 'node:crypto';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Database, Statement } from 'better-sqlite3';
import { TextBatch } from './TextBatch.ts';

/** Bytes of texts per block. Calendar texts repeat each other: 16 KiB compress 10:1 where single texts reach 2:1. */
const BLOCK_BYTES = 16 * 1024;

/**
 * Texts lie in blocks in the order of their UIDs, this many bytes of them at a time: that is the order in which a plan reads them and a run
 * writes them, and unpacking a block for each single text would cost more than converting it.
 */
const BATCH_BYTES = 4 * 1024 * 1024;

/**
 * Which texts this attempt stored. MD5s come in no order, and `text` written a thousand at a time would be rewritten as a whole each time;
 * it is filled at the end, in its own order.
 */
const STAGING = `
  DROP TABLE IF EXISTS temp.staged_text;
  CREATE TEMP TABLE staged_text (
    md5 BLOB PRIMARY KEY, block_id INTEGER NOT NULL, offset INTEGER NOT NULL, length INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

export interface StoredText {
  readonly md5: Buffer;
  readonly sizeBytes: number;
}

interface BlockRow {
  readonly block_id: number;
  readonly texts: Buffer;
  readonly lengths: string;
}

/** Stores each distinct text once, packed in compressed blocks. Call inside transactions; complete after `finish`. */
export class TextWriter {
  readonly #database: Database;
  readonly #isStored: Statement<[Buffer], 1>;
  readonly #insertBlock: Statement<[number, Buffer, number, string]>;
  readonly #stage: Statement<[Buffer, number, number, number]>;
  readonly #batch = new TextBatch(BATCH_BYTES + BATCH_BYTES / 8);
  #blockId: number;
  readonly #hasTexts: boolean;

  constructor(database: Database) {
    database.exec(STAGING);
    this.#database = database;
    this.#isStored = database.prepare<[Buffer], 1>('SELECT 1 FROM text WHERE md5 = ?').pluck();
    this.#insertBlock = database.prepare('INSERT INTO text_block (block_id, texts, size_bytes, lengths) VALUES (?, ?, ?, ?)');
    this.#stage = database.prepare('INSERT OR IGNORE INTO temp.staged_text VALUES (?, ?, ?, ?)');
    this.#hasTexts = database.prepare('SELECT 1 FROM text LIMIT 1').get() !== undefined;
    this.#blockId = this.#findTextsOfEarlierAttempts() + 1;
  }

  store(text: string, uid: string): StoredText {
    const bytes = this.#batch.write(text);
    const md5 = hash('md5', bytes, 'hex');
    const stored = { md5: Buffer.from(md5, 'hex'), sizeBytes: bytes.length };
    if (this.#batch.has(md5) || (this.#hasTexts && this.#isStored.get(stored.md5) !== undefined)) return stored;
    this.#batch.keep(uid, md5, bytes.length);
    if (this.#batch.bytes >= BATCH_BYTES) this.#flush();
    return stored;
  }

  finish(): void {
    this.#flush();
    this.#database.exec('INSERT INTO text SELECT md5, block_id, offset, length FROM temp.staged_text ORDER BY md5');
    this.drop();
  }

  /** Gives up without `finish`: the blocks stay, for the next attempt to find. */
  drop(): void {
    this.#database.exec('DROP TABLE IF EXISTS temp.staged_text');
  }

  /** Packs what is in memory; texts an earlier batch has are left out. */
  #flush(): void {
    let block: Buffer[] = [];
    let blockBytes = 0;
    for (const text of this.#batch.sorted()) {
      if (this.#stage.run(Buffer.from(text.md5, 'hex'), this.#blockId, blockBytes, text.length).changes === 0) continue;
      block.push(this.#batch.bytesOf(text));
      blockBytes += text.length;
      if (blockBytes < BLOCK_BYTES) continue;
      this.#pack(block, blockBytes);
      [block, blockBytes] = [[], 0];
    }
    if (block.length > 0) this.#pack(block, blockBytes);
    this.#batch.clear();
  }

  #pack(texts: readonly Buffer[], bytes: number): void {
    const lengths = texts.map(({ length }) => length).join();
    this.#insertBlock.run(this.#blockId, pack(Buffer.concat(texts, bytes)), bytes, lengths);
    this.#blockId += 1;
  }

  /** Stages the texts in blocks that `text` does not know: their attempt was killed. Returns the last block there is. */
  #findTextsOfEarlierAttempts(): number {
    const numberOf = (select: string): number => this.#database.prepare<[], number | null>(select).pluck().get() ?? 0;
    const last = numberOf('SELECT max(block_id) FROM text_block');
    const select = this.#database.prepare<[number], BlockRow>('SELECT block_id, texts, lengths FROM text_block WHERE block_id = ?');
    for (let blockId = numberOf('SELECT max(block_id) FROM text') + 1; blockId <= last; blockId += 1) {
      const block = select.get(blockId);
      if (block !== undefined) this.#stageBlock(block);
    }
    return last;
  }

  #stageBlock({ block_id: blockId, texts, lengths }: BlockRow): void {
    const bytes = zstdDecompressSync(texts);
    let offset = 0;
    for (const length of lengths.split(',').map(Number)) {
      this.#stage.run(md5Of(bytes.subarray(offset, offset + length)), blockId, offset, length);
      offset += length;
    }
  }
}

function md5Of(bytes: Buffer): Buffer {
  // By way of hex: a digest asked for as a Buffer has memory of its own, which costs the collector more than hashing.
  return Buffer.from(hash('md5', bytes, 'hex'), 'hex');
}

/** With the size said beforehand, zstd takes memory for these bytes only, in packing and unpacking: half the time of both. */
function pack(bytes: Buffer): Buffer {
  return zstdCompressSync(bytes, { params: { [constants.ZSTD_c_compressionLevel]: 3 }, pledgedSrcSize: bytes.length });
}
