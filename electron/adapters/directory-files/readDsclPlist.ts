import { addValues, collectRecords } from './collectRecords.ts';
import type { ExportedEntry } from './collectRecords.ts';
import type { ParsedPlist, PlistDictionary, PlistValue } from './parsePlist.ts';
import type { ParsedRecords } from './readRecordTable.ts';

/** `dscl -plist -readall` writes arrays of records, `dscl -plist -read` a single one. */
function recordsOf(plist: ParsedPlist): PlistDictionary[] {
  return plist.values.flatMap((value) => (Array.isArray(value) ? value : [value])).filter((value) => value instanceof Map);
}

export function isDsclPlist(plist: ParsedPlist): boolean {
  const [first] = recordsOf(plist);
  return first !== undefined && [...first.keys()].some((key) => key.startsWith('dsAttrType'));
}

function textsOf(value: PlistValue): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}

/** Standard names are put in before native ones: `dsAttrTypeNative:cn` repeats what RealName said. */
function entryOf(record: PlistDictionary, index: number): ExportedEntry {
  const attributes = new Map<string, string[]>();
  for (const [key, value] of record) addValues(attributes, key, textsOf(value));
  const [name] = attributes.get('recordname') ?? [];
  const [dn = ''] = attributes.get('applemetarecordname') ?? [];
  return { where: `record ${name ?? String(index + 1)}`, dn, attributes };
}

/** Reads the output of `dscl -plist … -readall`. */
export function readDsclPlist(plist: ParsedPlist, origin: string): ParsedRecords & { readonly isComplete: boolean } {
  const { records, warnings } = collectRecords(recordsOf(plist).map(entryOf), { source: 'plist', origin });
  const damage = plist.errors.map((reason) => ({ where: 'property list', reason }));
  return { records, warnings: [...damage, ...warnings], isComplete: plist.isComplete };
}
