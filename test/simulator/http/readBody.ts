import type { IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';

/** maxReceivedMessageSize of Exchange 2013 and later. */
const LIMIT = 67_108_864;

export class BodyError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The whole body as text; what is too long or no UTF-8 is refused. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LIMIT) throw new BodyError(413, 'The request is too long.');
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  const plain = request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes, { maxOutputLength: LIMIT }) : bytes;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(plain);
  } catch {
    throw new BodyError(400, 'Invalid character in the given encoding.');
  }
}
