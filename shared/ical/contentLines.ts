import type { RepairLog } from './repairLog.ts';

/** A look for everything at once: nearly every text has none of it. Surrogates are here because a lone one may be among them. */
const UNUSUAL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]|\r(?!\n)/;
/** What no text may hold (and XML 1.0 §2.2 forbids); also every surrogate, of which only the lone ones go. */
const SUSPICIOUS = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]/;
const FORBIDDEN = /[\0-\x08\x0b-\x1f\x7f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const IRREGULAR_END = /\r(?!\n)/;

/** Whether a text has neither of the things that `contentLines` mends; then `unfold` is enough. */
export function isRegular(text: string): boolean {
  return !text.startsWith('\ufeff') && !UNUSUAL.test(text);
}

/**
 * Cuts a text into unfolded content lines (RFC 5545 §3.1). Blank lines, a byte order mark and control characters go; CR, LF and
 * CRCRLF end a line as CRLF does.
 */
export function contentLines(text: string, log: RepairLog): readonly string[] {
  if (isRegular(text)) return unfold(text);
  let body = text;
  if (body.startsWith('\ufeff')) {
    body = body.slice(1);
    log.add('byte-order-mark-removed', '');
  }
  if (IRREGULAR_END.test(body)) {
    body = body.replace(/\r+\n?/g, '\n');
    log.add('line-ends-normalised', '');
  }
  const lines = unfold(body);
  return SUSPICIOUS.test(body) ? lines.map((line) => clean(line, log)).filter((line) => line !== '') : lines;
}

/** The lines of a text, each in one piece, without blank ones. */
export function unfold(body: string): string[] {
  const lines: string[] = [];
  let line = '';
  let at = 0;
  while (at < body.length) {
    const newline = body.indexOf('\n', at);
    const next = newline < 0 ? body.length : newline + 1;
    let end = newline < 0 ? body.length : newline;
    if (body.charCodeAt(end - 1) === 13) end -= 1;
    const first = body.charCodeAt(at);
    if (first === 32 || first === 9) line += body.slice(at + 1, end);
    else if (end > at) {
      if (line !== '') lines.push(line);
      line = body.slice(at, end);
    }
    at = next;
  }
  if (line !== '') lines.push(line);
  return lines;
}

function clean(line: string, log: RepairLog): string {
  const cleaned = line.replace(FORBIDDEN, '');
  if (cleaned !== line)
    log.add('control-characters-removed', /^[\w-]*/.exec(cleaned)?.[0] ?? '', `${line.length - cleaned.length} characters`);
  return cleaned;
}
