import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { NONCE_PLACEHOLDER, pageHeaders } from './pagePolicy.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

export interface PageFile {
  readonly status: 200 | 404;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer<ArrayBuffer> | string;
}

/** The file of a URL path below `root`, or null when the path leads out of it or is none of ours. */
export function filePath(root: string, urlPath: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(urlPath);
  } catch {
    return null;
  }
  if (decoded.includes('\0') || decoded.includes('\\')) return null;
  const path = normalize(join(root, decoded === '/' ? 'index.html' : decoded));
  const isInside = path.startsWith(normalize(root + sep));
  return isInside && TYPES[extname(path)] !== undefined ? path : null;
}

/** Hands out one file of the built page; the page itself gets a fresh nonce, in its head and in its policy. */
export async function readPageFile(root: string, urlPath: string): Promise<PageFile> {
  const nonce = randomBytes(18).toString('base64');
  const headers = pageHeaders(nonce);
  const path = filePath(root, urlPath);
  const content = path === null ? null : await readFile(path).catch(() => null);
  if (path === null || content === null) {
    return { status: 404, headers: { ...headers, 'content-type': 'text/plain; charset=utf-8' }, body: 'There is nothing here.' };
  }
  const type = TYPES[extname(path)] ?? '';
  const body = extname(path) === '.html' ? content.toString('utf8').replaceAll(NONCE_PLACEHOLDER, nonce) : content;
  const cache = path.includes(`${sep}assets${sep}`) ? 'public, max-age=31536000, immutable' : 'no-store';
  return { status: 200, headers: { ...headers, 'content-type': type, 'cache-control': cache }, body };
}
