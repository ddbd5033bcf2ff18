import type { DirectoryWarning } from '../../ports/DirectoryReader.ts';
import { addValues, collectRecords } from './collectRecords.ts';
import type { ExportedEntry } from './collectRecords.ts';
import type { ParsedRecords } from './readRecordTable.ts';

/** `0x0A 0x5C 0x3A 0x2C dsRecTypeStandard:Users 6 dsAttrTypeStandard:RecordName …`, or a short form of it (dsimport(1)). */
const HEADER = /^0x([0-9A-F]{2}) 0x([0-9A-F]{2}) 0x([0-9A-F]{2}) 0x([0-9A-F]{2}) (\S+)(.*)$/i;

/** What the short forms stand for. */
const SHORT_FORMS: Readonly<Record<string, { readonly type: string; readonly names: readonly string[] }>> = {
  StandardUserRecord: {
    type: 'Users',
    names: ['RecordName', 'Password', 'UniqueID', 'PrimaryGroupID', 'RealName', 'NFSHomeDirectory', 'UserShell'],
  },
  StandardGroupRecord: { type: 'Groups', names: ['RecordName', 'Password', 'PrimaryGroupID', 'GroupMembership'] },
};

interface Header {
  readonly endOfRecord: string;
  readonly escape: string;
  readonly field: string;
  readonly value: string;
  readonly type: string;
  readonly names: readonly string[];
}

function parseHeader(line: string): Header | null {
  const [, endOfRecord, escape, field, value, type, rest] = HEADER.exec(line) ?? [];
  if (type === undefined || rest === undefined) return null;
  const character = (hex: string | undefined): string => String.fromCharCode(Number.parseInt(hex ?? '', 16));
  const short = SHORT_FORMS[type];
  const names = short?.names ?? rest.trim().split(/\s+/).slice(1);
  return {
    endOfRecord: character(endOfRecord),
    escape: character(escape),
    field: character(field),
    value: character(value),
    type: short?.type ?? type,
    names,
  };
}

export function isDsExport(text: string): boolean {
  return HEADER.test(/^(?:#.*\r?\n|\s*\r?\n)*(.*)/.exec(text)?.[1] ?? '');
}

/** One record as fields of values; an escaped character, a line break too, is itself. */
function* splitRecords(text: string, header: Header): Generator<string[][]> {
  let fields: string[][] = [['']];
  const append = (character: string): void => {
    const values = fields.at(-1) ?? [];
    values.push((values.pop() ?? '') + character);
  };
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character === header.escape) append(text.charAt((index += 1)));
    else if (character === header.endOfRecord) {
      yield fields;
      fields = [['']];
    } else if (character === header.field) fields.push(['']);
    else if (character === header.value) fields.at(-1)?.push('');
    else append(character);
  }
  yield fields;
}

function decodeBase64(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8');
}

function entryOf(fields: readonly (readonly string[])[], header: Header, position: number): ExportedEntry {
  const attributes = new Map<string, string[]>([['recordtype', [header.type]]]);
  header.names.forEach((name, index) => {
    const isEncoded = name.startsWith('base64:');
    const values = (fields[index] ?? []).filter((value) => value !== '');
    addValues(attributes, name.replace(/^base64:/, ''), isEncoded ? values.map(decodeBase64) : values);
  });
  return { where: `record ${position}`, dn: '', attributes };
}

/** Reads what dsexport, Workgroup Manager and Server.app write. The separators are those the header names. */
export function readDsExport(text: string, origin: string): ParsedRecords {
  const body = text.replace(/\r\n/g, '\n').replace(/^(?:#.*\n|\s*\n)*/, '');
  const lineEnd = body.indexOf('\n');
  const header = parseHeader(lineEnd < 0 ? body : body.slice(0, lineEnd));
  if (header === null) return { records: [], warnings: [{ where: 'line 1', reason: 'the header cannot be read' }] };
  const warnings: DirectoryWarning[] = [];
  const entries: ExportedEntry[] = [];
  let position = 0;
  for (const fields of splitRecords(lineEnd < 0 ? '' : body.slice(lineEnd + 1), header)) {
    const [[first = ''] = []] = fields;
    if ((fields.length === 1 && first.trim() === '') || first.startsWith('#')) continue;
    position += 1;
    if (fields.length > header.names.length) {
      warnings.push({ where: `record ${position}`, reason: `has ${fields.length} fields where the header names ${header.names.length}` });
    } else entries.push(entryOf(fields, header, position));
  }
  const collected = collectRecords(entries, { source: 'dsexport', origin });
  return { records: collected.records, warnings: [...warnings, ...collected.warnings] };
}
