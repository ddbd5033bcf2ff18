import { Failure } from '../../../shared/domain/failure.ts';

/** What a file is, told by its first bytes; never by its name. */
export type DumpFormat = 'plain' | 'gzip' | 'custom' | 'tar';

/** How many bytes must be known to tell: a tar's mark is in its first block. */
export const SNIFF_BYTES = 4_096;

const SIGNATURES: readonly { readonly hex: string; readonly format: DumpFormat }[] = [
  { hex: '1f8b', format: 'gzip' },
  { hex: '5047444d50', format: 'custom' },
];

const FOREIGN: readonly { readonly hex: string; readonly reason: string }[] = [
  { hex: '504b0304', reason: 'it is a zip archive; unpack it first' },
  { hex: '28b52ffd', reason: 'it is compressed with zstd; unpack it first' },
  { hex: 'fd377a585a00', reason: 'it is compressed with xz; unpack it first' },
  { hex: '425a68', reason: 'it is compressed with bzip2; unpack it first' },
  { hex: '53514c69746520666f726d6174', reason: 'it is an SQLite database' },
];

/** How any statement, comment or psql command of a dump begins. */
const BEGINNING = /^\s*(?:--|\\|\/\*|(?:SET|SELECT|CREATE|COPY|INSERT|ALTER|DROP|COMMENT|START|BEGIN)[\s;])/i;

function isTar(head: Buffer): boolean {
  return head.toString('latin1', 257, 262) === 'ustar';
}

/** The format of a dump's first bytes; fails with a sentence when it is something else. */
export function sniffDump(path: string, head: Buffer): DumpFormat {
  const notADump = (reason: string): Failure => new Failure('DUMP_NOT_A_DUMP', { path, reason });
  if (head.length === 0) throw notADump('it is empty');
  const hex = head.toString('hex', 0, 16);
  const signature = SIGNATURES.find((candidate) => hex.startsWith(candidate.hex));
  if (signature !== undefined) return signature.format;
  if (hex.startsWith('fffe') || hex.startsWith('feff')) throw new Failure('DUMP_UTF16', { path });
  const foreign = FOREIGN.find((candidate) => hex.startsWith(candidate.hex));
  if (foreign !== undefined) throw notADump(foreign.reason);
  if (isTar(head)) {
    if (head.toString('latin1', 0, 8) === 'toc.dat\0') return 'tar';
    throw notADump('it is a tar archive of something else; unpack it first');
  }
  if (head.includes(0)) throw notADump('it is a binary file');
  const text = head.toString('utf8').replace(/^\uFEFF/, '');
  if (/^\s*<(?:!doctype|html|\?xml)/i.test(text)) throw notADump('it is a web page or XML document');
  if (text.startsWith('-- MySQL dump')) throw notADump('it is a dump of MySQL');
  if (text.trim() === '') throw notADump('it holds nothing but blanks');
  if (!BEGINNING.test(text)) throw notADump('it does not begin as one');
  return 'plain';
}
