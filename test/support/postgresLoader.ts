import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { Client, Connection, Submittable } from 'pg';

/** What pg's connection offers for COPY beyond its declarations. */
interface CopyConnection extends Connection {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

/** One `COPY … FROM STDIN`, sent in chunks of its text format. */
class CopyIn implements Submittable {
  readonly #text: string;
  readonly #chunks: readonly Buffer[];
  readonly #done: (error?: Error) => void;
  #error: Error | undefined;

  constructor(text: string, chunks: readonly Buffer[], done: (error?: Error) => void) {
    this.#text = text;
    this.#chunks = chunks;
    this.#done = done;
  }

  submit(connection: Connection): void {
    connection.query(this.#text);
  }

  handleCopyInResponse(connection: CopyConnection): void {
    for (const chunk of this.#chunks) connection.sendCopyFromChunk(chunk);
    connection.endCopyFrom();
  }

  handleCommandComplete(): void {
    // What follows is handleReadyForQuery.
  }

  handleError(error: Error): void {
    this.#error = error;
    this.#done(error);
  }

  handleReadyForQuery(): void {
    if (this.#error === undefined) this.#done();
  }
}

/** Loads lines of COPY's text format into a table. */
export function copyIn(client: Client, statement: string, chunks: readonly Buffer[]): Promise<void> {
  return new Promise((resolve, reject) => {
    client.query(new CopyIn(statement, chunks, (error) => (error === undefined ? resolve() : reject(error))));
  });
}

function count(text: string, mark: string): number {
  return text.split(mark).length - 1;
}

/** A statement ends with a line that ends with a semicolon outside quotes; good enough for the dumps that tests restore. */
function isWhole(statement: string): boolean {
  const plain = statement.replace(/(\$\w*\$)[^]*?\1/g, '');
  return plain.trimEnd().endsWith(';') && count(plain, "'") % 2 === 0 && !/\$\w*\$/.test(plain);
}

const CHUNK_LENGTH = 1_000_000;

/** Restores a plain dump (text or lines) the way psql does, psql's own commands left out. */
export async function loadDump(client: Client, lines: AsyncIterable<string> | Iterable<string>): Promise<void> {
  let statement = '';
  let copy: string | undefined;
  let rows: Buffer[] = [];
  let part = '';
  for await (const line of lines) {
    if (copy !== undefined) {
      if (line === '\\.') {
        await copyIn(client, copy, [...rows, Buffer.from(part)]);
        [copy, rows, part] = [undefined, [], ''];
        continue;
      }
      part += `${line}\n`;
      if (part.length > CHUNK_LENGTH) [rows, part] = [[...rows, Buffer.from(part)], ''];
      continue;
    }
    if (statement === '' && (line.startsWith('--') || line.startsWith('\\') || line.trim() === '')) continue;
    statement += `${line}\n`;
    if (!isWhole(statement)) continue;
    if (/^COPY .* FROM stdin;$/i.test(statement.trimEnd())) copy = statement;
    // The names that follow are looked up where the dump says; a cleared search path would outlive the restore.
    else if (!statement.includes("set_config('search_path'")) await client.query(statement);
    statement = '';
  }
}

/** The lines of a dump file, gzip or not. */
export async function* dumpLines(path: string): AsyncGenerator<string> {
  const { createGunzip } = await import('node:zlib');
  const file = createReadStream(path);
  const text = path.endsWith('.gz') ? file.pipe(createGunzip()) : file;
  yield* createInterface({ input: text as Readable, crlfDelay: Infinity });
}
