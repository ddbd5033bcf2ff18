import { hash } from 'node:crypto';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Database, Statement } from 'better-sqlite3';

/**
 * Bytes of texts per block. Calendar texts repeat each other: 32 KiB compress 11:1 where single texts reach 3:1, and unpacking a block
 * costs about what converting one event does.
 */
const BLOCK_BYTES = 32 * 1024;

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
  /** Texts are encoded in place: a million short-lived buffers would cost more than compressing them. */
  #block = Buffer.allocUnsafeSlow(2 * BLOCK_BYTES);
  #blockBytes = 0;
  #lengths: number[] = [];
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

  store(text: string): StoredText {
    const offset = this.#blockBytes;
    const length = this.#encode(text, offset);
    const md5 = md5Of(this.#block.subarray(offset, offset + length));
    const isKnown = this.#hasTexts && this.#isStored.get(md5) !== undefined;
    if (!isKnown && this.#stage.run(md5, this.#blockId, offset, length).changes === 1) {
      this.#lengths.push(length);
      this.#blockBytes = offset + length;
      if (this.#blockBytes >= BLOCK_BYTES) this.#flush();
    }
    return { md5, sizeBytes: length };
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

  #flush(): void {
    if (this.#lengths.length === 0) return;
    this.#insertBlock.run(this.#blockId, pack(this.#block.subarray(0, this.#blockBytes)), this.#blockBytes, this.#lengths.join());
    this.#blockId += 1;
    this.#blockBytes = 0;
    this.#lengths = [];
  }

  /** Appends a text to the block without counting it in; its place is the next one's unless it is kept. */
  #encode(text: string, offset: number): number {
    const length = Buffer.byteLength(text);
    if (offset + length > this.#block.length) {
      const larger = Buffer.allocUnsafeSlow(2 * (offset + length));
      this.#block.copy(larger, 0, 0, offset);
      this.#block = larger;
    }
    return this.#block.write(text, offset, 'utf8');
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
