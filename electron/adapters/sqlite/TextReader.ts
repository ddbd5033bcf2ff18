import { hash } from 'node:crypto';
import { zstdDecompressSync } from 'node:zlib';
import type { Statement } from 'better-sqlite3';
import { Failure } from '../../../shared/domain/failure.ts';
import type { ProjectFile } from './projectFile.ts';

/** Unpacked blocks kept at hand: the copies of one meeting were stored close together. */
const CACHE_BYTES = 4 * 1024 * 1024;

interface TextRow {
  /** In lower-case hexadecimal. */
  readonly md5: string;
  readonly block_id: number;
  readonly offset: number;
  readonly length: number;
}

interface BlockRow {
  readonly texts: Buffer;
  readonly size_bytes: number;
}

/** Reads stored texts, each checked against its MD5. */
export class TextReader {
  readonly #path: string;
  readonly #selectText: Statement<[string], TextRow>;
  readonly #selectTexts: Statement<[string], TextRow>;
  readonly #selectBlock: Statement<[number], BlockRow>;
  /** Least recently used first: a Map keeps insertion order. */
  readonly #blocks = new Map<number, Buffer>();
  #cachedBytes = 0;
  /** Texts that are about to be asked for. */
  #ahead: ReadonlyMap<string, string> = new Map();

  constructor(project: ProjectFile) {
    this.#path = project.path;
    const columns = 'lower(hex(md5)) AS md5, block_id, offset, length';
    this.#selectText = project.database.prepare(`SELECT ${columns} FROM text WHERE md5 = unhex(?)`);
    this.#selectTexts = project.database.prepare(
      `SELECT ${columns} FROM text WHERE md5 IN (SELECT unhex(value) FROM json_each(?)) ORDER BY block_id`,
    );
    this.#selectBlock = project.database.prepare('SELECT texts, size_bytes FROM text_block WHERE block_id = ?');
  }

  text(md5: string): string {
    const ahead = this.#ahead.get(md5);
    if (ahead !== undefined) return ahead;
    const row = this.#selectText.get(md5);
    if (row === undefined) throw this.#damaged(`the text ${md5} is missing`);
    return this.#cut(row);
  }

  /** Reads texts that are about to be asked for, block by block; forgets those it read so before. */
  readAhead(md5s: readonly string[]): void {
    this.#ahead = new Map(this.#selectTexts.all(JSON.stringify(md5s)).map((row) => [row.md5, this.#cut(row)]));
  }

  #cut({ md5, block_id, offset, length }: TextRow): string {
    const bytes = this.#block(block_id).subarray(offset, offset + length);
    if (hash('md5', bytes, 'hex') !== md5) throw this.#damaged(`the text ${md5} is not what was stored`);
    return bytes.toString('utf8');
  }

  #block(blockId: number): Buffer {
    const cached = this.#blocks.get(blockId);
    this.#blocks.delete(blockId);
    const block = cached ?? this.#unpack(blockId);
    this.#blocks.set(blockId, block);
    if (cached === undefined) this.#makeRoom(block.length);
    return block;
  }

  #unpack(blockId: number): Buffer {
    const row = this.#selectBlock.get(blockId);
    if (row === undefined) throw this.#damaged(`block ${blockId} of its texts is missing`);
    try {
      // Room for all of it at once, and for no more should the block be a bomb. A chunk is never smaller than 64 bytes.
      return zstdDecompressSync(row.texts, { chunkSize: Math.max(64, row.size_bytes), maxOutputLength: Math.max(64, row.size_bytes) });
    } catch (error) {
      throw this.#damaged(`block ${blockId} of its texts cannot be unpacked`, error);
    }
  }

  #makeRoom(bytes: number): void {
    this.#cachedBytes += bytes;
    for (const [blockId, block] of this.#blocks) {
      if (this.#cachedBytes <= CACHE_BYTES || this.#blocks.size === 1) return;
      this.#blocks.delete(blockId);
      this.#cachedBytes -= block.length;
    }
  }

  #damaged(reason: string, cause?: unknown): Failure {
    return new Failure('PROJECT_CORRUPT', { path: this.#path, reason }, { cause });
  }
}
