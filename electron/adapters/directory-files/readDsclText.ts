import { addValues, collectRecords } from './collectRecords.ts';
import type { ExportedEntry } from './collectRecords.ts';
import type { ParsedRecords } from './readRecordTable.ts';

/** `RecordName: amanda`, `RealName:` with indented values below, `dsAttrTypeNative:x: y`. */
const KEY = /^((?:dsAttrType(?:Standard|Native):)?[A-Za-z][\w-]*):(?: (.*))?$/;

export function isDsclText(text: string): boolean {
  const lines = text.slice(0, 65_536).split(/\r\n|\r|\n/);
  return lines.some((line) => /^(?:dsAttrTypeStandard:)?(?:RecordName|GeneratedUID|AppleMetaNodeLocation):/.test(line));
}

function* entriesOf(text: string): Generator<ExportedEntry> {
  let attributes = new Map<string, string[]>();
  let key = '';
  let start = 1;
  let line = 0;
  for (const content of [...text.split(/\r\n|\r|\n/), '-']) {
    line += 1;
    const [, name, rest] = KEY.exec(content) ?? [];
    if (content === '-') {
      if (attributes.size > 0) yield { where: `line ${start}`, dn: attributes.get('applemetarecordname')?.[0] ?? '', attributes };
      attributes = new Map();
      start = line + 1;
    } else if (/^[ \t]/.test(content)) {
      if (key !== '') addValues(attributes, key, [content.slice(1)]);
    } else if (name !== undefined) {
      key = name;
      // Values with blanks stand on lines of their own, so a blank here separates values.
      addValues(
        attributes,
        key,
        (rest ?? '').split(' ').filter((value) => value !== ''),
      );
    }
  }
}

/** Reads the output of `dscl … -readall` without -plist. It cannot always be told where a value ends, hence the warning. */
export function readDsclText(text: string, origin: string): ParsedRecords {
  const { records, warnings } = collectRecords(entriesOf(text), { source: 'dscl-text', origin });
  const reason = 'is dscl’s plain text, in which values with blanks and lines can be misread; prefer dscl -plist';
  return { records, warnings: [{ where: 'file', reason }, ...warnings] };
}
