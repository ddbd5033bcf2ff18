import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { TransportFailure, type HttpReply } from './EwsTransport.ts';

const unzip = promisify(gunzip);

/** An answer's bytes as text. A gzip stream that ends early, or swells without end, counts as no whole answer. */
export async function readReply(
  status: number,
  received: Readonly<Record<string, string | readonly string[] | undefined>>,
  bytes: Buffer,
  maxOutputLength: number,
): Promise<HttpReply> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(received)) {
    if (value !== undefined) headers[name.toLowerCase()] = typeof value === 'string' ? value : value.join('\n');
  }
  if (headers['content-encoding']?.toLowerCase() !== 'gzip' || bytes.length === 0) return { status, headers, body: bytes.toString('utf8') };
  try {
    return { status, headers, body: (await unzip(bytes, { maxOutputLength })).toString('utf8') };
  } catch (error) {
    throw new TransportFailure('TRUNCATED', true, error instanceof Error ? error.message : String(error), error);
  }
}
