import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

/** One calendar object of a dump. */
export interface DumpedObject {
  readonly uid: string;
  readonly text: string;
}

const UNESCAPED: Readonly<Record<string, string>> = { r: '\r', n: '\n', t: '\t', '\\': '\\' };
const ESCAPED: Readonly<Record<string, string>> = { '\r': '\\r', '\n': '\\n', '\t': '\\t', '\\': '\\\\' };

function unescape(value: string): string {
  return value.replace(/\\([rnt\\])/g, (_, letter: string) => UNESCAPED[letter] ?? letter);
}

function escape(value: string): string {
  return value.replace(/[\r\n\t\\]/g, (character) => ESCAPED[character] ?? character);
}

/** Changes the calendar objects of a dump in place, as people do between two snapshots: another text, or null, which deletes the object. */
export function editDump(path: string, edit: (object: DumpedObject) => string | null): void {
  const lines = readFileSync(path, 'utf8').split('\n');
  const from = lines.findIndex((line) => /^COPY (?:public\.)?calendar_object \(/.test(line));
  const to = lines.indexOf('\\.', from);
  const columns = (/\((.*)\)/.exec(lines[from] ?? '')?.[1] ?? '').split(', ').map((name) => name.replaceAll('"', ''));
  const [textAt, uidAt, md5At] = ['icalendar_text', 'icalendar_uid', 'md5'].map((name) => columns.indexOf(name));
  if (textAt === undefined || uidAt === undefined || md5At === undefined) throw new Error('no calendar_object in the dump');
  const rows = lines.slice(from + 1, to).flatMap((line) => {
    const values = line.split('\t');
    const was = unescape(values[textAt] ?? '');
    const text = edit({ uid: values[uidAt] ?? '', text: was });
    if (text === null) return [];
    if (text === was) return [line];
    values[textAt] = escape(text);
    values[md5At] = createHash('md5').update(text).digest('hex');
    return [values.join('\t')];
  });
  writeFileSync(path, [...lines.slice(0, from + 1), ...rows, ...lines.slice(to)].join('\n'));
}
