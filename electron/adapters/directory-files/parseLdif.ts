import { addValues, attributeName } from './collectRecords.ts';
import type { DirectoryWarning } from '../../ports/DirectoryReader.ts';

/** One entry of an LDIF file. Only attributes asked for are kept: passwords and photographs never leave the file. */
export interface LdifEntry {
  readonly line: number;
  readonly dn: string;
  readonly attributes: Map<string, string[]>;
  /** Values that are bytes, by attribute name. */
  readonly bytes: Map<string, Uint8Array>;
}

export interface ParsedLdif {
  readonly entries: readonly LdifEntry[];
  readonly warnings: readonly DirectoryWarning[];
}

/** RFC 2849: `dn: …` or `dn:: base64`, after comments and an optional version. */
export function isLdif(text: string): boolean {
  return /^(?:\s*(?:#.*|version:.*)?\r?\n|[ ].*\r?\n)*dn::?\s*\S/i.test(text.slice(0, 65_536));
}

const LINE = /^([A-Za-z][\w.-]*(?:;[\w-]+)*)(::?<?)\s*(.*)$/;

/** Logical lines with the number of their first physical one. A line that begins with a blank continues the one before. */
function* unfold(text: string): Generator<{ readonly line: number; readonly content: string }> {
  let content = '';
  let first = 1;
  let line = 0;
  for (const physical of text.split(/\r\n|\r|\n/)) {
    line += 1;
    if (physical.startsWith(' ') && content !== '') content += physical.slice(1);
    else {
      if (line > 1) yield { line: first, content };
      content = physical;
      first = line;
    }
  }
  yield { line: first, content };
  yield { line: line + 1, content: '' };
}

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Secrets of Open Directory live below cn=authdata; whoever hands that over by mistake shall not find it in the project file. */
function isSecret(dn: string): boolean {
  return /(?:^|,)\s*cn=authdata\s*(?:,|$)/i.test(dn);
}

class LdifReader {
  readonly entries: LdifEntry[] = [];
  readonly warnings: DirectoryWarning[] = [];
  readonly #wanted: ReadonlySet<string>;
  readonly #binary: ReadonlySet<string>;
  #entry: LdifEntry | null = null;
  #isChange = false;
  #secrets = 0;

  constructor(wanted: ReadonlySet<string>, binary: ReadonlySet<string>) {
    this.#wanted = wanted;
    this.#binary = binary;
  }

  #warn(line: number, reason: string): void {
    this.warnings.push({ where: `line ${line}`, reason });
  }

  #endEntry(): void {
    const entry = this.#entry;
    this.#entry = null;
    if (entry === null) return;
    if (isSecret(entry.dn)) this.#secrets += 1;
    else if (this.#isChange) this.#warn(entry.line, 'is a change to an entry, not an entry');
    else this.entries.push(entry);
    this.#isChange = false;
  }

  read(line: number, content: string): void {
    if (content === '') this.#endEntry();
    else if (!content.startsWith('#') && content !== '-') this.#readAttribute(line, content);
  }

  #readAttribute(line: number, content: string): void {
    const [, name, separator, text] = LINE.exec(content) ?? [];
    if (name === undefined || text === undefined) {
      this.#warn(line, 'is no «attribute: value»');
      return;
    }
    const key = attributeName(name);
    const bytes = separator === '::' ? Buffer.from(text, 'base64') : null;
    if (key === 'dn') {
      this.#endEntry();
      this.#entry = { line, dn: bytes === null ? text : (decodeUtf8(bytes) ?? ''), attributes: new Map(), bytes: new Map() };
    } else if (key === 'changetype') this.#isChange = text.toLowerCase() !== 'add';
    else if (this.#entry !== null) this.#addValue(this.#entry, key, bytes, text, line);
  }

  #addValue(entry: LdifEntry, key: string, bytes: Buffer | null, text: string, line: number): void {
    if (bytes !== null && this.#binary.has(key)) entry.bytes.set(key, bytes);
    if (!this.#wanted.has(key)) return;
    const value = bytes === null ? text : decodeUtf8(bytes);
    if (value === null) this.#warn(line, `the value of ${key} is not UTF-8`);
    else addValues(entry.attributes, key, [value]);
  }

  finish(): ParsedLdif {
    if (this.#secrets > 0) {
      const reason = `holds ${this.#secrets} entries of cn=authdata, which keep passwords; they were not read. Delete this file and export with slapcat -b <suffix> instead`;
      this.warnings.unshift({ where: 'file', reason });
    }
    return { entries: this.entries, warnings: this.warnings };
  }
}

/** Reads LDIF as slapcat, ldapsearch and ldifde write it (RFC 2849). `wanted` and `binary` are lower-case attribute names. */
export function parseLdif(text: string, wanted: ReadonlySet<string>, binary: ReadonlySet<string>): ParsedLdif {
  const reader = new LdifReader(wanted, binary);
  for (const { line, content } of unfold(text)) reader.read(line, content);
  return reader.finish();
}
