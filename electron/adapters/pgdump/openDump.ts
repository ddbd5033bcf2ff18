import { basename } from 'node:path';
import { Failure } from '../../../shared/domain/failure.ts';
import type { CalendarServerSource, SourceRows } from '../../ports/CalendarServerSource.ts';
import { DumpParser } from './DumpParser.ts';
import { readDumpText } from './readDumpText.ts';

const BYTE_ORDER_MARK = Buffer.from('\uFEFF');

function withoutMark(chunk: Buffer): Buffer {
  return chunk.subarray(0, 3).equals(BYTE_ORDER_MARK) ? chunk.subarray(3) : chunk;
}

async function* rowsOf(path: string, options: Parameters<CalendarServerSource['rows']>[0]): AsyncGenerator<SourceRows, void> {
  const parser = new DumpParser(path, options.onDamaged ?? (() => undefined));
  let isFirst = true;
  for await (const chunk of readDumpText(path, options.signal, options.onProgress ?? (() => undefined))) {
    for (const batch of parser.push(isFirst ? withoutMark(chunk) : chunk)) {
      yield batch;
      if (options.signal?.aborted === true) throw new Failure('INTERRUPTED');
    }
    isFirst = false;
  }
  yield* parser.finish();
}

/**
 * A dump of a Calendar Server database as pg_dump or pg_dumpall wrote it (plain, gzip or not; other formats where pg_restore is at hand).
 * It is read as a stream and nothing in it is executed.
 */
export function openDump(path: string): CalendarServerSource {
  return { label: basename(path), kind: 'dump', rows: (options) => rowsOf(path, options) };
}
